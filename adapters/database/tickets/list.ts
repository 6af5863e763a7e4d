import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Scope, Sort, StatusCounts } from '../../../src/domain/ticket.ts'
import type { ListPage, ListQuery } from '../../../src/ports/tickets.ts'
import type { Viewer } from '../../../src/rules/access.ts'
import { visibleTo } from '../../../src/rules/access.ts'
import {
	type CountColumns,
	countColumns,
	countsIn,
	readCounts,
	readCountsOfLists,
	toCounts,
} from '../counters.ts'
import { parseId } from '../ids.ts'
import { type Prepared, prepared } from '../prepared.ts'
import { search } from '../search/read.ts'
import { wordsOf } from '../search/words.ts'
import type { Store } from '../store.ts'
import type { Shown } from '../tables/shown.ts'
import { shownNumber } from '../tables/shown.ts'
import type { Place } from './cursor.ts'
import { readPage } from './page.ts'
import type { Line, Source, SummaryRow } from './summary.ts'
import { summaryColumns, toSummary } from './summary.ts'

/** One page of a list. With search words the newest tickets come first, whatever the sort. */
export async function list(store: Store, viewer: Viewer, query: ListQuery): Promise<ListPage> {
	const source = sourceOf(viewer, query.scope)
	if (!source) return { tickets: [], counts: toCounts([]) }
	const shown = query.status && shownNumber(query.status)
	const searching = query.search !== undefined && query.search.trim() !== ''
	const words = searching ? wordsOf(query.search) : []
	// Nothing has a word that is made of signs alone.
	if (searching && words.length === 0) return { tickets: [], counts: await countsOf(store, source) }
	const sort = searching ? 'created' : query.sort
	const { rows, ...cursors } = await readPage({ ...query, sort }, (place, limit) =>
		searching
			? found(store, { source, shown, words, notes: viewer.role !== 'user' }, place, limit)
			: lines(store, { source, shown, sort }, place, limit),
	)
	const counts = rows.find(row => row.counts)?.counts ?? (await countsOf(store, source))
	return { tickets: rows.map(row => row.summary), counts, ...cursors }
}

/** How many each of some lists holds at each shown status. */
export async function counts(
	store: Store,
	viewer: Viewer,
	scopes: readonly Scope[],
): Promise<ReadonlyMap<Scope, StatusCounts>> {
	const sources = scopes.map(scope => ({ scope, source: sourceOf(viewer, scope) }))
	const owners: Partial<Record<Scope, number>> = {}
	for (const { scope, source } of sources) {
		if (source && source.within === undefined) owners[scope] = source.owner
	}
	const read = await readCountsOfLists(store, owners)
	const counts = new Map<Scope, StatusCounts>()
	for (const { scope, source } of sources) {
		counts.set(scope, source?.within === undefined ? read[scope] : await countsOf(store, source))
	}
	return counts
}

/** @returns undefined where there is nothing that the viewer may see */
function sourceOf(viewer: Viewer, scope: Scope): Source | undefined {
	const visibility = visibleTo(viewer)
	const [requester, organization] = visibility.everything
		? [viewer.id, viewer.organization?.id]
		: [visibility.requester, visibility.organization]
	switch (scope) {
		case 'requested':
			return sourceFor(scope, requester)
		case 'ccd': {
			const cc = visibility.everything ? { account: viewer.id } : visibility.cc
			return sourceFor(scope, cc?.account, cc?.within)
		}
		case 'organization':
			return sourceFor(scope, organization)
	}
}

function sourceFor(scope: Scope, owner: string | undefined, within?: string): Source | undefined {
	const id = parseId(owner ?? '')
	if (id === undefined) return undefined
	return within === undefined ? { scope, owner: id } : { scope, owner: id, within: Number(within) }
}

async function countsOf(store: Store, { scope, owner, within }: Source): Promise<StatusCounts> {
	if (within === undefined) return readCounts(store, scope, owner)
	// Only for an account that has yet to be proved, and so is copied on few.
	const rows = await store.kysely
		.selectFrom('ccs as c')
		.innerJoin('tickets as t', 't.id', 'c.ticket_id')
		.select(eb => ['c.shown', eb.fn.countAll<number>().as('tickets')])
		.where('c.account_id', '=', owner)
		.where('t.organization_id', '=', within)
		.groupBy('c.shown')
		.execute()
	return toCounts(rows)
}

