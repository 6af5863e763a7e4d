import type { Generated } from 'kysely'
import type { NoticeKind } from '../../../src/ports/accounts.ts'
import type { DeliveryState } from '../../../src/ports/notices.ts'

/** One recipient's notice of one event, and what became of it; `tries` had failed by then. */
export type DeliveriesTable = {
	id: Generated<number>
	event_id: number
	ticket_id: number
	account_id: number
	kind: NoticeKind
	state: DeliveryState
	channel: string | null
	why: string | null
	tries: number
	created_at: number
	settled_at: number | null
}
