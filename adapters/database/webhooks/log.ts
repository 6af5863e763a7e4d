import type { LoggedMessage, Webhooks } from '../../../src/ports/webhooks.ts'
import { webhookEvents } from '../../../src/rules/webhooks.ts'
import { parseId } from '../ids.ts'
import { readJobTime } from '../job-time.ts'
import type { Store } from '../store.ts'

/** What one webhook was told, newest first; nothing for an id that was never one of ours. */
export async function log(
	store: Store,
	{ webhook, state, size }: Parameters<Webhooks['log']>[0],
): Promise<readonly LoggedMessage[]> {
	const rows = await store.kysely
		.selectFrom('webhook_messages as m')
		.innerJoin('events as e', 'e.id', 'm.event_id')
		.select(['m.message', 'm.state', 'm.why', 'm.tries', 'm.created_at', 'm.settled_at', 'm.due_at'])
		.select(['e.kind', 'e.ticket_id'])
		.where('m.webhook_id', '=', parseId(webhook) ?? 0)
		.$if(state !== undefined, query => query.where('m.state', '=', state ?? 'waiting'))
		.orderBy('m.id', 'desc')
		.limit(size)
		.execute()
	// Due times are of the clock of jobs.
	const ahead = (await readJobTime(store.kysely, store)) - store.clock.now()
	return rows.map(row => ({
		id: row.message,
		number: row.ticket_id,
		event: webhookEvents[row.kind],
		state: row.state,
		...(row.why !== null && { why: row.why }),
		tries: row.tries,
		createdAt: row.created_at,
		at: row.due_at === null ? (row.settled_at ?? row.created_at) : row.due_at - ahead,
	}))
}
