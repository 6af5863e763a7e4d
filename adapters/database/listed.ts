import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Engine } from './dialect/engine.ts'

/**
 * Whether a column has one of some numbers: the list is one value, so that a statement that is kept is the same for a
 * list of any length.
 */
export function isAmong(
	engine: Engine['name'],
	column: string,
	numbers: readonly number[],
): RawBuilder<boolean> {
	return engine === 'sqlite'
		? sql<boolean>`${sql.ref(column)} in (select value from json_each(${numbers}))`
		: sql<boolean>`${sql.ref(column)} = any(${numbers}::bigint[])`
}

/** Numbers as the rows of a table, whose column is `value`; see {@link isAmong}. */
export function valuesOf(engine: Engine['name'], numbers: readonly number[]): RawBuilder<unknown> {
	return engine === 'sqlite' ? sql`json_each(${numbers})` : sql`unnest(${numbers}::bigint[]) as list (value)`
}

/** The same of words. */
export function wordsIn(engine: Engine['name'], words: readonly string[]): RawBuilder<unknown> {
	return engine === 'sqlite' ? sql`json_each(${words})` : sql`(select unnest(${words}::text[]) as value)`
}

/** Numbers that belong together, all as one value: `[[1,2],[3,4]]`. */
export type Pairs = { readonly pairs: string }

export function pairsOf(all: readonly (readonly [first: number, second: number])[]): Pairs {
	return { pairs: JSON.stringify(all) }
}

/** Pairs as rows of two columns, which are named so; see {@link isAmong}. */
export function rowsOf(
	engine: Engine['name'],
	{ pairs }: Pairs,
	...columns: readonly [first: string, second: string]
): RawBuilder<unknown> {
	const [first, second] = columns.map(column => sql.ref(column))
	return engine === 'sqlite'
		? sql`(select value ->> 0 as ${first}, value ->> 1 as ${second} from json_each(${pairs}))`
		: sql`(
				select (pair ->> 0)::bigint as ${first}, (pair ->> 1)::bigint as ${second}
				from json_array_elements(${pairs}::json) as pair
			)`
}

/** @returns the rows with a key, in their order */
export function grouped<Row, Key>(
	rows: readonly Row[],
	keyOf: (row: Row) => Key,
): (key: Key) => readonly Row[] {
	const found = new Map<Key, Row[]>()
	for (const row of rows) {
		const key = keyOf(row)
		const group = found.get(key)
		if (group) group.push(row)
		else found.set(key, [row])
	}
	return key => found.get(key) ?? []
}
