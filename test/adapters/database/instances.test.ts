import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { deadAfter } from '../../../adapters/database/instances.ts'
import { openDatabase } from '../../../adapters/database/open.ts'
import { bursts, noticePace } from '../../../src/rules/limits.ts'
import { announcing } from '../../contracts/announcing.ts'
import { addCast } from '../../contracts/cast.ts'
import { testSecrets } from './secrets.ts'
import type { DatabaseStore } from './stores.ts'
import { engines, postgresStore, sqliteStore } from './stores.ts'

/** As long as the service claims for. */
const lease = 5 * 60_000
const beat = deadAfter / 4

const ending: (() => Promise<void>)[] = []
afterEach(async () => {
	for (const end of ending.splice(0).toReversed()) await end()
})

/** One that holds a job and a notice, and others beside it. */
async function started(make: () => Promise<DatabaseStore>) {
	const store = await make()
	ending.push(() => store.close())
	const { clock, url } = store
	const open = async () => {
		const database = await openDatabase(url, { clock, secrets: testSecrets(), jobClock: 'own' })
		ending.push(() => database.close())
		return database
	}
	const cast = await addCast(store)
	const on = announcing(store, cast)
	await on.open(cast.ada)
	await on.announce()
	clock.advance(bursts.settle)
	await on.open(cast.ben)
	const one = await open()
	await one.instances.beat()
	const [job] = await one.jobs.claim({ kinds: ['announce'], count: 9, lease })
	const [notice] = await one.notices.claim({ count: 9, lease })
	if (!job || !notice) throw new Error('nothing was claimed')
	const taken = async (by: Awaited<ReturnType<typeof open>>) => {
		// Nobody is told twice in a second.
		clock.advance(noticePace)
		const jobs = await by.jobs.claim({ kinds: ['announce'], count: 9, lease })
		return [...jobs, ...(await by.notices.claim({ count: 9, lease }))]
	}
	const pass = async (milliseconds: number, ...living: (typeof one)[]) => {
		for (let passed = 0; passed < milliseconds; passed += beat) {
			clock.advance(beat)
			for (const each of living) await each.instances.beat()
		}
	}
	return { clock, open, one, job, notice, taken, pass }
}

describe('of several on PostgreSQL', () => {
	test('what a dead one holds is taken over within 30 s, and it has lost it', async () => {
		const { open, one, job, notice, taken, pass } = await started(postgresStore)
		const other = await open()
		await pass(30_000 - beat, other)
		const [again, told] = await taken(other)
		expect(again).toMatchObject({ id: job.id })
		expect(told).toMatchObject({ account: notice.account, ticket: notice.ticket })
		// It lived after all, and is heard of no more.
		await one.jobs.done(job)
		await one.notices.settle(notice, [])
		expect(again?.fence).toBe(job.fence + 1)
		expect(told?.fence).toBe(notice.fence + 1)
		expect(await taken(one)).toEqual([])
	})

	test('a slow one that lives keeps what it holds as long as it takes', async () => {
		const { open, one, taken, pass } = await started(postgresStore)
		const other = await open()
		await pass(lease - 2 * beat, one, other)
		expect(await taken(other)).toEqual([])
	})

	test('after a break in which all were silent, those who come back keep what they hold', async () => {
		const { clock, open, one, taken, pass } = await started(postgresStore)
		const other = await open()
		await pass(deadAfter, one, other)
		clock.advance(60_000)
		await other.instances.beat()
		await other.instances.beat()
		expect(await taken(other)).toEqual([])
		await pass(2 * deadAfter, other, one)
		expect(await taken(other)).toEqual([])
		await pass(2 * deadAfter, other)
		expect(await taken(other)).toHaveLength(2)
	})

	test('one that leaves hands back what it could not finish', async () => {
		const { open, one, taken } = await started(postgresStore)
		const other = await open()
		await other.instances.beat()
		await one.instances.leave()
		expect(await taken(other)).toHaveLength(2)
		const known = await other.store.kysely.selectFrom('instances').select('id').execute()
		expect(known).toEqual([{ id: other.store.instance }])
	})
})

test.each(engines)('on %s one learns that a newer release has changed the database', async (_name, make) => {
	const { database, close } = await make()
	ending.push(close)
	expect(await database.instances.beat()).toEqual({ freed: false })
	const { kysely } = database.store
	await sql`insert into migrations (name, applied_at) values ('9999-later', 1)`.execute(kysely)
	const { newer } = await database.instances.beat()
	expect(newer?.message).toContain('9999-later')
})

test('on SQLite, where one lives at a time, the next has at once what the last one held', async () => {
	const { open, taken } = await started(sqliteStore)
	const next = await open()
	expect(await taken(next)).toEqual([])
	expect(await next.instances.beat()).toEqual({ freed: true })
	expect(await taken(next)).toHaveLength(2)
	expect(await next.instances.beat()).toEqual({ freed: false })
	expect(await taken(next)).toEqual([])
})
