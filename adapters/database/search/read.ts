import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Scope } from '../../../src/domain/ticket.ts'
import type { Store } from '../store.ts'
import type { Place } from '../tickets/cursor.ts'
import { everyones, rowidsOn, ticketOfRowid } from './rowid.ts'
import { tableOf } from './shelved.ts'
import { complete } from './vocabulary.ts'
import { type Term, termOf, viewerToken } from './words.ts'

const mostWords = 32

export type Search = {
	/** Whose list is searched; `all` only for whoever may see everything. */
	readonly list: { readonly scope: Scope; readonly owner: number } | 'all'
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
	const { list } = query
	const terms: Term[] =
		list === 'all' ? [] : [{ tokens: [viewerToken[list.scope](list.owner)], prefix: false }]
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
	{ list, columns, joins, conditions }: Search,
	place: Place | undefined,
	limit: number,
): RawBuilder<Row> {
	const backwards = place?.direction === 'before'
	const [id] = place?.key ?? []
	const shelf = list !== 'all' && list.scope === 'organization' ? list.owner : everyones
	const table = tableOf(shelf)
	const { first, last } = rowidsOn(shelf, id === undefined ? {} : backwards ? { after: id } : { before: id })
	return sql<Row>`
		select ${columns}
		from ${sql.table(table)} as s
			cross join tickets as t on t.id = ${ticketOfRowid}
			join accounts as r on r.id = t.requester_id
			${joins}
		where ${sql.ref(`s.${table}`)} match ${terms.map(sqliteTerm).join(' AND ')}
			and s.rowid between ${first} and ${last}
			${all(conditions)}
		order by s.rowid ${backwards ? sql`desc` : sql`asc`}
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
