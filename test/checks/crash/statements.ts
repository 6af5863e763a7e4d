import SQLite from 'better-sqlite3'
import { Client } from 'pg'

/**
 * Told of each statement as it goes to the database, and when it has come back.
 * @param connection the same for all statements of a transaction
 * @param rows how many came back
 */
export type Watcher = {
	before(connection: object, sql: string): void
	after(connection: object, sql: string, rows: number): void
}

/** Watches all statements of this process, below everything that is ours, on either database. */
export function watchStatements(watcher: Watcher): void {
	// oxlint-disable-next-line unbound-method -- called with the object that it was called on
	const { prepare } = SQLite.prototype
	SQLite.prototype.prepare = function (this: SQLite.Database, sql: string) {
		const statement = prepare.call(this, sql)
		for (const how of ['all', 'run'] as const) {
			const execute = statement[how].bind(statement) as (...given: unknown[]) => unknown
			const watched = (...given: unknown[]) => {
				watcher.before(this, sql)
				const result = execute(...given)
				watcher.after(this, sql, Array.isArray(result) ? result.length : 0)
				return result
			}
			Object.assign(statement, { [how]: watched })
		}
		return statement
	} as typeof prepare

	// oxlint-disable-next-line unbound-method -- likewise
	const query = Client.prototype.query as unknown as (...given: unknown[]) => unknown
	const watched = async function (this: Client, sql: unknown, ...rest: unknown[]) {
		const text = typeof sql === 'string' ? sql : (sql as { readonly text?: string }).text
		if (text === undefined) throw new Error('a query of another kind')
		watcher.before(this, text)
		// Of several statements at once there are several results.
		const result = (await query.call(this, sql, ...rest)) as { readonly rows?: readonly unknown[] }
		watcher.after(this, text, result.rows?.length ?? 0)
		return result
	}
	Object.assign(Client.prototype, { query: watched })
}
