import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Queue, QueueItem, QueueSort } from '../../../src/domain/ticket.ts'
import type { QueuePage, QueueQuery } from '../../../src/ports/tickets.ts'
import type { Viewer } from '../../../src/rules/access.ts'
import { visibleTo } from '../../../src/rules/access.ts'
import { parseId } from '../ids.ts'
import { toPerson } from '../people.ts'
import { search } from '../search/read.ts'
import { wordsOf } from '../search/words.ts'
import type { Store } from '../store.ts'
import type { PersonRow } from '../people.ts'
import type { TicketsTable } from '../tables/tickets.ts'
import type { Place } from './cursor.ts'
import { readPage } from './page.ts'
import type { RatingColumns } from './rating.ts'
import { toRating } from './rating.ts'
import type { SummaryRow } from './summary.ts'
import { summaryColumns, toSummary } from './summary.ts'
import type { TargetColumns } from './targets.ts'
import { toTargets } from './targets.ts'

/** After every time that there is; has as many digits as a cursor takes. */
const never = sql`999999999999999`
// All of these as the partial indexes say it.
const undone = sql<boolean>`t.status in ('new', 'open', 'pending', 'hold')`
const doneByStatus = sql<boolean>`t.status in ('solved', 'closed')`
const doneByAssignee = sql<boolean>`t.shown = 0`
const done = { all: doneByStatus, mine: doneByAssignee, unassigned: doneByAssignee } as const
const waiting = sql`coalesce(t.waiting_since, ${never})`
const due = sql`case when t.answered_at is null
	and t.answer_due < coalesce(t.solve_due, ${never}) then t.answer_due
	else coalesce(t.solve_due, ${never}) end`

const orders: Readonly<
	Record<QueueSort, { readonly keys: readonly RawBuilder<unknown>[]; readonly down: boolean }>
> = {
	waiting: { keys: [waiting, sql`t.id`], down: false },
	due: { keys: [due, sql`t.id`], down: false },
	activity: { keys: [sql`t.activity_at`, sql`t.id`], down: true },
	created: { keys: [sql`t.id`], down: true },
}

const columns = sql`
	${summaryColumns},
	t.organization_id, o.name as organization_name, t.waiting_since,
	t.answer_due, t.answered_at, t.solve_due, t.solved_at,
	t.rating_good, t.rating_text, t.rated_at, ${due} as due,
	g.id as assignee_id, g.email as assignee_email, g.first_name as assignee_first_name,
	g.last_name as assignee_last_name, g.role as assignee_role`
const joins = sql`
	left join accounts as g on g.id = t.assignee_id
	left join organizations as o on o.id = t.organization_id`

type QueueRow = SummaryRow &
	TargetColumns &
	RatingColumns &
	Pick<TicketsTable, 'organization_id' | 'waiting_since'> & {
		readonly organization_name: string | null
		readonly due: number
		readonly assignee_id: number | null
		readonly assignee_email: string | null
		readonly assignee_first_name: string | null
		readonly assignee_last_name: string | null
		readonly assignee_role: PersonRow['role'] | null
	}

/** What support has before it. Found words, and what is done, come newest ticket first, whatever the sort. */
export async function queue(store: Store, viewer: Viewer, query: QueueQuery): Promise<QueuePage> {
	const agent = parseId(viewer.id)
	const nothing = { tickets: [], counts: { unassigned: 0, mine: 0, all: 0 } }
	if (!visibleTo(viewer).everything || agent === undefined) return nothing
	const counts = await countsOf(store, agent)
	const searching = query.search !== undefined && query.search.trim() !== ''
	const words = searching ? wordsOf(query.search) : []
	if (searching && words.length === 0) return { tickets: [], counts }
	const isDone = query.status === 'solved' || query.status === 'closed'
	const sort = searching || isDone ? 'created' : query.sort
	const conditions = conditionsOf(query, agent, isDone)
	const { rows, ...cursors } = await readPage({ ...query, sort }, async (place, limit) => {
		const found = searching
			? await search<QueueRow>(
					store,
					{ list: 'all', words, notes: true, columns, joins, conditions },
					place,
					limit,
				)
			: (await lines(sort, conditions, place, limit).execute(store.kysely)).rows
		return found.map(row => ({ key: keyOf(sort, row), item: toItem(row) }))
	})
	return { tickets: rows.map(row => row.item), counts, ...cursors }
}

