/** The account to which a chat identity is linked; `name` is how the chat shows the person. */
export type LinksTable = {
	platform: string
	space: string
	user_id: string
	account_id: number
	name: string
	linked_at: number
	/** When the person last spoke there, to some minutes. */
	spoken_at: number
}
