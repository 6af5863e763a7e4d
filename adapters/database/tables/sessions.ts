/** Someone signed in on the web. `hash` is of what the browser keeps, `id` names the session to its owner. */
export type SessionsTable = {
	hash: string
	id: string
	account_id: number
	agent: string
	started_at: number
	seen_at: number
}
