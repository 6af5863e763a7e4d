import type { InferResult, Kysely } from 'kysely'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { grouped, isAmong } from '../listed.ts'
import { toPerson } from '../people.ts'
import { prepared, type Reads } from '../prepared.ts'
import type { Tables } from '../tables/index.ts'
import { toRating } from './rating.ts'
import { toTargets } from './targets.ts'

/** A whole ticket, for whoever has yet to be checked against `can`. */
export async function ticketById(db: Kysely<Tables>, id: number | undefined): Promise<Ticket | undefined> {
	if (id === undefined) return undefined
	const row = await selectTickets(db).where('t.id', '=', id).executeTakeFirst()
	return row && toTicket(row, await selectCcs(db).where('c.ticket_id', '=', id).execute())
}

/** The same of what is committed, outside of any transaction. */
export async function readTicket(store: Reads, id: number | undefined): Promise<Ticket | undefined> {
	if (id === undefined) return undefined
	const [row] = await ticketRow(store, { id })
	return row && toTicket(row, await ccRows(store, { id }))
}

const ticketRow = prepared((db, { id }: { readonly id: number }) =>
	selectTickets(db).where('t.id', '=', id).compile(),
)
const ccRows = prepared((db, { id }: { readonly id: number }) =>
	selectCcs(db).where('c.ticket_id', '=', id).compile(),
)

/** The same of many, by their ids. */
export async function readTickets(
	store: Reads,
	ids: readonly number[],
): Promise<ReadonlyMap<number, Ticket>> {
	if (ids.length === 0) return new Map()
	const [rows, ccs] = await Promise.all([ticketRows(store, { ids }), ccsOfAll(store, { ids })])
	const ccsOf = grouped(ccs, cc => cc.ticket_id)
	return new Map(rows.map(row => [row.id, toTicket(row, ccsOf(row.id))]))
}

type Ids = { readonly ids: readonly number[] }

const ticketRows = prepared((db, { ids }: Ids, engine) =>
	selectTickets(db)
		.where(isAmong(engine, 't.id', ids))
		.compile(),
)
const ccsOfAll = prepared((db, { ids }: Ids, engine) =>
	selectCcs(db)
		.where(isAmong(engine, 'c.ticket_id', ids))
		.compile(),
)

function selectTickets(db: Kysely<Tables>) {
	return db
		.selectFrom('tickets as t')
		.innerJoin('accounts as r', 'r.id', 't.requester_id')
		.leftJoin('accounts as g', 'g.id', 't.assignee_id')
		.leftJoin('organizations as o', 'o.id', 't.organization_id')
		.select([
			't.id',
			't.subject',
			't.status',
			't.priority',
			't.requester_id',
			'r.email as requester_email',
			'r.first_name as requester_first_name',
			'r.last_name as requester_last_name',
			'r.role as requester_role',
			't.organization_id',
			'o.name as organization_name',
			't.assignee_id',
			'g.email as assignee_email',
			'g.first_name as assignee_first_name',
			'g.last_name as assignee_last_name',
			'g.role as assignee_role',
			't.follow_up_of',
			't.created_at',
			't.activity_at',
			't.last_sequence',
			't.merged_into',
			't.waiting_since',
			't.answer_due',
			't.answered_at',
			't.solve_due',
			't.solved_at',
			't.reopened',
			't.rating_good',
			't.rating_text',
			't.rated_at',
		])
}

function selectCcs(db: Kysely<Tables>) {
	return db
		.selectFrom('ccs as c')
		.innerJoin('accounts as a', 'a.id', 'c.account_id')
		.select(['a.id', 'a.email', 'a.first_name', 'a.last_name', 'a.role', 'c.added_at', 'c.ticket_id'])
}

type TicketRow = InferResult<ReturnType<typeof selectTickets>>[number]
type CcRow = InferResult<ReturnType<typeof selectCcs>>[number]

function toTicket(row: TicketRow, ccs: readonly CcRow[]): Ticket {
	// They are few; the table is in the order of accounts.
	const inOrder = ccs.toSorted((a, b) => a.added_at - b.added_at || a.id - b.id)
	return {
		id: String(row.id),
		number: row.id,
		subject: row.subject,
		status: row.status,
		priority: row.priority,
		requester: toPerson({
			id: row.requester_id,
			email: row.requester_email,
			first_name: row.requester_first_name,
			last_name: row.requester_last_name,
			role: row.requester_role,
		}),
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
		ccs: inOrder.map(row => ({ ...toPerson(row), email: row.email })),
		...(row.follow_up_of !== null && { followUpOf: row.follow_up_of }),
		...(row.merged_into !== null && { mergedInto: row.merged_into }),
		...(row.waiting_since !== null && { waitingSince: row.waiting_since }),
		targets: toTargets(row),
		...toRating(row),
		...(row.reopened === 1 && { reopened: true as const }),
		createdAt: row.created_at,
		activityAt: row.activity_at,
		lastSequence: row.last_sequence,
	}
}
