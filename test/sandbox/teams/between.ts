import type { Attachment } from '../../standins/teams/seen.ts'

/* What the window's page and its server say to each other: types alone. */

/** A file as the page sends it: its bytes in base64. */
export type SentFile = { readonly name: string; readonly type: string; readonly base64: string }

/** What somebody does in the window. Messages are named by their ids. */
export type Act =
	| { readonly do: 'installs' }
	| {
			readonly do: 'writes'
			readonly text: string
			readonly files: readonly SentFile[]
			readonly shared: readonly Attachment[]
	  }
	| {
			readonly do: 'posts'
			readonly text: string
			/** The post that this is said under. */
			readonly under?: string | undefined
			readonly shared: readonly Attachment[]
	  }
	| { readonly do: 'edits'; readonly message: string; readonly text: string }
	| { readonly do: 'deletes' | 'restores'; readonly message: string }
	| {
			readonly do: 'presses'
			/** Absent in the dialog. */
			readonly message?: string | undefined
			/** Of `actionsOf`. */
			readonly action: number
			readonly inputs: Readonly<Record<string, string>>
	  }
	| { readonly do: 'accepts' | 'declines'; readonly message: string }
	| { readonly do: 'searches'; readonly words: string }
	| { readonly do: 'uses'; readonly command: string; readonly message: string }
	| { readonly do: 'closes' }
	| { readonly do: 'pastes'; readonly url: string }
	| { readonly do: 'forgets' }

/** A find of the message extension: the card to share, and what shows which it is. */
export type Found = Attachment & {
	readonly preview?: { readonly content?: { readonly title?: string; readonly text?: string } }
}

/** What came of it, beside what is seen anew. */
export type Outcome = {
	/** What the client says over the card. */
	readonly toast?: string
	/** Why there is no answer, as Teams would not say it. */
	readonly error?: string
	readonly found?: readonly Found[]
	/** The dialog that stands open afterwards. */
	readonly dialog?: { readonly title: string; readonly card: unknown; readonly problems: readonly string[] }
}

export type Listed = { readonly title: string; readonly description: string }

/** What the page is given with itself. */
export type Given = {
	readonly me: { readonly name: string; readonly realName: string; readonly id: string }
	/** Of the renderer. */
	readonly hostConfig: object
	/** The words that the manifest lists, by place. */
	readonly commands: { readonly chat: readonly Listed[]; readonly channel: readonly Listed[] }
	/** What the message extension does with a message. */
	readonly messageActions: readonly (Listed & { readonly id: string })[]
	/** What it searches, as the manifest calls it. */
	readonly search: Listed & { readonly hint: string }
	/** Host names whose addresses are unfurled. */
	readonly domains: readonly string[]
}
