import type { Inside } from './points.ts'

/** What the check asks of the process of the service; each is answered under the same `id`. */
export type Ask = {
	readonly id: number
	readonly now: number
} /** Puts the service together and looks at what it finds. */ & (
	| { readonly do: 'begin'; readonly environment: Readonly<Record<string, string>> }
	/** Begins to work. `kill`: where the process kills itself. */
	| { readonly do: 'start'; readonly kill?: { readonly inside: Inside; readonly nth: number } }
	/** It is later. */
	| { readonly do: 'wait' }
	/** All that is due by now is done. */
	| { readonly do: 'drain' }
)

export type Reply = {
	readonly id: number
	/** To `begin`. */
	readonly found?: Found
	/** To `start`: where it listens. */
	readonly address?: string
	/** To `drain`: when there is more to do, in milliseconds since 1970. */
	readonly next?: number
	readonly refused?: string
}

/** What the database held before anything was done. */
export type Found = {
	/** What nobody was told of as far as is known, as `<ticket>/<sequence>`. */
	readonly waiting: readonly string[]
	/** Where messages stand as far as is known, as `<channel>:<ts>`. */
	readonly standing: readonly string[]
}

/** What the service logged as an error. */
export type Fault = { readonly fault: string }
