import type { Dialect as KyselyDialect } from 'kysely'

/** What of the two engines differs below the queries. */
export type Engine = {
	readonly name: 'sqlite' | 'postgres'
	readonly dialect: KyselyDialect
	/** Whether the same transaction may succeed when it is run again. */
	isTransient(error: unknown): boolean
	/** Ends all connections; `release` is Kysely's part, which does nothing when no query was run. */
	close(release: () => Promise<void>): Promise<void>
	/**
	 * Makes this process the only service on the database, where the engine wants that, until it ends.
	 * @throws {@link DatabaseInUse}
	 */
	lock(): () => void
}

/** Another service process has the database. */
export class DatabaseInUse extends Error {}
