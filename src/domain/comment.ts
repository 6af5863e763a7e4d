import type { Person } from './ticket.ts'

export type AttachmentId = string

/**
 * A file on a comment. It is `waiting` between the moment the comment was accepted and the one its bytes
 * arrived from where the person uploaded it, and `lost` when they never will (deleted there, say).
 */
export type Attachment = {
	readonly id: AttachmentId
	readonly name: string
	/** Bytes. */
	readonly size: number
	/** As the sender claimed it; display data only. */
	readonly type: string
	readonly state: 'waiting' | 'stored' | 'lost'
}

export type Comment = {
	/** Starts at 1 in each ticket; order never depends on clocks. */
	readonly sequence: number
	readonly author: Person
	readonly public: boolean
	/** Markdown, as it was typed. */
	readonly text: string
	readonly createdAt: number
	readonly editedAt?: number
	/** Taken back by its author: without text and files. */
	readonly withdrawn: boolean
	readonly attachments: readonly Attachment[]
}

/** A file on its way in: already in the file store, or still where the person uploaded it. */
export type IncomingFile = { readonly name: string; readonly size: number; readonly type: string } & (
	| { readonly at: 'store'; readonly key: string; readonly sha256: string }
	/** `source` is what the platform's adapter needs to fetch it, and means nothing to others. */
	| { readonly at: 'platform'; readonly platform: string; readonly source: string }
)
