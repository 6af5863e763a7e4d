import type { Answer } from './sender.ts'
import type { Attachment, Dialog, Json, Message } from './world.ts'

/** What a person sees after an act. */
export interface Seen {
	/** The dialog, or the messages that came or changed by the act. */
	screen: string
	/** The newest message that she sees. */
	message: Message | undefined
	dialog: Dialog | undefined
	/** What the client says over a card, or in a message extension. */
	toast?: string
	/** Where a link leads. */
	url?: string
	/** What the client says when the service did not answer as it should. */
	error?: string
	/** What the service answered. */
	answer?: Answer
}

export interface Upload {
	name: string
	bytes: Uint8Array
	type?: string
}

/** Someone who uses Teams: every verb does what a hand would do, and gives what is seen afterwards. */
export interface Person {
	readonly id: string
	readonly dialog: Dialog | undefined
	/** Types into the chat with the bot. */
	types: (text: string) => Promise<Seen>
	/**
	 * The same, perhaps with files, and with cards that the message extension gave; an image is pasted into the
	 * text when `inline`.
	 */
	writes: (
		text: string,
		options?: { files?: readonly Upload[]; inline?: boolean; shared?: readonly Attachment[] },
	) => Promise<Seen>
	sends: (...files: Upload[]) => Promise<Seen>
	/** Edits one of her own messages, the newest when none is named; deletes one; takes that back. */
	edits: (text: string, message?: Message) => Promise<Seen>
	deletes: (message?: Message) => Promise<Seen>
	restores: (message: Message, attached?: readonly Attachment[]) => Promise<Seen>
	/**
	 * Mentions the bot in a group chat or in the channel: in a post of her own, or under another; with what the
	 * connector makes of files there.
	 */
	mentions: (
		text: string,
		place?: 'groupChat' | 'channel',
		under?: Message,
		attached?: readonly Attachment[],
	) => Promise<Seen>
	/**
	 * Writes in the channel, where the bot hears only what says `@Sportello`: a post of her own, or under another;
	 * with cards that the message extension gave, and what the connector makes of files there.
	 */
	posts: (
		text: string,
		options?: { under?: Message; shared?: readonly Attachment[]; attached?: readonly Attachment[] },
	) => Promise<Seen>
	/**
	 * Does what stands in a card at an index of `actionsOf`, with what is filled in as the client gives it.
	 * @throws where nothing stands there
	 */
	does: (on: Message | Dialog, index: number, inputs: Readonly<Record<string, string>>) => Promise<Seen>
	/** Shuts the dialog, of which the bot hears nothing. */
	closes: () => void
	/** Presses a button of the newest card, or of the dialog, by its text. */
	presses: (
		name: string,
		options?: { beside?: string; nth?: number; in?: Message; old?: boolean },
	) => Promise<Seen>
	/**
	 * Chooses in a field of the newest card; where there is none, presses the button of that name. A part of
	 * the card that was folded out for it is applied.
	 */
	chooses: (field: string, option: string, card?: Message) => Promise<Seen>
	/** Fills in fields by their labels; options by their text. */
	fills: (values: Record<string, string>) => Promise<Seen>
	/** Sends the form: the first button that takes the fields along. */
	submits: () => Promise<Seen>
	/** Answers a card that asks whether a file may be saved, the newest when none is named. */
	accepts: (message?: Message) => Promise<Seen & { saved: Uint8Array | undefined }>
	declines: (message?: Message) => Promise<Seen>
	/** Searches in the message extension. */
	searches: (words: string) => Promise<Seen & { results: readonly Json[] }>
	/** Uses an action of the message extension on a message of someone's. */
	uses: (commandId: string, on: Json) => Promise<Seen>
	/** Pastes a link into what she writes somewhere. */
	pastes: (url: string) => Promise<Seen & { results: readonly Json[] }>
	installs: () => Promise<Seen>
	uninstalls: () => Promise<Seen>
	blocks: (blocked?: boolean) => void
	screen: () => string
	messages: () => readonly Message[]
	/** Where something leads, by what it says. */
	link: (label: string) => string
	looks: () => Seen
}
