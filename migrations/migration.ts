import type { Kysely } from 'kysely'

export type Dialect = 'sqlite' | 'postgres'

/** One step of the schema. It runs in a transaction of its own, together with the row that records it. */
export type Migration = {
	/** Starts with its number; never changes once it is released. */
	readonly name: string
	up(db: Kysely<never>, dialect: Dialect): Promise<void>
}
