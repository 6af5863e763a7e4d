import { afterEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../adapters/database/open.ts'
import { openDatabase } from '../../../adapters/database/open.ts'
import type { Clock } from '../../../src/ports/outside.ts'
import { bursts, noticePace } from '../../../src/rules/limits.ts'
import { announcing, lease } from '../../contracts/announcing.ts'
import { addCast } from '../../contracts/cast.ts'
import { testSecrets } from './secrets.ts'
import type { DatabaseStore } from './stores.ts'
import { engines, postgresStore } from './stores.ts'

const ending: (() => Promise<void>)[] = []
afterEach(async () => {
	for (const end of ending.splice(0).toReversed()) await end()
})
async function started(make: () => Promise<DatabaseStore>) {
	const store = await make()
	ending.push(() => store.close())
	const cast = await addCast(store)
	return { store, cast, on: announcing(store, cast) }
}
async function beside(store: DatabaseStore, clock: Clock, jobClock: 'own' | 'database'): Promise<Database> {
	const database = await openDatabase(store.url, { clock, secrets: testSecrets(), jobClock })
	ending.push(() => database.close())
	return database
}

describe.each(engines)('notices of several on %s', (_name, make) => {
	test('two processes share the work: no notice twice, no person twice in a second', async () => {
		const { store, cast, on } = await started(make)
		const other = await beside(store, store.clock, 'own')
		for (let i = 0; i < 6; i += 1) for (const by of [cast.ada, cast.ben, cast.carla]) await on.open(by)
		await on.announce()
		store.clock.advance(bursts.settle)
		const taken: string[] = []
		for (let second = 0; second < 12 && taken.length < 18; second += 1) {
			const claims = await Promise.all(
				[store, other, store, other].map(({ notices }) => notices.claim({ count: 2, lease })),
			)
			const people = claims.flat().map(({ account }) => account)
			expect(new Set(people).size).toBe(people.length)
			taken.push(...claims.flat().map(({ ticket }) => ticket))
			store.clock.advance(noticePace)
		}
		expect(new Set(taken).size).toBe(taken.length)
		expect(taken).toHaveLength(18)
	})

	test('whoever tells is woken by what is to be told, and by nothing else', async () => {
		const { store, cast, on } = await started(make)
		const ticket = await on.open(cast.ada)
		const [job] = await store.jobs.claim({ kinds: ['announce'], count: 1, lease })
		let woken = 0
		const stop = store.database.onCommit(() => {
			woken += 1
		})
		await store.notices.announce(ticket.id)
		expect(woken).toBe(1)
		await store.notices.announce(ticket.id)
		if (job) await store.jobs.done(job)
		store.clock.advance(bursts.settle)
		const [notice] = await on.claim()
		if (!notice) throw new Error('nothing is due')
		expect(woken).toBe(1)
		await store.notices.settle(notice, [])
		expect(woken).toBe(2)
		store.clock.advance(noticePace)
		await on.settle(await on.one(), 'failed')
		expect(woken).toBe(2)
		await store.notices.retry(notice.waiting[0]?.id ?? '')
		expect(woken).toBe(3)
		stop()
	})
})

test('on PostgreSQL notices are due by the server’s clock, however wrong ours is', async () => {
	const { store, cast, on } = await started(postgresStore)
	const ahead = { now: () => Date.now() + 3_600_000 }
	const { notices, store: inner } = await beside(store, ahead, 'database')
	const ticket = await on.open(cast.ada)
	await notices.announce(ticket.id)
	const near = (at: number | undefined, wait: number) =>
		expect(Math.abs((at ?? 0) - ahead.now() - wait)).toBeLessThan(30_000)
	near(await notices.nextDue(), bursts.settle)
	near((await notices.log({ size: 1 }))[0]?.at, bursts.settle)
	await inner.kysely.updateTable('notices').set({ due_at: 1 }).execute()
	const [notice] = await notices.claim({ count: 1, lease: 300_000 })
	if (!notice) throw new Error('nothing is due')
	near(await notices.nextDue(), 300_000)
	await notices.later(notice, ahead.now() + 120_000, { why: 'quiet', failed: false })
	near(await notices.nextDue(), 120_000)
})
