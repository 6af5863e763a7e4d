import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Store } from '../store.ts'
import type { Shown } from '../tables/shown.ts'
import type { Place } from '../tickets/cursor.ts'
import type { Line, Source, SummaryRow } from '../tickets/summary.ts'
import { summaryColumns, toSummary } from '../tickets/summary.ts'
import { rowidOf } from './part.ts'
import type { Term } from './words.ts'
import { complete } from './vocabulary.ts'
import { termOf, viewerToken } from './words.ts'

const mostWords = 32

export type Search = {
	readonly source: Source
	readonly shown: Shown | undefined
	/** Folded. */
	readonly words: readonly string[]
	readonly notes: boolean
}

/** Tickets of a list that have all the words, newest first; before a place, oldest first. */
export async function search(
	store: Store,
	query: Search,
	place: Place | undefined,
	limit: number,
): Promise<readonly Line[]> {
	const { source } = query
	const within = [viewerToken[source.scope](source.owner)]
	if (source.within !== undefined) within.push(viewerToken.organization(source.within))
	const terms: Term[] = within.map(token => ({ tokens: [token], prefix: false }))
	for (const word of query.words.slice(0, mostWords)) {
		const term = termOf(await complete(store, word), query.notes)
		// Nobody ever wrote it.
		if (term.tokens.length === 0) return []
		terms.push(term)
	}
	const statement = store.engine.name === 'sqlite' ? sqliteSearch : postgresSearch
	const found = new Map<number, Line>()
	let from = place
	// A long conversation is several documents; each ticket counts once.
	for (;;) {
		const { rows } = await statement(terms, query.shown, from, limit).execute(store.kysely)
		for (const row of rows) {
			if (found.size < limit) found.set(row.id, { key: [row.id], summary: toSummary(row) })
		}
		const last = rows.at(-1)
		if (!last || rows.length < limit || found.size >= limit) return [...found.values()]
		from = { direction: place?.direction ?? 'after', key: [last.id] }
	}
}

function sqliteSearch(
	terms: readonly Term[],
	shown: Shown | undefined,
	place: Place | undefined,
	limit: number,
): RawBuilder<SummaryRow> {
	const backwards = place?.direction === 'before'
	const [id] = place?.key ?? []
	return sql<SummaryRow>`
		select ${summaryColumns}
		from search as s
			cross join tickets as t on t.id = s.rowid / ${sql.lit(rowidOf(1, 0))}
			join accounts as r on r.id = t.requester_id
		where s.search match ${terms.map(sqliteTerm).join(' AND ')}
			${id === undefined ? sql`` : backwards ? sql`and s.rowid >= ${rowidOf(id + 1, 0)}` : sql`and s.rowid < ${rowidOf(id, 0)}`}
			${shown === undefined ? sql`` : sql`and t.shown = ${shown}`}
		order by s.rowid ${backwards ? sql`asc` : sql`desc`}
		limit ${limit}`
}

function sqliteTerm({ tokens, prefix }: Term): string {
	return `(${tokens.map(token => `"${token}"${prefix ? '*' : ''}`).join(' OR ')})`
}

function postgresSearch(
	terms: readonly Term[],
	shown: Shown | undefined,
	place: Place | undefined,
	limit: number,
): RawBuilder<SummaryRow> {
	const backwards = place?.direction === 'before'
	const order = backwards ? sql`asc` : sql`desc`
	const [id] = place?.key ?? []
	return sql<SummaryRow>`
		select ${summaryColumns}
		from search as s
			join tickets as t on t.id = s.ticket_id
			join accounts as r on r.id = t.requester_id
		where s.words @@ ${terms.map(postgresTerm).join(' & ')}::tsquery
			${id === undefined ? sql`` : sql`and s.ticket_id ${backwards ? sql`>` : sql`<`} ${id}`}
			${shown === undefined ? sql`` : sql`and t.shown = ${shown}`}
		order by s.ticket_id ${order}, s.part ${order}
		limit ${limit}`
}

function postgresTerm({ tokens, prefix }: Term): string {
	return `(${tokens.map(token => `'${token}'${prefix ? ':*' : ''}`).join(' | ')})`
}
