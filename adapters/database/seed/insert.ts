import type { Kysely } from 'kysely'
import { CompiledQuery } from 'kysely'
import type { Store } from '../store.ts'
import type { Tables } from '../tables/index.ts'

/** Of so many rows at once that the cost of a statement does not count, and few enough for any engine. */
const rowsAtOnce = 100

export type Value = string | number | bigint | null

/** Collects rows of one table and writes them many at a time, by statements that are compiled once. */
export type Inserter = {
	add(...row: readonly Value[]): void
	/** Writes what was added, but for a last few that do not fill a statement. */
	write(): Promise<void>
	/** Writes all that was added. */
	finish(): Promise<void>
}

/**
 * @param columns each a name, or a name and the SQL of its value, in which `?` is the parameter
 * @param conflict the end of the statement, for rows that may be there already
 */
export function inserter(
	store: Store,
	trx: Kysely<Tables>,
	table: string,
	columns: readonly (string | readonly [name: string, value: string])[],
	conflict = '',
): Inserter {
	const names = columns.map(column => (typeof column === 'string' ? column : column[0]))
	const values = columns.map(column => (typeof column === 'string' ? '?' : column[1]))
	const waiting: Value[] = []
	const statement = (rows: number) => {
		const row = `(${values.join()})`
		const text = `insert into ${table} (${names.join()}) values ${Array(rows).fill(row).join()} ${conflict}`
		if (store.engine.name === 'sqlite') return text
		let parameter = 0
		return text.replaceAll('?', () => {
			parameter += 1
			return `$${parameter}`
		})
	}
	const full = statement(rowsAtOnce)
	const parametersAtOnce = rowsAtOnce * columns.length
	async function write(): Promise<void> {
		let from = 0
		for (; from + parametersAtOnce <= waiting.length; from += parametersAtOnce) {
			await trx.executeQuery(CompiledQuery.raw(full, waiting.slice(from, from + parametersAtOnce)))
		}
		waiting.splice(0, from)
	}
	return {
		add(...row) {
			waiting.push(...row)
		},
		write,
		async finish() {
			await write()
			if (waiting.length === 0) return
			await trx.executeQuery(CompiledQuery.raw(statement(waiting.length / columns.length), [...waiting]))
			waiting.length = 0
		},
	}
}
