import type { TicketEvent } from '../../src/ports/notices.ts'
import type { Act } from '../../src/ports/tickets.ts'
import { queueJob } from './jobs.ts'
import type { Change } from './store.ts'
import { bit } from './tables/bit.ts'

/** What the clock does; events of it have no actor. */
export const byTheClock = { via: 'clock' } as const

/** Records what an act did to a ticket; what people hear is made from this after the commit. */
export async function record(
	change: Change,
	act: Pick<Act, 'via'> & Partial<Pick<Act, 'by'>>,
	ticket: number,
	kind: TicketEvent['kind'],
	data: Readonly<Record<string, string | number | boolean | null>> = {},
): Promise<void> {
	await change.trx
		.insertInto('events')
		.values({
			ticket_id: ticket,
			kind,
			actor_id: act.by === undefined ? null : Number(act.by),
			via: act.via,
			data: JSON.stringify(data),
			created_at: change.now,
			announced: bit(false),
		})
		.execute()
	if (change.announced.has(ticket)) return
	change.announced.add(ticket)
	await queueJob(change, { kind: 'announce', ticket: String(ticket) })
}
