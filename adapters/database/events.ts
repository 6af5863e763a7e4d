import type { Act } from '../../src/ports/tickets.ts'
import type { Change } from './store.ts'
import type { EventsTable } from './tables/events.ts'

/** Records what an act did to a ticket; what people hear is made from this after the commit. */
export async function record(
	change: Change,
	act: Act,
	ticket: number,
	kind: EventsTable['kind'],
	data: Readonly<Record<string, string | number | boolean | null>> = {},
): Promise<void> {
	await change.trx
		.insertInto('events')
		.values({
			ticket_id: ticket,
			kind,
			actor_id: Number(act.by),
			via: act.via,
			data: JSON.stringify(data),
			created_at: change.now,
		})
		.execute()
}
