import type { TicketEvent } from '../../../src/ports/notices.ts'
import type { PersonRow } from '../people.ts'
import { toPerson } from '../people.ts'
import type { EventsTable } from '../tables/events.ts'

/** An event with who did it; all of these are null where the clock did. */
export type EventRow = Pick<EventsTable, 'kind' | 'data'> & {
	readonly at: number
	readonly actor_id: number | null
	readonly actor_email: string | null
	readonly actor_first_name: string | null
	readonly actor_last_name: string | null
	readonly actor_role: PersonRow['role'] | null
}

/** What is read of the event `e` and the account `p` that did it. */
export const eventColumns = [
	'e.kind',
	'e.data',
	'e.created_at as at',
	'e.actor_id',
	'p.email as actor_email',
	'p.first_name as actor_first_name',
	'p.last_name as actor_last_name',
	'p.role as actor_role',
] as const

export function toEvent(row: EventRow): TicketEvent {
	const { to, ...data } = JSON.parse(row.data) as Readonly<Record<string, unknown>>
	return {
		kind: row.kind,
		at: row.at,
		...(row.actor_id !== null && {
			by: toPerson({
				id: row.actor_id,
				email: row.actor_email ?? '',
				first_name: row.actor_first_name ?? '',
				last_name: row.actor_last_name ?? '',
				role: row.actor_role ?? 'user',
			}),
		}),
		...data,
		// Null: assigned to nobody any more.
		...(to !== undefined && to !== null && { to }),
	} as TicketEvent
}
