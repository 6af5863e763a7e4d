import { expect, test } from 'vitest'
import type { WebhookMessage } from '../../../src/ports/webhooks.ts'
import { announcing } from '../../contracts/announcing.ts'
import { addCast } from '../../contracts/cast.ts'
import { describeWebhooks } from '../../contracts/webhooks.ts'
import { engines } from './stores.ts'

for (const [name, makeStore] of engines) describeWebhooks(name, makeStore)

test.each(engines)('nobody holds a message of a webhook that is disabled, in %s', async (_, make) => {
	const store = await make()
	try {
		const cast = await addCast(store)
		const on = announcing(store, cast)
		const url = 'https://hooks.example/in'
		const made = { url, account: cast.diego.id, events: ['ticket.created'], secret: 's' } as const
		const { id } = await store.webhooks.add(made)
		await on.open(cast.ada)
		await on.open(cast.ada)
		await on.announce()
		const [one] = await store.webhooks.claim(id, { count: 2, lease: 60_000 })
		await store.webhooks.settle(one as WebhookMessage, { state: 'failed', why: 'answered 410', gone: true })
		const rows = await store.database.store.kysely.selectFrom('webhook_messages').select('holder').execute()
		expect(rows).toEqual([{ holder: null }, { holder: null }])
	} finally {
		await store.close()
	}
})
