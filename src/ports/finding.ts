/** What was found out about one thing that the service needs, for who runs it. */
export type Finding = {
	/** The thing, by the name of its setting where it has one. */
	readonly about: string
	/** `off`: not set up, and not needed; `doubtful`: it runs, but not as it should. */
	readonly state: 'well' | 'off' | 'doubtful' | 'broken'
	/** One sentence, without any secret. */
	readonly says: string
	/** What to do about it; absent where there is nothing to do. */
	readonly todo?: string
}

/** Why a request to elsewhere failed, as who runs the service can look it up: `ECONNREFUSED`, say. */
export function unreachedBecause(error: unknown): string {
	const { message, cause } = error as { message?: string; cause?: { code?: string; message?: string } }
	return cause?.code ?? cause?.message ?? message ?? String(error)
}
