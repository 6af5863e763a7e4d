/** The chat message that a comment came from, by which its author, `account_id`, changes it. */
export type CommentSourcesTable = {
	source: string
	ticket_id: number
	sequence: number
	account_id: number
	created_at: number
}
