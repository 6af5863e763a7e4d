/** What the check asks of the service; each is answered under the same `id`. */
export type Ask = { readonly id: number; readonly now: number } & (
	| { readonly do: 'begin'; readonly environment: Readonly<Record<string, string>> }
	/** Diego answers; acknowledged once it is committed. */
	| { readonly do: 'answer'; readonly change: Change; readonly by: string }
	/** All that is due by now is done. */
	| { readonly do: 'drain' }
)

/** One of support's answers. `once` is the same when it is asked for again. */
export type Change = { readonly word: string; readonly ticket: string; readonly once: string }

export type Reply = {
	readonly id: number
	/** To `begin`: what the database held before anything was done. */
	readonly found?: Found
	/** To `drain`: when there is more to do, in milliseconds since 1970. */
	readonly next?: number
	readonly refused?: string
}

export type Found = {
	/** Answers that nobody was told of as far as is known, as `<ticket>/<sequence>`. */
	readonly waiting: readonly string[]
	/** Where messages stand as far as is known, as `<channel>:<ts>`. */
	readonly standing: readonly string[]
}

/** What the service logged as an error. */
export type Fault = { readonly fault: string }
