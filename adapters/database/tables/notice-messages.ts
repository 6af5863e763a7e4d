/** The message that stands for a ticket in one of a person's chats; at most one in each. */
export type NoticeMessagesTable = {
	account_id: number
	ticket_id: number
	platform: string
	space: string
	user_id: string
	reference: string
}
