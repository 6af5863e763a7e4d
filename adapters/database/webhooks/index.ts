import { sql } from 'kysely'
import type { Webhook, Webhooks } from '../../../src/ports/webhooks.ts'
import type { WebhookEvent } from '../../../src/rules/webhooks.ts'
import { parseId } from '../ids.ts'
import { jobTime } from '../job-time.ts'
import type { Store } from '../store.ts'
import { transact } from '../store.ts'
import type { WebhooksTable } from '../tables/webhooks.ts'
import { claim, due } from './claim.ts'
import { log } from './log.ts'
import { secretsOf, sealed } from './secrets.ts'
import { settle } from './settle.ts'

/** Systems beside the service, in the same database as what they are told of. */
export function databaseWebhooks(store: Store): Webhooks {
	const { kysely, clock } = store
	return {
		add: ({ url, account, events, secret }) =>
			transact(store, async ({ trx, now }) => {
				const row = await trx
					.insertInto('webhooks')
					.values({
						url,
						account_id: Number(account),
						events: events.join(' '),
						secret: sealed(store, secret),
						old_secret: null,
						old_until: null,
						created_at: now,
						paused_until: 0,
						failing_since: null,
						failed_at: null,
						disabled_at: null,
						disabled_why: null,
					})
					.returningAll()
					.executeTakeFirstOrThrow()
				return toWebhook(row, now)
			}),
		async all() {
			const rows = await kysely
				.selectFrom('webhooks as w')
				.innerJoin('accounts as a', 'a.id', 'w.account_id')
				.selectAll('w')
				.select('a.email')
				.select(eb =>
					eb
						.selectFrom('webhook_messages as m')
						.select(({ fn }) => fn.countAll<number>().as('count'))
						.whereRef('m.webhook_id', '=', 'w.id')
						.where('m.due_at', 'is not', null)
						.as('waiting'),
				)
				.orderBy('w.id')
				.execute()
			return rows.map(row => ({
				...toWebhook(row, clock.now()),
				email: row.email,
				waiting: row.waiting ?? 0,
			}))
		},
		async find(id) {
			const row = await kysely
				.selectFrom('webhooks')
				.selectAll()
				.where('id', '=', parseId(id) ?? 0)
				.executeTakeFirst()
			return row && { ...toWebhook(row, clock.now()), secrets: secretsOf(store, row) }
		},
		remove: id =>
			transact(store, async ({ trx }) => {
				const gone = await trx
					.deleteFrom('webhooks')
					.where('id', '=', parseId(id) ?? 0)
					.executeTakeFirst()
				return gone.numDeletedRows > 0n
			}),
		rotate: (id, secret, until) =>
			transact(store, async ({ trx, now }) => {
				const keeps = until > now
				const { numUpdatedRows } = await trx
					.updateTable('webhooks')
					.set(eb => ({
						secret: sealed(store, secret),
						old_secret: keeps ? eb.ref('secret') : null,
						old_until: keeps ? until : null,
					}))
					.where('id', '=', parseId(id) ?? 0)
					.executeTakeFirst()
				return numUpdatedRows > 0n
			}),
		enable: id =>
			transact(store, async ({ trx }) => {
				const { numUpdatedRows } = await trx
					.updateTable('webhooks')
					.set({
						paused_until: 0,
						failing_since: null,
						failed_at: null,
						disabled_at: null,
						disabled_why: null,
					})
					.where('id', '=', parseId(id) ?? 0)
					.executeTakeFirst()
				return numUpdatedRows > 0n
			}),
		retry: id =>
			transact(store, async change => {
				const { numUpdatedRows } = await change.trx
					.updateTable('webhook_messages')
					.set({ state: 'waiting', due_at: jobTime(store), tries: 0, why: null, settled_at: null })
					.where('webhook_id', '=', parseId(id) ?? 0)
					.where('state', '=', 'failed')
					.where(eb =>
						eb.exists(
							eb
								.selectFrom('webhooks as w')
								.select('w.id')
								.where('w.id', '=', sql.ref<number>('webhook_messages.webhook_id'))
								.where('w.disabled_at', 'is', null),
						),
					)
					.executeTakeFirst()
				change.queuesJobs = numUpdatedRows > 0n
				return Number(numUpdatedRows)
			}),
		log: query => log(store, query),
		due: () => due(store),
		claim: (webhook, options) => claim(store, parseId(webhook) ?? 0, options),
		settle: (message, tried) => transact(store, change => settle(change, message, tried)),
	}
}

function toWebhook(
	row: { readonly [C in keyof Omit<WebhooksTable, 'id'>]: WebhooksTable[C] } & { readonly id: number },
	now: number,
): Webhook {
	const { old_until, failing_since, disabled_at, disabled_why } = row
	return {
		id: String(row.id),
		url: row.url,
		account: String(row.account_id),
		events: row.events.split(' ') as WebhookEvent[],
		createdAt: row.created_at,
		...(old_until !== null && old_until > now && { oldSecretUntil: old_until }),
		...(failing_since !== null && { failingSince: failing_since }),
		...(disabled_at !== null &&
			disabled_why !== null && { disabled: { at: disabled_at, why: disabled_why } }),
	}
}
