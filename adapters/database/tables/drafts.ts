/** What a person gave before saying what it is for; `content` is the JSON of the port's `Draft`. */
export type DraftsTable = {
	id: string
	platform: string
	space: string
	user_id: string
	once: string | null
	content: string
	expires_at: number
}