/** The columns that identify and sort the rows of each list, all in one table so that one index holds them. */
const columns = {
	requested: {
		from: sql`tickets as t`,
		owner: 't.requester_id',
		shown: 't.shown',
		activity: 't.activity_at',
		id: 't.id',
	},
	organization: {
		from: sql`tickets as t`,
		owner: 't.organization_id',
		shown: 't.shown',
		activity: 't.activity_at',
		id: 't.id',
	},
	ccd: {
		from: sql`ccs as c join tickets as t on t.id = c.ticket_id`,
		owner: 'c.account_id',
		shown: 'c.shown',
		activity: 'c.activity_at',
		id: 'c.ticket_id',
	},
} as const

async function found(
	store: Store,
	query: {
		readonly source: Source
		readonly shown: Shown | undefined
		readonly words: readonly string[]
		readonly notes: boolean
	},
	place: Place | undefined,
	limit: number,
): Promise<readonly Line[]> {
	const { source, shown, words, notes } = query
	const conditions = shown === undefined ? [] : [sql<boolean>`t.shown = ${shown}`]
	if (source.within !== undefined) conditions.push(sql`t.organization_id = ${source.within}`)
	const rows = await search<SummaryRow>(
		store,
		{ list: source, words, notes, columns: summaryColumns, joins: sql``, conditions },
		place,
		limit,
	)
	return rows.map(row => ({ key: [row.id], summary: toSummary(row) }))
}

type LineQuery = { readonly source: Source; readonly shown: Shown | undefined; readonly sort: Sort }

async function lines(
	store: Store,
	{ source, shown, sort }: LineQuery,
	place: Place | undefined,
	limit: number,
): Promise<readonly Line[]> {
	const { scope, owner, within } = source
	const read = linesOf({
		scope,
		sort,
		within: within !== undefined,
		shown: shown !== undefined,
		direction: place?.direction,
	})
	const [first, second, third] = place?.key ?? []
	const rows = await read(store, { owner, within, shown, first, second, third, limit })
	return rows.map((row, index) => ({
		key: keyOf(sort, row),
		summary: toSummary(row),
		...(index === 0 && within === undefined && { counts: countsIn(row) }),
	}))
}

/** What of the statement that reads a part of a list hangs on what is asked for; there are a hundred at most. */
type Shape = {
	readonly scope: Scope
	readonly sort: Sort
	readonly within: boolean
	readonly shown: boolean
	readonly direction: Place['direction'] | undefined
}

type Values = {
	readonly owner: number
	readonly within: number | undefined
	readonly shown: Shown | undefined
	/** The parts of the place's key. */
	readonly first: number | undefined
	readonly second: number | undefined
	readonly third: number | undefined
	readonly limit: number
}

type LineRow = SummaryRow & CountColumns

const shapes = new Map<string, Prepared<Values, LineRow>>()

function linesOf(shape: Shape): Prepared<Values, LineRow> {
	const key = `${shape.scope} ${shape.sort} ${shape.within} ${shape.shown} ${shape.direction}`
	let read = shapes.get(key)
	if (!read) {
		read = prepared((db, values) => linesQuery(shape, values).compile(db))
		shapes.set(key, read)
	}
	return read
}

function linesQuery({ scope, sort, ...has }: Shape, values: Values): RawBuilder<LineRow> {
	const { from, owner, ...sorted } = columns[scope]
	const keys = {
		activity: [sorted.activity, sorted.id],
		created: [sorted.id],
		status: [sorted.shown, sorted.activity, sorted.id],
	}[sort].map(name => sql.ref(name))
	const backwards = has.direction === 'before'
	const conditions = [sql`${sql.ref(owner)} = ${values.owner}`]
	if (has.shown) conditions.push(sql`${sql.ref(sorted.shown)} = ${values.shown}`)
	if (has.within) conditions.push(sql`t.organization_id = ${values.within}`)
	if (has.direction) {
		const key = [values.first, values.second, values.third].slice(0, keys.length)
		conditions.push(sql`(${sql.join(keys)}) ${backwards ? sql`>` : sql`<`} (${sql.join(key)})`)
	}
	const order = keys.map(key => (backwards ? sql`${key}` : sql`${key} desc`))
	const counted = has.within ? sql`` : sql`, ${countColumns(scope, values.owner)}`
	return sql<LineRow>`
		select ${summaryColumns}${counted}
		from ${from} join accounts as r on r.id = t.requester_id
		where ${sql.join(conditions, sql` and `)}
		order by ${sql.join(order)}
		limit ${values.limit}`
}

function keyOf(sort: Sort, row: SummaryRow): readonly number[] {
	switch (sort) {
		case 'activity':
			return [row.activity_at, row.id]
		case 'created':
			return [row.id]
		case 'status':
			return [row.shown, row.activity_at, row.id]
	}
}
