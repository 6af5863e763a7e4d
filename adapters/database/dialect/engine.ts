import type { Dialect as KyselyDialect } from 'kysely'

/** What of the two engines differs below the queries. */
export type Engine = {
	readonly name: 'sqlite' | 'postgres'
	readonly dialect: KyselyDialect
	/** For what must not wait until a connection is free; absent where there is only one. */
	readonly beside?: KyselyDialect
	/**
	 * Prepares a statement that reads, to be run many times beside Kysely: it sees what is committed and waits for no
	 * transaction.
	 */
	prepare(sql: string): (parameters: readonly unknown[]) => Promise<readonly unknown[]>
	/** Whether the same transaction may succeed when it is run again; it has left nothing. */
	isTransient(error: unknown): boolean
	/** Whether a connection that was had is lost: a transaction that was not to be committed yet has left nothing. */
	isLost(error: unknown): boolean
	/** Ends all connections; `release` is Kysely's part, which does nothing when no query was run. */
	close(release: () => Promise<void>): Promise<void>
	/**
	 * Makes this process the only service on the database, where the engine wants that, until it ends.
	 * @throws {@link DatabaseInUse}
	 */
	lock(): () => void
	/**
	 * Copies the database as it is at one moment into a new file, beside a service that goes on writing; absent
	 * where the engine has tools of its own for that.
	 * @param progress hears how many pages are copied, of how many
	 */
	readonly snapshot?: (file: string, progress: (done: number, total: number) => void) => Promise<void>
}

/** Another service process has the database. */
export class DatabaseInUse extends Error {}

/** Lets the rest of a transaction on PostgreSQL take as long as it takes. */
export const asLongAsItTakes = 'set local statement_timeout = 0; set local lock_timeout = 0'
