import type { HomeView, ModalView } from '@slack/types'
import type { Json } from './receive/payload.ts'
import type { Message } from './render/index.ts'
import type { Unfurls } from './unfurl.ts'

/** Where the bot is installed, as Slack says it. */
export type Workspace = {
	/** What an identity's `space` is here: the organization of an org-wide install, else the workspace. */
	readonly space: string
	readonly name: string
	readonly botUser: string
}

/** What Slack knows of one person. */
export type SlackUser = {
	readonly name: string
	readonly locale: string | undefined
	readonly timeZone: string | undefined
	/** Whose workspaces they are in, if an organization's. */
	readonly organization?: string | undefined
}

/** Where a message stands. */
export type Posted = { readonly channel: string; readonly ts: string }

/**
 * What we ask of Slack's Web API. Nothing is tried again: who calls knows whether that would do it twice.
 * @throws {@link SlackRefused} when Slack says no, a `TryLater` when it says later; anything else when it
 * could not be heard
 */
export type SlackApi = {
	workspace(): Promise<Workspace>
	openView(trigger: string, view: ModalView): Promise<void>
	/** Above the window in which the trigger was pulled, which stays as it is. */
	pushView(trigger: string, view: ModalView): Promise<void>
	updateView(id: string, hash: string | undefined, view: ModalView): Promise<void>
	publishHome(user: string, view: HomeView): Promise<void>
	/** @param under the message whose thread it goes to; `broadcast` shows it in the conversation too */
	post(
		channel: string,
		message: Message,
		under?: { readonly thread: string; readonly broadcast?: boolean },
	): Promise<Posted>
	/** Puts other content into a message of the bot's, which nobody is notified of. */
	update({ channel, ts }: Posted, message: Message): Promise<void>
	/** Puts an emoji, by its name, on a message. */
	react({ channel, ts }: Posted, emoji: string): Promise<void>
	/** Where only one person sees it. */
	whisper(channel: string, user: string, message: Message, thread?: string): Promise<void>
	/** To the address that came with an interaction: in place of the message it came from, or beside it. */
	respond(url: string, message: Message, way: 'replace' | 'beside'): Promise<void>
	/** Puts what stands below addresses in a message that someone posted. */
	unfurl(channel: string, ts: string, unfurls: Unfurls): Promise<void>
	permalink(channel: string, ts: string): Promise<string | undefined>
	user(id: string): Promise<SlackUser>
	file(id: string): Promise<Json>
	/** What Slack says of a conversation; it needs a scope for each kind of them. */
	channel(id: string): Promise<Json>
}

/** Slack's own word for why it would not. */
export class SlackRefused extends Error {
	readonly code: string
	constructor(code: string) {
		super(`Slack refused: ${code}`)
		this.code = code
	}
}
