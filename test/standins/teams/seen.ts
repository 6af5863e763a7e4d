/*
 * What a client shows, as plain data: types alone, which a browser's code can share.
 */

export type Attachment = {
	readonly contentType: string
	readonly content?: unknown
	readonly contentUrl?: string
	readonly name?: string
}

/** A message as a client shows it. */
export type SeenMessage = {
	readonly id: string
	/** Of the post that its thread is about; its own for a post; undefined in a chat. */
	readonly thread: string | undefined
	readonly from: { readonly id: string; readonly name: string; readonly bot: boolean }
	/** Milliseconds. */
	readonly at: number
	/** Plain text, with mentions as they are typed. */
	readonly text: string
	readonly attachments: readonly Attachment[]
	/** Words to go on with, in a chat below its newest message only. */
	readonly suggestions: readonly { readonly title: string; readonly value: string }[]
	/** Changes whenever what is shown does. */
	readonly touched: number
	readonly edited: boolean
	/** By who looks, who could take that back; nobody else sees it at all. */
	readonly deleted: boolean
	readonly problems: readonly string[]
}

export type Sight = {
	/** Changes whenever anything does. */
	readonly version: string
	/** The chat with the bot, oldest first. */
	readonly chat: readonly SeenMessage[]
	/** The channel, oldest first, posts and what is said under them alike. */
	readonly channel: readonly SeenMessage[]
	/** What the service did that Teams would refuse. */
	readonly problems: readonly string[]
}
