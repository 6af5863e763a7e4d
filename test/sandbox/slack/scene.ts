import type { Block, Json, Option, StateValues, ViewSpec } from '../../standins/slack/types.ts'

/** A conversation that the person is in. */
export type SceneChannel = {
	readonly id: string
	readonly name: string
	readonly kind: 'channel' | 'group' | 'im' | 'mpim'
	readonly archived: boolean
	readonly members: readonly string[]
}

/** A message that the person sees; `ts` is seconds, and orders the messages of a conversation. */
export type SceneMessage = {
	readonly channel: string
	readonly ts: string
	readonly threadTs?: string
	readonly user: string
	readonly from: string
	readonly own: boolean
	readonly text: string
	readonly blocks: readonly Block[]
	readonly attachments: readonly Json[]
	readonly files: readonly Json[]
	readonly ephemeral: boolean
	readonly broadcast: boolean
	readonly deleted: boolean
	readonly edited: boolean
	readonly replies: number
	readonly reactions: readonly string[]
	readonly state: StateValues
}

export type SceneModal = {
	readonly id: string
	readonly view: ViewSpec
	readonly state: StateValues
	/** By block. */
	readonly errorsAt: Readonly<Record<string, string>>
	readonly failure?: string
	/** How many lie on each other, this one included. */
	readonly depth: number
}

export type Shortcut = {
	readonly name: string
	readonly about: string
	readonly callbackId: string
	readonly on: 'global' | 'message'
}

/** Everything that one person has before them in Slack at one moment. */
export type Scene = {
	/** The day, in the person's time zone: 2026-11-24. */
	readonly today: string
	readonly workspace: string
	readonly me: { readonly id: string; readonly name: string; readonly timeZone: string }
	/** The app, and its direct message with the person. */
	readonly app: { readonly id: string; readonly name: string; readonly channel: string }
	/** Names by id. */
	readonly people: Readonly<Record<string, string>>
	readonly channels: readonly SceneChannel[]
	/** Oldest first. */
	readonly messages: readonly SceneMessage[]
	readonly home?: { readonly blocks: readonly Block[]; readonly state: StateValues }
	readonly modal?: SceneModal
	readonly commands: readonly { readonly command: string; readonly about: string; readonly usage: string }[]
	readonly shortcuts: readonly Shortcut[]
	/** What the service sent or answered that Slack would refuse, the oldest first. */
	readonly problems: readonly { readonly what: string; readonly path: string; readonly problem: string }[]
}

/** What an act came to. */
export type Outcome = {
	/** What Slack says when it did not work. */
	readonly error?: string
	/** What an external select offers. */
	readonly groups?: readonly { readonly label?: string; readonly options: readonly Option[] }[]
}
