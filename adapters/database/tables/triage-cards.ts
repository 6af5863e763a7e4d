/** A ticket's message in a room; `standing` is null until it was posted. */
export type TriageCardsTable = {
	platform: string
	space: string
	channel: string
	ticket_id: number
	standing: string | null
}
