import type { Kysely } from 'kysely'

export type Dialect = 'sqlite' | 'postgres'

/** One step of the schema. It runs in a transaction of its own, together with the row that records it. */
export type Migration = {
	/** Starts with its number; never changes once it is released. */
	readonly name: string
	up(db: Kysely<never>, dialect: Dialect): Promise<void>
	/**
	 * Where it leaves no words of requests: all are written anew in its transaction, as the release that runs it does. A
	 * later step that changes what that reads has to take this over.
	 */
	readonly reindexes?: Dialect
}
