import type { Generated } from 'kysely'

/** What happened to a ticket, by whom and from which surface; notices are made from these. `data` is JSON. */
export type EventsTable = {
	id: Generated<number>
	ticket_id: number
	kind: 'opened' | 'commented' | 'noted' | 'status' | 'assigned' | 'cc-added' | 'cc-removed'
	actor_id: number
	via: string
	data: string
	created_at: number
}
