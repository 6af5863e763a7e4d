import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Store } from '../store.ts'
import type { Place } from '../tickets/cursor.ts'
import { rowidOf } from './part.ts'
import type { Term } from './words.ts'
import { complete } from './vocabulary.ts'
import { termOf } from './words.ts'

const mostWords = 32

export type Search = {
	/** Who may see the tickets, as tokens; none for whoever may see all. */
	readonly within: readonly string[]
	/** Folded, at least one. */
	readonly words: readonly string[]
	readonly notes: boolean
	/** What is read of the ticket `t`, its requester `r` and what `joins` adds. */
	readonly columns: RawBuilder<unknown>
	readonly joins: RawBuilder<unknown>
	readonly conditions: readonly RawBuilder<boolean>[]
}

/** Tickets that have all the words, newest first; before a place, oldest first. */
export async function search<Row extends { readonly id: number }>(
	store: Store,
	query: Search,
	place: Place | undefined,
	limit: number,
): Promise<readonly Row[]> {
	const terms: Term[] = query.within.map(token => ({ tokens: [token], prefix: false }))
	for (const word of query.words.slice(0, mostWords)) {
		const term = termOf(await complete(store, word), query.notes)
		// Nobody ever wrote it.
		if (term.tokens.length === 0) return []
		terms.push(term)
	}
	const statement = store.engine.name === 'sqlite' ? sqliteSearch<Row> : postgresSearch<Row>
	const found = new Map<number, Row>()
	let from = place
	// A long conversation is several documents; each ticket counts once.
	for (;;) {
		const { rows } = await statement(terms, query, from, limit).execute(store.kysely)
		for (const row of rows) {
			if (found.size < limit) found.set(row.id, row)
		}
		const last = rows.at(-1)
		if (!last || rows.length < limit || found.size >= limit) return [...found.values()]
		from = { direction: place?.direction ?? 'after', key: [last.id] }
	}
}

function sqliteSearch<Row>(
	terms: readonly Term[],
	{ columns, joins, conditions }: Search,
	place: Place | undefined,
	limit: number,
): RawBuilder<Row> {
	const backwards = place?.direction === 'before'
	const [id] = place?.key ?? []
	return sql<Row>`
		select ${columns}
		from search as s
			cross join tickets as t on t.id = s.rowid / ${sql.lit(rowidOf(1, 0))}
			join accounts as r on r.id = t.requester_id
			${joins}
		where s.search match ${terms.map(sqliteTerm).join(' AND ')}
			${id === undefined ? sql`` : backwards ? sql`and s.rowid >= ${rowidOf(id + 1, 0)}` : sql`and s.rowid < ${rowidOf(id, 0)}`}
			${all(conditions)}
		order by s.rowid ${backwards ? sql`asc` : sql`desc`}
		limit ${limit}`
}

function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<unknown> {
	return sql.join(
		conditions.map(condition => sql`and ${condition}`),
		sql` `,
	)
}

function sqliteTerm({ tokens, prefix }: Term): string {
	return `(${tokens.map(token => `"${token}"${prefix ? '*' : ''}`).join(' OR ')})`
}

function postgresSearch<Row>(
	terms: readonly Term[],
	{ columns, joins, conditions }: Search,
	place: Place | undefined,
	limit: number,
): RawBuilder<Row> {
	const backwards = place?.direction === 'before'
	const order = backwards ? sql`asc` : sql`desc`
	const [id] = place?.key ?? []
	return sql<Row>`
		select ${columns}
		from search as s
			join tickets as t on t.id = s.ticket_id
			join accounts as r on r.id = t.requester_id
			${joins}
		where s.words @@ ${terms.map(postgresTerm).join(' & ')}::tsquery
			${id === undefined ? sql`` : sql`and s.ticket_id ${backwards ? sql`>` : sql`<`} ${id}`}
			${all(conditions)}
		order by s.ticket_id ${order}, s.part ${order}
		limit ${limit}`
}

function postgresTerm({ tokens, prefix }: Term): string {
	return `(${tokens.map(token => `'${token}'${prefix ? ':*' : ''}`).join(' | ')})`
}
