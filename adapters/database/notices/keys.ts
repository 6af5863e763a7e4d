import type { AliasedRawBuilder, RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { grouped, pairsOf, rowsOf } from '../listed.ts'
import type { Store } from '../store.ts'
import type { NoticesTable } from '../tables/notices.ts'

/** What tells a notice from all others. */
export type Key = Pick<NoticesTable, 'account_id' | 'ticket_id'>

/** Rows of a table with one of some keys, which are its own. */
export function oneOf(store: With, keys: readonly Key[], table: string): RawBuilder<boolean> {
	const [account, ticket] = [sql.ref(`${table}.account_id`), sql.ref(`${table}.ticket_id`)]
	return sql<boolean>`(${account}, ${ticket}) in ${listOf(store, keys)}`
}

/**
 * Some keys as a table `k`, to be cross joined to one in which several rows have the same: so that SQLite looks up what
 * belongs to each, and does not read all of a state.
 */
export function tableOf(store: With, keys: readonly Key[]): AliasedRawBuilder<Key, 'k'> {
	return sql<Key>`${listOf(store, keys)}`.as('k')
}

type With = Pick<Store, 'engine'>

function listOf({ engine }: With, keys: readonly Key[]): RawBuilder<unknown> {
	const pairs = pairsOf(keys.map(key => [key.account_id, key.ticket_id]))
	return rowsOf(engine.name, pairs, 'account_id', 'ticket_id')
}

/** @returns what there is for a key, in the order of the rows */
export function byKey<Row extends Key, T>(
	rows: readonly Row[],
	read: (row: Row) => T,
): (key: Key) => readonly T[] {
	const rowsWith = grouped(rows, nameOf)
	return key => rowsWith(nameOf(key)).map(read)
}

function nameOf({ account_id, ticket_id }: Key): string {
	return `${account_id} ${ticket_id}`
}
