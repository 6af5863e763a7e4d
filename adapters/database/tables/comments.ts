import type { Bit } from './bit.ts'

/** One turn of a ticket's conversation; sequences start at 1 and have no gaps. A withdrawn one has no text. */
export type CommentsTable = {
	ticket_id: number
	sequence: number
	author_id: number
	public: Bit
	text: string
	created_at: number
	edited_at: number | null
	withdrawn_at: number | null
}
