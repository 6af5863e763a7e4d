import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Job } from '../../src/ports/jobs.ts'
import type { MakeStore, TestStore } from './store.ts'

const lease = 30_000

/** What every store of jobs does; they come from asking for connect codes. */
export function describeJobs(name: string, makeStore: MakeStore): void {
	describe(`jobs in ${name}`, () => {
		let store: TestStore
		beforeEach(async () => {
			store = await makeStore()
		})
		afterEach(() => store.close())

		const queue = async (count: number) => {
			for (let i = 0; i < count; i += 1) {
				await store.links.askCode({
					identity: { platform: 'slack', space: 'T1', user: `U${i}` },
					name: 'Ada',
					locale: 'en',
					email: `p${i}@acme.example`,
				})
			}
		}
		const claim = (count = 99, kinds: readonly Job['kind'][] = ['letter']) =>
			store.jobs.claim({ kinds, count, lease })
		const one = async () => {
			const [job] = await claim(1)
			if (!job) throw new Error('no job is due')
			return job
		}

		test('jobs are claimed in the order they came, by kind and number, and once', async () => {
			await queue(3)
			expect(await claim(9, ['fetch-file'])).toEqual([])
			const first = await claim(2)
			expect(first).toMatchObject([
				{ letter: { email: 'p0@acme.example' }, tries: 0, createdAt: store.clock.now() },
				{ letter: { email: 'p1@acme.example' }, tries: 0 },
			])
			expect(await claim(9, ['fetch-file', 'letter'])).toMatchObject([
				{ letter: { email: 'p2@acme.example' } },
			])
			expect(await claim()).toEqual([])
		})

		test('a claim that nobody finished is due again after its lease, and its holder has lost it', async () => {
			await queue(1)
			const lost = await one()
			store.clock.advance(lease - 1)
			expect(await claim()).toEqual([])
			store.clock.advance(1)
			const taken = await one()
			expect(taken).toMatchObject({ id: lost.id, tries: 1 })
			expect(taken.fence).not.toBe(lost.fence)
			await store.jobs.done(lost)
			await store.jobs.giveUp(lost, 'late')
			await store.jobs.again(lost, store.clock.now(), 'late')
			expect(await claim()).toEqual([])
			store.clock.advance(lease)
			const last = await one()
			expect(last).toMatchObject({ id: lost.id, tries: 2 })
			await store.jobs.done(taken)
			store.clock.advance(lease)
			expect(await claim()).toMatchObject([{ id: lost.id, tries: 3 }])
			store.clock.advance(lease)
			await store.jobs.done(await one())
			store.clock.advance(lease)
			expect(await claim()).toEqual([])
			expect(await store.jobs.nextDue()).toBeUndefined()
		})

		test('tried again later, and given up for good', async () => {
			await queue(1)
			const job = await one()
			await store.jobs.again(job, store.clock.now() + 5000, 'mail server is away')
			expect(await store.jobs.nextDue()).toBe(store.clock.now() + 5000)
			store.clock.advance(4999)
			expect(await claim()).toEqual([])
			store.clock.advance(1)
			const next = await one()
			expect(next).toMatchObject({ id: job.id, tries: 1 })
			await store.jobs.giveUp(next, 'refused')
			store.clock.advance(lease)
			expect(await claim()).toEqual([])
			expect(await store.jobs.nextDue()).toBeUndefined()
		})

		test('put off, it keeps how often it was tried; done for this time, it begins anew', async () => {
			await queue(1)
			await store.jobs.again(await one(), store.clock.now(), 'mail server is away')
			const second = await one()
			await store.jobs.postpone(second, store.clock.now() + 2000)
			expect(await store.jobs.nextDue()).toBe(store.clock.now() + 2000)
			store.clock.advance(2000)
			const third = await one()
			expect(third).toMatchObject({ id: second.id, tries: 1 })
			await store.jobs.postpone(second, store.clock.now())
			expect(await claim()).toEqual([])
			await store.jobs.repeat(third, store.clock.now())
			expect(await one()).toMatchObject({ id: second.id, tries: 0 })
		})

		test('nothing that is not a job does anything', async () => {
			await store.jobs.done({ id: 'x', fence: 1 })
			await store.jobs.again({ id: '424242', fence: 1 }, store.clock.now(), '?')
			expect(await store.jobs.nextDue()).toBeUndefined()
		})

		test('claims at the same instant never share a job', async () => {
			await queue(20)
			const claims = await Promise.all(Array.from({ length: 8 }, () => claim(5)))
			const ids = claims.flat().map(job => job.id)
			expect(new Set(ids).size).toBe(ids.length)
			const rest = (await claim()).map(job => job.id)
			expect(new Set([...ids, ...rest]).size).toBe(20)
			for (const claimed of claims) expect(claimed.length).toBeLessThanOrEqual(5)
		})
	})
}
