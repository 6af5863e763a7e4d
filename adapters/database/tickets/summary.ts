import { sql } from 'kysely'
import type { Scope, StatusCounts, TicketSummary } from '../../../src/domain/ticket.ts'
import type { PersonRow } from '../people.ts'
import { toPerson } from '../people.ts'
import type { TicketsTable } from '../tables/tickets.ts'

/** The tickets of one list, as far as the viewer may see them. `within` limits them to one organization's. */
export type Source = { readonly scope: Scope; readonly owner: number; readonly within?: number }

/** One line of a list with the numbers it was sorted by. */
export type Line = {
	readonly key: readonly number[]
	readonly summary: TicketSummary
	/** On one of them, how many the whole list holds, where that came along. */
	readonly counts?: StatusCounts
}

/** What a line of a list shows, of the ticket `t` and its requester `r`. */
export const summaryColumns = sql`
	t.id, t.subject, t.status, t.shown, t.priority, t.created_at, t.activity_at,
	r.id as requester_id, r.email, r.first_name, r.last_name, r.role`

export type SummaryRow = Pick<
	TicketsTable,
	'subject' | 'status' | 'shown' | 'priority' | 'created_at' | 'activity_at' | 'requester_id'
> &
	Omit<PersonRow, 'id'> & { readonly id: number }

export function toSummary(row: SummaryRow): TicketSummary {
	return {
		id: String(row.id),
		number: row.id,
		subject: row.subject,
		status: row.status,
		priority: row.priority,
		requester: toPerson({ ...row, id: row.requester_id }),
		createdAt: row.created_at,
		activityAt: row.activity_at,
	}
}
