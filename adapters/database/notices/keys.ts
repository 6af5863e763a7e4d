import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { NoticesTable } from '../tables/notices.ts'

/** What tells a notice from all others. */
export type Key = Pick<NoticesTable, 'account_id' | 'ticket_id'>

/** Rows of a table with one of some keys, in a form that both engines read from an index. */
export function oneOf(keys: readonly Key[], table: string): RawBuilder<boolean> {
	const account = sql.ref(`${table}.account_id`)
	const ticket = sql.ref(`${table}.ticket_id`)
	const each = keys.map(key => sql`(${account} = ${key.account_id} and ${ticket} = ${key.ticket_id})`)
	return sql<boolean>`(${sql.join(each, sql` or `)})`
}

/** @returns what there is for a key, in the order of the rows */
export function byKey<Row extends Key, T>(
	rows: readonly Row[],
	read: (row: Row) => T,
): (key: Key) => readonly T[] {
	const found = new Map<string, T[]>()
	for (const row of rows) {
		const list = found.get(nameOf(row)) ?? []
		list.push(read(row))
		found.set(nameOf(row), list)
	}
	return key => found.get(nameOf(key)) ?? []
}

function nameOf({ account_id, ticket_id }: Key): string {
	return `${account_id} ${ticket_id}`
}