/** Words are looked for in what is done too, unless a status is asked for. */
function isEverything({ status, search: words }: QueueQuery): boolean {
	return status === undefined && words !== undefined && words.trim() !== ''
}

function conditionsOf(query: QueueQuery, agent: number, isDone: boolean): readonly RawBuilder<boolean>[] {
	const { status, priority, organization } = query
	return [
		...(isEverything(query) ? [] : [isDone ? done[query.queue] : undone]),
		...(status === undefined ? [] : [sql<boolean>`t.status = ${sql.lit(status)}`]),
		...(query.queue === 'unassigned' ? [sql<boolean>`t.assignee_id is null`] : []),
		...(query.queue === 'mine' ? [sql<boolean>`t.assignee_id = ${agent}`] : []),
		...(priority === undefined ? [] : [sql<boolean>`t.priority = ${priority}`]),
		...(organization === undefined ? [] : [sql<boolean>`t.organization_id = ${parseId(organization) ?? 0}`]),
	]
}

function lines(
	sort: QueueSort,
	conditions: readonly RawBuilder<boolean>[],
	place: Place | undefined,
	limit: number,
): RawBuilder<QueueRow> {
	const { keys, down } = orders[sort]
	const descending = down !== (place?.direction === 'before')
	const after = place
		? [sql`(${sql.join(keys)}) ${descending ? sql`<` : sql`>`} (${sql.join([...place.key])})`]
		: []
	const order = keys.map(key => (descending ? sql`${key} desc` : key))
	return sql<QueueRow>`
		select ${columns}
		from tickets as t join accounts as r on r.id = t.requester_id ${joins}
		where ${sql.join([...conditions, ...after], sql` and `)}
		order by ${sql.join(order)}
		limit ${limit}`
}

/** Few tickets are not done, and all of them are in one small index. */
async function countsOf({ kysely }: Store, agent: number): Promise<Readonly<Record<Queue, number>>> {
	const count = (assignee: RawBuilder<unknown>) =>
		sql<number>`(select count(*) from tickets as t where ${undone} ${assignee})`
	const { rows } = await sql<Record<Queue, number>>`
		select ${count(sql`and t.assignee_id is null`)} as unassigned,
			${count(sql`and t.assignee_id = ${agent}`)} as mine,
			${count(sql``)} as "all"`.execute(kysely)
	const [{ unassigned, mine, all } = { unassigned: 0, mine: 0, all: 0 }] = rows
	return { unassigned, mine, all }
}

function keyOf(sort: QueueSort, row: QueueRow): readonly number[] {
	switch (sort) {
		case 'waiting':
			return [row.waiting_since ?? 999_999_999_999_999, row.id]
		case 'due':
			return [row.due, row.id]
		case 'activity':
			return [row.activity_at, row.id]
		case 'created':
			return [row.id]
	}
}

function toItem(row: QueueRow): QueueItem {
	return {
		...toSummary(row),
		...(row.organization_id !== null && {
			organization: { id: String(row.organization_id), name: row.organization_name ?? '' },
		}),
		...(row.assignee_id !== null && {
			assignee: toPerson({
				id: row.assignee_id,
				email: row.assignee_email ?? '',
				first_name: row.assignee_first_name ?? '',
				last_name: row.assignee_last_name ?? '',
				role: row.assignee_role ?? 'agent',
			}),
		}),
		...(row.waiting_since !== null && { waitingSince: row.waiting_since }),
		targets: toTargets(row),
		...toRating(row),
	}
}
