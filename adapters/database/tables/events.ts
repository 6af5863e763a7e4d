import type { Generated } from 'kysely'
import type { TicketEvent } from '../../../src/ports/notices.ts'
import type { Bit } from './bit.ts'

/**
 * What happened to a ticket, by whom (nobody: the clock) and from which surface. `data` is the JSON of what
 * else the port's event has; one that is not `announced` has yet to be made into deliveries.
 */
export type EventsTable = {
	id: Generated<number>
	ticket_id: number
	kind: TicketEvent['kind']
	actor_id: number | null
	via: string
	data: string
	created_at: number
	announced: Bit
}
