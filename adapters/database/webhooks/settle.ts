import type { Tried, Webhook, WebhookMessage } from '../../../src/ports/webhooks.ts'
import { failedAgain } from '../../../src/rules/webhooks.ts'
import { readJobTime } from '../job-time.ts'
import type { Change } from '../store.ts'
import type { WebhooksTable } from '../tables/webhooks.ts'

type Why = NonNullable<Webhook['disabled']>['why']
type Endpoint = Pick<WebhooksTable, 'failing_since' | 'failed_at' | 'paused_until'> & { readonly id: number }

/** Ends a claim. @returns why the webhook is disabled by this, if it is */
export async function settle(
	change: Change,
	message: Pick<WebhookMessage, 'id' | 'fence'>,
	tried: Tried,
): Promise<Why | undefined> {
	const webhook = await lockWebhook(change, message.id)
	if (!webhook || !(await end(change, message, tried))) return undefined
	if (tried.state === 'muted') return undefined
	if (tried.state === 'failed') return afterFailure(change, webhook, tried)
	if (webhook.failing_since !== null) {
		await change.trx
			.updateTable('webhooks')
			.set({ failing_since: null, failed_at: null })
			.where('id', '=', webhook.id)
			.execute()
	}
	return undefined
}

/** First this and then its messages, as whoever disables or removes it does. */
async function lockWebhook({ trx, store }: Change, message: string): Promise<Endpoint | undefined> {
	return trx
		.selectFrom('webhooks')
		.select(['id', 'failing_since', 'failed_at', 'paused_until'])
		.where('id', '=', eb =>
			eb.selectFrom('webhook_messages as m').select('m.webhook_id').where('m.message', '=', message),
		)
		.where('disabled_at', 'is', null)
		.$if(store.engine.name === 'postgres', query => query.forNoKeyUpdate())
		.executeTakeFirst()
}

/** @returns whether the claim was not lost */
async function end(
	{ trx, store, now }: Change,
	{ id, fence }: Pick<WebhookMessage, 'id' | 'fence'>,
	tried: Tried,
): Promise<boolean> {
	const again = tried.state === 'failed' ? tried.again : undefined
	const ahead = (await readJobTime(trx, store)) - now
	const { numUpdatedRows } = await trx
		.updateTable('webhook_messages')
		.set(eb => ({
			...(again === undefined
				? { state: tried.state, due_at: null, settled_at: now }
				: { due_at: again + ahead }),
			why: tried.state === 'sent' ? null : tried.why,
			fence: fence + 1,
			holder: null,
			...(tried.state === 'failed' && { tries: eb('tries', '+', 1) }),
		}))
		.where('message', '=', id)
		.where('fence', '=', fence)
		.executeTakeFirst()
	return numUpdatedRows > 0n
}

async function afterFailure(
	{ trx, store, now }: Change,
	webhook: Endpoint,
	{ pause, gone }: Extract<Tried, { state: 'failed' }>,
): Promise<Why | undefined> {
	const { failing_since: since, failed_at: last } = webhook
	const { hopeless, ...failing } = failedAgain(
		since === null || last === null ? undefined : { since, last },
		now,
	)
	const why = gone ? 'gone' : hopeless ? 'failing' : undefined
	const ahead = (await readJobTime(trx, store)) - now
	await trx
		.updateTable('webhooks')
		.set({
			failing_since: failing.since,
			failed_at: failing.last,
			...(pause !== undefined && { paused_until: Math.max(webhook.paused_until, pause + ahead) }),
			...(why && { disabled_at: now, disabled_why: why }),
		})
		.where('id', '=', webhook.id)
		.execute()
	if (why) {
		await trx
			.updateTable('webhook_messages')
			.set(eb => ({
				state: 'failed',
				due_at: null,
				why: eb.fn.coalesce('why', eb.val('disabled')),
				settled_at: now,
				fence: eb('fence', '+', 1),
				holder: null,
			}))
			.where('webhook_id', '=', webhook.id)
			.where('due_at', 'is not', null)
			.execute()
	}
	return why
}
