import { sql } from 'kysely'
import type { TicketEvent } from '../../../src/ports/notices.ts'
import type { TicketFacts } from '../../../src/rules/access.ts'
import { mayHear, webhookEvents } from '../../../src/rules/webhooks.ts'
import { jobTime } from '../job-time.ts'
import { selectAccounts, toAccount } from '../people.ts'
import type { Change } from '../store.ts'

/** Rows that one statement writes. */
const rowsAtOnce = 500

/** Has what has happened to a ticket sent to the webhooks that want it and may read it. */
export async function queueMessages(
	change: Change,
	facts: TicketFacts,
	happened: readonly { readonly id: number; readonly event: TicketEvent }[],
): Promise<void> {
	const { trx, store, now } = change
	const webhooks = await trx
		.selectFrom('webhooks')
		.select(['id', 'account_id', 'events'])
		.where('disabled_at', 'is', null)
		// One that is disabled or removed meanwhile is not here, or takes what is queued here along.
		.orderBy('id')
		.$if(store.engine.name === 'postgres', query => query.forShare())
		.execute()
	if (webhooks.length === 0) return
	const accounts = new Map(
		(
			await selectAccounts(trx)
				.where(
					'a.id',
					'in',
					webhooks.map(one => one.account_id),
				)
				.execute()
		).map(row => [row.id, toAccount(row)]),
	)
	const rows = webhooks.flatMap(webhook => {
		const viewer = accounts.get(webhook.account_id)
		const wanted = webhook.events.split(' ')
		return happened
			.filter(
				({ event }) => wanted.includes(webhookEvents[event.kind]) && viewer && mayHear(viewer, event, facts),
			)
			.map(({ id }) => ({ webhook_id: webhook.id, event_id: id }))
	})
	if (rows.length > 0) change.queuesJobs = true
	for (let from = 0; from < rows.length; from += rowsAtOnce) {
		await trx
			.insertInto('webhook_messages')
			.values(
				rows.slice(from, from + rowsAtOnce).map(row => ({
					...row,
					message: `msg_${store.secrets.id()}`,
					state: 'waiting' as const,
					due_at: sql<number>`${jobTime(store)}`,
					fence: 0,
					tries: 0,
					why: null,
					created_at: now,
					settled_at: null,
				})),
			)
			.execute()
	}
}
