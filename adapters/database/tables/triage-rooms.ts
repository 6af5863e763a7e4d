/** A channel in which support sees new tickets: those of an organization, or with a word, where these are not null. */
export type TriageRoomsTable = {
	platform: string
	space: string
	channel: string
	reference: string
	organization_id: number | null
	word: string | null
	by_id: number
	opened_at: number
}
