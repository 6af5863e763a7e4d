import type { ChatProfile, Identity } from '../../src/domain/identity.ts'
import type { Ports } from '../../src/ports/index.ts'
import type { Places } from '../../src/ports/places.ts'
import type { Bytes } from '../../src/ports/outside.ts'
import type { FormView } from '../../src/views/view.ts'
import type { Activity } from './activity.ts'
import type { Recent } from './recent.ts'
import type { Left } from './standing.ts'

/** A file at another's address, as the fetcher that is handed in takes it. */
export type RemoteFile = {
	readonly url: string
	readonly bearer?: string
	/** The only names it may come from. */
	readonly hosts: readonly string[]
	readonly maxRedirects?: 0 | 1
}

/** What everything here works with. */
export type World = {
	readonly ports: Ports
	readonly places: Places
	readonly hosts: readonly string[]
	/** The bot's own token. */
	readonly token: () => Promise<string>
	readonly openRemote: (file: RemoteFile) => Promise<Bytes>
	readonly profiles: Recent<ChatProfile>
	/** The form that each person is about to fill in, for files that come meanwhile. */
	readonly forms: Recent<FormView['command']>
	/** Cards of which someone has pressed a button: whether there is a form in it now. */
	readonly writing: Recent<'form' | 'done'>
	/** Cards that each person may be writing in, for a later notice to bring up to date; forgotten with the process. */
	readonly left: Recent<readonly Left[]>
}

/** What is sent into the conversation of a turn. */
export type Outgoing = {
	readonly summary?: string
	readonly text?: string
	readonly attachments?: readonly {
		readonly contentType: string
		readonly content: unknown
		readonly contentUrl?: string
		readonly name?: string
	}[]
	readonly suggestedActions?: {
		readonly to: readonly string[]
		readonly actions: readonly { readonly type: 'imBack'; readonly title: string; readonly value: string }[]
	}
}

/** One activity that was verified, and the way to answer it. */
export type Turn = {
	readonly world: World
	readonly activity: Activity
	readonly send: (message: Outgoing) => Promise<void>
	/** Removes a message of ours. */
	readonly remove: (id: string) => Promise<void>
}

/** A turn of a person that we know by name. */
export type PersonalTurn = Turn & { readonly identity: Identity }

/** What the request itself is answered with. */
export type Answer = { readonly status: number; readonly body?: object }
