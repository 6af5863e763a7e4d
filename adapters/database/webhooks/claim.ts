import { sql } from 'kysely'
import type { WebhookMessage } from '../../../src/ports/webhooks.ts'
import { jobTime, readJobTime } from '../job-time.ts'
import { eventColumns, toEvent } from '../notices/event.ts'
import type { Change, Store } from '../store.ts'
import { transact } from '../store.ts'
import { secretsOf } from './secrets.ts'

/** @returns by our own clock, when something may be sent to each webhook for which something waits */
export async function due(
	store: Store,
): Promise<readonly { readonly webhook: string; readonly at: number }[]> {
	const rows = await store.kysely
		.selectFrom('webhooks as w')
		.select(['w.id', 'w.paused_until', jobTime(store).as('now')])
		.select(eb =>
			eb
				.selectFrom('webhook_messages as m')
				.select(({ fn }) => fn.min('m.due_at').as('first'))
				.whereRef('m.webhook_id', '=', 'w.id')
				.where('m.due_at', 'is not', null)
				.as('first'),
		)
		.where('w.disabled_at', 'is', null)
		.orderBy('w.id')
		.execute()
	return rows.flatMap(({ id, paused_until, now, first }) =>
		first === null
			? []
			: [{ webhook: String(id), at: Math.max(first, paused_until) - now + store.clock.now() }],
	)
}

/** Takes what is due of one webhook, the longest first. */
export async function claim(
	store: Store,
	webhook: number,
	{ count, lease }: { readonly count: number; readonly lease: number },
): Promise<readonly WebhookMessage[]> {
	const take = async ({ trx }: Change): Promise<readonly WebhookMessage[]> => {
		const skipping = store.engine.name === 'postgres'
		const now = await readJobTime(trx, store)
		const open = await trx
			.selectFrom('webhooks')
			.selectAll()
			.where('id', '=', webhook)
			.where('disabled_at', 'is', null)
			.where('paused_until', '<=', now)
			.executeTakeFirst()
		if (!open) return []
		const claimed = await trx
			.with(
				// Materialized: a plan that asks for the rows again would take more than `count`.
				name => (skipping ? name('due').materialized() : name('due')),
				db =>
					db
						.selectFrom('webhook_messages')
						.select('id')
						.where('webhook_id', '=', webhook)
						.where('due_at', '<=', now)
						.orderBy('due_at')
						.orderBy('id')
						.limit(count)
						.$if(skipping, query => query.forUpdate().skipLocked()),
			)
			.updateTable('webhook_messages')
			.set(eb => ({
				due_at: sql<number>`cast(${now + lease} as bigint)`,
				fence: eb('fence', '+', 1),
				holder: store.instance,
			}))
			.where('id', 'in', eb => eb.selectFrom('due').select('id'))
			.returning('id')
			.execute()
		if (claimed.length === 0) return []
		const rows = await trx
			.selectFrom('webhook_messages as m')
			.innerJoin('events as e', 'e.id', 'm.event_id')
			.leftJoin('accounts as p', 'p.id', 'e.actor_id')
			.select(['m.message', 'm.fence', 'm.tries', 'e.ticket_id'])
			.select(eventColumns)
			.where(
				'm.id',
				'in',
				claimed.map(({ id }) => id),
			)
			.orderBy('m.id')
			.execute()
		const common = {
			webhook: String(open.id),
			url: open.url,
			account: String(open.account_id),
			secrets: secretsOf(store, open),
		}
		return rows.map(row => ({
			...common,
			id: row.message,
			ticket: String(row.ticket_id),
			number: row.ticket_id,
			event: toEvent(row),
			fence: row.fence,
			tries: row.tries,
		}))
	}
	return transact(store, take, stillClaimed)
}

/** Those of some messages whose claim has come about. */
async function stillClaimed(
	{ trx, store }: Change,
	messages: readonly WebhookMessage[],
): Promise<readonly WebhookMessage[]> {
	if (messages.length === 0) return []
	const ids = messages.map(({ id }) => id)
	const rows = await trx
		.selectFrom('webhook_messages')
		.select(['message', 'fence'])
		.where('message', 'in', ids)
		.where('holder', '=', store.instance)
		.execute()
	return messages.filter(one => rows.some(({ message, fence }) => message === one.id && fence === one.fence))
}
