import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addCast, allowed, type Cast } from '../../contracts/cast.ts'
import type { DatabaseStore } from './stores.ts'
import { engines } from './stores.ts'

const minute = 60_000

describe.each(engines)('what waits in %s', (_name, make) => {
	let store: DatabaseStore
	let cast: Cast
	beforeEach(async () => {
		store = await make()
		cast = await addCast(store)
	})
	afterEach(() => store.close())

	const of = async (queue: string) => (await store.database.backlog()).find(one => one.queue === queue)

	test('is nothing at first', async () => {
		expect(await of('letter')).toBeUndefined()
		expect(await of('notice')).toEqual({ queue: 'notice', waiting: 0, late: 0, givenUp: 0 })
	})

	test('a letter: due, held, given up', async () => {
		await store.signIns.invite(cast.ada.id)
		store.clock.advance(3 * minute)
		await store.signIns.invite(cast.ben.id)
		expect(await of('letter')).toEqual({ queue: 'letter', waiting: 2, late: 3 * minute, givenUp: 0 })
		const [job] = await store.jobs.claim({ kinds: ['letter'], count: 1, lease: minute })
		if (!job) throw new Error('no letter is due')
		expect(await of('letter')).toMatchObject({ waiting: 1, late: 0 })
		await store.jobs.giveUp(job, 'gone')
		expect(await of('letter')).toMatchObject({ waiting: 1, givenUp: 1 })
	})

	test('a notice is not late before it is due', async () => {
		const { ticket } = allowed(
			await store.tickets.open({ by: cast.ada.id, via: 'web', subject: 'Lamp', text: 'Dark.', files: [] }),
		)
		allowed(
			await store.tickets.addComment({
				by: cast.diego.id,
				via: 'web',
				ticket: ticket.id,
				text: 'Hm?',
				files: [],
			}),
		)
		await store.notices.announce(ticket.id)
		expect(await of('notice')).toMatchObject({ waiting: 0 })
		store.clock.advance(minute)
		expect(await of('notice')).toMatchObject({ waiting: 1 })
		expect((await of('notice'))?.late).toBeGreaterThan(0)
	})

	test('a message to a webhook, but not one that is paused', async () => {
		expect(await of('webhook')).toEqual({ queue: 'webhook', waiting: 0, late: 0, givenUp: 0 })
		const { id: webhook } = await store.webhooks.add({
			url: 'https://hooks.example/',
			account: cast.diego.id,
			events: ['ticket.created'],
			secret: 'whsec_AAAA',
		})
		const act = { by: cast.ada.id, via: 'web', text: 'Dark.', files: [] }
		for (const subject of ['Lamp', 'Door', 'Desk']) {
			const { ticket } = allowed(await store.tickets.open({ ...act, subject }))
			await store.notices.announce(ticket.id)
		}
		store.clock.advance(minute)
		expect(await of('webhook')).toEqual({ queue: 'webhook', waiting: 3, late: minute, givenUp: 0 })
		const [first, second] = await store.webhooks.claim(webhook, { count: 2, lease: minute })
		if (!first || !second) throw new Error('two are due')
		await store.webhooks.settle(first, { state: 'failed', why: 'answered 500' })
		expect(await of('webhook')).toMatchObject({ waiting: 1, givenUp: 1 })
		const pause = store.clock.now() + minute
		await store.webhooks.settle(second, { state: 'failed', why: 'answered 429', again: pause, pause })
		expect(await of('webhook')).toMatchObject({ waiting: 0, late: 0 })
	})
})
