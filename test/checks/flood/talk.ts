/** What the check asks of the service's process. */
export type Ask =
	/** Begins to measure the loop's delay anew. */
	| { readonly do: 'measure' }
	/** Tells of it, in milliseconds. */
	| { readonly do: 'tell' }
	/** Moves the clock on, and does all that is due by then. */
	| { readonly do: 'advance'; readonly milliseconds: number }
	| { readonly do: 'end' }

export type Said = {
	/** Where it listens; the first that it says. */
	readonly address?: string
	/** Within which 99 of 100 turns of the loop began, and the longest; milliseconds. */
	readonly delay?: { readonly p99: number; readonly most: number }
}
