import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Notice } from '../../src/ports/notices.ts'
import { bursts, noticePace } from '../../src/rules/limits.ts'
import type { Announcing } from './announcing.ts'
import { announcing, lease } from './announcing.ts'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

/** When people are told and by whom, in every store of notices. */
export function describeNotices(name: string, makeStore: MakeStore): void {
	describe(`notices in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		let on: Announcing
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			on = announcing(store, cast)
		})
		afterEach(() => store.close())

		const kinds = (notices: readonly Notice[]) =>
			notices.map(({ waiting }) => waiting.map(({ kind }) => kind))
		const inChat = { platform: 'slack', space: 'T1', user: 'UADA' }
		const shown = (reference: string) => ({ identity: inChat, reference })

		test('news waits for more of the same, and is told together', async () => {
			const ticket = await on.open(cast.ada)
			await on.announce()
			const due = store.clock.now() + bursts.settle
			expect(await store.notices.nextDue()).toBe(due)
			store.clock.advance(bursts.settle - 1)
			expect(await on.claim()).toEqual([])
			await on.say(cast.diego, ticket)
			await on.announce()
			expect(await store.notices.nextDue()).toBe(due)
			store.clock.advance(1)
			expect(kinds(await on.claim())).toEqual([['received', 'answer']])
			expect(await on.claim()).toEqual([])
		})

		test('whoever was just told of a request is left alone for a while, but not of another one', async () => {
			const ticket = await on.open(cast.ada)
			await on.settle(await on.one())
			const told = store.clock.now()
			expect(await store.notices.nextDue()).toBeUndefined()
			store.clock.advance(1000)
			await on.say(cast.diego, ticket)
			await on.say(cast.diego, await on.open(cast.ada))
			await on.announce()
			store.clock.advance(bursts.settle)
			expect(kinds(await on.claim())).toEqual([['received', 'answer']])
			expect(await store.notices.nextDue()).toBe(told + bursts.spacing)
			store.clock.advance(told + bursts.spacing - store.clock.now())
			expect(kinds(await on.claim())).toEqual([['answer']])
		})

		test('one message to a person in a second, and none waits for another person', async () => {
			for (const by of [cast.ada, cast.ada, cast.ada, cast.ben]) await on.open(by)
			await on.announce()
			store.clock.advance(bursts.settle)
			expect((await on.claim()).map(({ account }) => account).toSorted()).toEqual(
				[cast.ada.id, cast.ben.id].toSorted(),
			)
			expect(await store.notices.nextDue()).toBe(store.clock.now() + noticePace)
			store.clock.advance(noticePace - 1)
			expect(await on.claim()).toEqual([])
			store.clock.advance(1)
			expect(await on.claim()).toHaveLength(1)
			store.clock.advance(noticePace)
			expect(await on.claim(1)).toHaveLength(1)
			store.clock.advance(noticePace)
			expect(await on.claim()).toEqual([])
		})

		test('as many are taken as are asked for, though one person has most of them', async () => {
			for (let i = 0; i < 6; i += 1) await on.open(cast.ada)
			for (const by of [cast.ben, cast.carla, cast.mallory]) await on.open(by)
			await on.announce()
			store.clock.advance(bursts.settle)
			expect(await on.claim(3)).toHaveLength(3)
			expect(await on.claim(3)).toHaveLength(1)
		})

		test('what is not told at all takes no turn', async () => {
			for (let i = 0; i < 3; i += 1) await on.open(cast.ada)
			await on.announce()
			store.clock.advance(bursts.settle)
			for (let i = 0; i < 3; i += 1) {
				const [notice] = await on.claim()
				if (!notice) throw new Error(`the turn was taken ${i} times`)
				await on.settle(notice, 'muted')
			}
			expect(await on.claim()).toEqual([])
			expect(await store.notices.nextDue()).toBeUndefined()
		})

		test('claims at the same instant never share a notice, nor a person', async () => {
			for (let i = 0; i < 8; i += 1) for (const by of [cast.ada, cast.ben, cast.carla]) await on.open(by)
			await on.announce()
			store.clock.advance(bursts.settle)
			const seen = new Set<string>()
			for (let second = 0; second < 8; second += 1) {
				const claims = await Promise.all(Array.from({ length: 6 }, () => on.claim(2)))
				const notices = claims.flat()
				expect(new Set(notices.map(({ account }) => account)).size).toBe(notices.length)
				for (const { ticket } of notices) seen.add(ticket)
				// Whoever was in the way of everybody is there for the next one.
				for (const { ticket } of await on.claim()) seen.add(ticket)
				store.clock.advance(noticePace)
			}
			expect(seen.size).toBe(24)
		})

		test('a claim that nobody ended is due again after its lease, and its holder has lost it', async () => {
			await on.open(cast.ada)
			const lost = await on.one()
			store.clock.advance(lease - 1)
			expect(await on.claim()).toEqual([])
			store.clock.advance(1)
			const [taken] = await on.claim()
			expect(taken).toMatchObject({ ticket: lost.ticket, waiting: lost.waiting, tries: 0 })
			await on.settle(lost)
			await store.notices.later(lost, store.clock.now(), { why: 'late', failed: true })
			expect(await store.notices.show(lost, shown('D1:1'))).toBe(false)
			expect(await on.claim()).toEqual([])
			expect(await store.notices.log({ size: 9 })).toMatchObject([{ state: 'waiting', tries: 0 }])
			await on.settle(taken as Notice)
			await on.settle(lost, 'failed')
			expect(await store.notices.log({ size: 9 })).toMatchObject([{ state: 'sent' }])
			expect(await store.notices.nextDue()).toBeUndefined()
			expect(await store.notices.show(taken as Notice, shown('D1:1'))).toBe(false)
		})

		test('what comes up during a claim is told after it, and not by a second one beside it', async () => {
			const ticket = await on.open(cast.ada)
			const notice = await on.one()
			await on.say(cast.diego, ticket)
			await on.announce()
			store.clock.advance(bursts.settle)
			expect(await on.claim()).toEqual([])
			await on.settle(notice)
			expect(await store.notices.nextDue()).toBe(store.clock.now() + bursts.spacing)
			store.clock.advance(bursts.spacing)
			expect(kinds(await on.claim())).toEqual([['answer']])
		})

		test('what came up during a claim that was lost is in the next one', async () => {
			const ticket = await on.open(cast.ada)
			await on.one()
			await on.say(cast.diego, ticket)
			await on.announce()
			store.clock.advance(lease)
			const [notice] = await on.claim()
			expect(kinds([notice as Notice])).toEqual([['received', 'answer']])
			await on.settle(notice as Notice)
			expect(await store.notices.nextDue()).toBeUndefined()
		})

		test('announcing and settling at the same instant loses nothing', async () => {
			const ticket = await on.open(cast.ada)
			for (let round = 1; round <= 10; round += 1) {
				const notice = await on.one()
				await on.say(cast.diego, ticket)
				await Promise.all([store.notices.announce(ticket.id), on.settle(notice)])
				expect(await store.notices.nextDue(), `round ${round}`).toBeDefined()
			}
		})

		test('a delivery that is not named waits on, at once', async () => {
			const ticket = await on.open(cast.ada)
			await on.say(cast.diego, ticket)
			const notice = await on.one()
			const [first, second] = notice.waiting
			await store.notices.settle(notice, [{ id: first?.id ?? '', state: 'sent', channel: 'slack' }])
			store.clock.advance(noticePace)
			const [rest] = await on.claim()
			expect(rest?.waiting.map(({ id }) => id)).toEqual([second?.id])
		})

		test('only deliveries of the notice are settled with it', async () => {
			await on.open(cast.ada)
			await on.open(cast.ben)
			await on.announce()
			store.clock.advance(bursts.settle)
			const [one, other] = await on.claim()
			await store.notices.settle(one as Notice, [
				...(other?.waiting ?? []).map(({ id }) => ({ id, state: 'sent' as const })),
				{ id: 'nonsense', state: 'sent' },
			])
			expect((await store.notices.log({ size: 9 })).map(({ state }) => state)).toEqual(['waiting', 'waiting'])
		})
	})
}
