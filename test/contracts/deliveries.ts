import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Notice } from '../../src/ports/notices.ts'
import { bursts, noticePace } from '../../src/rules/limits.ts'
import type { Announcing } from './announcing.ts'
import { announcing, lease } from './announcing.ts'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

/** What becomes of what was to be told, in every store of notices. */
export function describeDeliveries(name: string, makeStore: MakeStore): void {
	describe(`what becomes of notices in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		let on: Announcing
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			on = announcing(store, cast)
		})
		afterEach(() => store.close())

		const inChat = { platform: 'slack', space: 'T1', user: 'UADA' }

		test('put off, it waits until then, whatever is announced; failures are counted, the first success ends that', async () => {
			const ticket = await on.open(cast.ada)
			const until = store.clock.now() + 3_600_000
			await store.notices.later(await on.one(), until, { why: 'quiet', failed: false })
			await on.say(cast.diego, ticket)
			await on.announce()
			expect(await store.notices.nextDue()).toBe(until)
			const again = await on.one()
			expect(store.clock.now()).toBe(until)
			expect(again).toMatchObject({ tries: 0, waiting: [{ kind: 'received' }, { kind: 'answer' }] })
			await store.notices.later(again, until + 10_000, { why: 'timeout', failed: true })
			expect(await store.notices.log({ size: 1 })).toMatchObject([
				{ state: 'waiting', why: 'timeout', tries: 1, at: until + 10_000 },
			])
			const third = await on.one()
			expect(third.tries).toBe(1)
			await on.settle(third)
			expect(await store.notices.log({ size: 2 })).toMatchObject([
				{ state: 'sent', channel: 'mail', tries: 1, at: until + 10_000 },
				{ state: 'sent' },
			])
			await on.say(cast.diego, ticket)
			expect((await on.one()).tries).toBe(0)
		})

		test('how the last try failed is known through what merely has to wait', async () => {
			await on.open(cast.ada)
			const wait = (notice: Notice, why: string, failed: boolean) =>
				store.notices.later(notice, store.clock.now() + 10_000, { why, failed })
			await wait(await on.one(), 'quiet', false)
			await wait(await on.one(), 'busy', false)
			expect(await store.notices.log({ size: 1 })).toMatchObject([{ why: 'busy', tries: 0 }])
			await wait(await on.one(), 'unheard', true)
			await wait(await on.one(), 'unavailable', false)
			expect(await on.one()).toMatchObject({ why: 'unheard', tries: 1 })
		})

		test('what joins what has failed again and again is tried as often as what is new', async () => {
			const ticket = await on.open(cast.ada)
			for (let tries = 0; tries < 3; tries += 1) {
				const notice = await on.one()
				expect(notice.tries).toBe(tries)
				await store.notices.later(notice, store.clock.now() + 10_000, { why: 'timeout', failed: true })
			}
			const due = await store.notices.nextDue()
			await on.say(cast.diego, ticket)
			await on.announce()
			expect(await store.notices.nextDue()).toBe(due)
			expect(await store.notices.log({ size: 1 })).toMatchObject([{ tries: 0, why: 'timeout' }])
			expect(await on.one()).toMatchObject({
				tries: 0,
				why: 'timeout',
				waiting: [{ kind: 'received' }, { kind: 'answer' }],
			})
		})

		test('so is what joins during a try, however that ends; what was tried is known to have been', async () => {
			const ticket = await on.open(cast.ada)
			const fail = (notice: Notice) =>
				store.notices.later(notice, store.clock.now() + 10_000, { why: 'timeout', failed: true })
			const join = async () => {
				await on.say(cast.diego, ticket)
				await on.announce()
			}
			await fail(await on.one())
			const second = await on.one()
			expect(second.tries).toBe(1)
			await join()
			await fail(second)
			const third = await on.one()
			expect(third).toMatchObject({ tries: 0, why: 'timeout' })
			await fail(third)
			const lost = await on.one()
			expect(lost.tries).toBe(1)
			await join()
			store.clock.advance(lease)
			const [fifth] = await on.claim()
			expect(fifth?.tries).toBe(0)
			await fail(fifth as Notice)
			const last = await on.one()
			await join()
			await on.settle(last, 'failed')
			expect(await store.notices.log({ state: 'failed', size: 9 })).toMatchObject([
				{ tries: 1 },
				{ tries: 1 },
				{ tries: 1 },
			])
			expect(await on.one()).toMatchObject({ tries: 0, waiting: [{ kind: 'answer' }] })
		})

		test('a part is told and the rest waits until then', async () => {
			const ticket = await on.open(cast.ada)
			await on.say(cast.diego, ticket)
			const notice = await on.one()
			const [first, second] = notice.waiting
			const told = store.clock.now()
			await store.notices.later(notice, told + 5_000, { why: 'timeout', failed: true }, [
				{ id: first?.id ?? '', state: 'sent', channel: 'slack' },
			])
			expect(await store.notices.nextDue()).toBe(told + 5_000)
			const rest = await on.one()
			expect(rest).toMatchObject({ tries: 1, why: 'timeout', waiting: [{ id: second?.id }] })
			await on.settle(rest, 'failed')
			await on.say(cast.diego, ticket)
			await on.announce()
			expect(await store.notices.nextDue()).toBe(told + bursts.spacing)
		})

		test('all is told, and what is shown elsewhere follows later', async () => {
			await on.open(cast.ada)
			const notice = await on.one()
			const at = store.clock.now() + 5_000
			const sent = notice.waiting.map(({ id }) => ({ id, state: 'sent' as const, channel: 'slack' }))
			await store.notices.later(notice, at, { why: 'timeout', failed: true }, sent)
			expect(await store.notices.log({ size: 9 })).toMatchObject([{ state: 'sent', tries: 0 }])
			expect(await on.one()).toMatchObject({ tries: 1, waiting: [] })
			expect(store.clock.now()).toBe(at)
		})

		test('of one that was given up the next starts afresh', async () => {
			const ticket = await on.open(cast.ada)
			await store.notices.later(await on.one(), store.clock.now(), { why: 'x', failed: true })
			store.clock.advance(noticePace)
			await on.settle(await on.one(), 'failed')
			await on.say(cast.diego, ticket)
			expect(await on.one()).toMatchObject({ tries: 0, waiting: [{ kind: 'answer' }] })
		})

		test('nothing that is not a notice does anything', async () => {
			const nothing = { account: '424242', ticket: 'x', fence: 0 }
			await store.notices.settle(nothing, [{ id: '1', state: 'sent' }])
			await store.notices.later(nothing, store.clock.now(), { why: '?', failed: true })
			expect(await store.notices.show(nothing, { identity: inChat, reference: 'D1:1.0' })).toBe(false)
			await store.notices.unshow(nothing, inChat)
			expect(await store.notices.nextDue()).toBeUndefined()
		})

		test('the log says who was told what, newest first, page by page', async () => {
			const ticket = await on.open(cast.ada)
			const other = await on.open(cast.ben)
			await on.say(cast.diego, ticket)
			await on.announce()
			const all = await store.notices.log({ size: 9 })
			expect(all.map(({ account, kind, number }) => [account.name, kind, number])).toEqual(
				expect.arrayContaining([
					['Ada Rossi', 'answer', ticket.number],
					['Ben Kay', 'received', other.number],
					['Ada Rossi', 'received', ticket.number],
				]),
			)
			expect(all.find(({ kind }) => kind === 'answer')).toEqual({
				id: expect.any(String),
				number: ticket.number,
				account: { id: cast.ada.id, name: 'Ada Rossi', role: 'user', email: cast.ada.email },
				kind: 'answer',
				event: 'commented',
				state: 'waiting',
				tries: 0,
				createdAt: store.clock.now(),
				at: store.clock.now() + bursts.settle,
			})
			const ids = all.map(({ id }) => id)
			const idsOf = async (query: Partial<Parameters<typeof store.notices.log>[0]>) =>
				(await store.notices.log({ size: 9, ...query })).map(({ id }) => id)
			expect(ids).toEqual(ids.toSorted((a, b) => Number(b) - Number(a)))
			expect(await idsOf({ size: 2 })).toEqual(ids.slice(0, 2))
			expect(await idsOf({ size: 2, before: ids[1] ?? '' })).toEqual(ids.slice(2))
			expect(await idsOf({ before: ids[2] ?? '' })).toEqual([])
			expect(await idsOf({ before: 'nonsense' })).toEqual([])
			expect(await idsOf({ ticket: other.id })).toHaveLength(1)
			expect(await idsOf({ account: cast.ada.id })).toHaveLength(2)
			expect(await idsOf({ account: cast.ada.id, ticket: other.id })).toEqual([])
			expect(await idsOf({ state: 'failed' })).toEqual([])
			expect(await idsOf({ state: 'waiting' })).toEqual(ids)
		})

		describe('asked for by somebody', () => {
			const failed = async (notice: Notice) =>
				store.notices.settle(notice, [
					{ id: idOf(notice), state: 'failed', channel: 'slack', why: 'channel_not_found' },
				])
			const idOf = ({ waiting: [delivery] }: Notice) => delivery?.id ?? ''

			test('one that failed is told after all, at once', async () => {
				await on.open(cast.ada)
				const notice = await on.one()
				await failed(notice)
				expect(await store.notices.log({ state: 'failed', size: 9 })).toMatchObject([
					{ channel: 'slack', why: 'channel_not_found' },
				])
				expect(await store.notices.retry('424242')).toBe(false)
				expect(await store.notices.retry('nonsense')).toBe(false)
				expect(await store.notices.retry(idOf(notice))).toBe(true)
				store.clock.advance(noticePace)
				const [again] = await on.claim()
				expect(again).toMatchObject({ tries: 0, waiting: [{ id: idOf(notice) }] })
				await on.settle(again as Notice)
				expect(await store.notices.retry(idOf(notice))).toBe(false)
			})

			test('it waits for nothing: not after the last news, and not for what else is to be told', async () => {
				const ticket = await on.open(cast.ada)
				const first = await on.one()
				await failed(first)
				await on.say(cast.diego, ticket)
				await on.settle(await on.one())
				await on.say(cast.diego, ticket)
				const until = store.clock.now() + 3_600_000
				await store.notices.later(await on.one(), until, { why: 'quiet', failed: false })
				store.clock.advance(noticePace)
				expect(await on.claim()).toEqual([])
				expect(await store.notices.retry(idOf(first))).toBe(true)
				expect((await on.claim()).map(({ waiting }) => waiting.map(({ kind }) => kind))).toEqual([
					['received', 'answer'],
				])
			})

			test('one that waits for its next try is tried now, as often as a new one', async () => {
				await on.open(cast.ada)
				const notice = await on.one()
				const until = store.clock.now() + 3_600_000
				await store.notices.later(notice, until, { why: 'timeout', failed: true })
				store.clock.advance(noticePace)
				expect(await on.claim()).toEqual([])
				expect(await store.notices.retry(idOf(notice))).toBe(true)
				const [again] = await on.claim()
				expect(again).toMatchObject({ tries: 0, why: 'timeout', waiting: [{ id: idOf(notice) }] })
			})

			test('one that is being told is told once', async () => {
				await on.open(cast.ada)
				const notice = await on.one()
				expect(await store.notices.retry(idOf(notice))).toBe(true)
				store.clock.advance(noticePace)
				expect(await on.claim()).toEqual([])
				await on.settle(notice)
				expect(await store.notices.nextDue()).toBeUndefined()
			})

			test('one that failed is told after what is being told just then', async () => {
				const ticket = await on.open(cast.ada)
				const first = await on.one()
				await failed(first)
				await on.say(cast.diego, ticket)
				const second = await on.one()
				expect(await store.notices.retry(idOf(first))).toBe(true)
				expect(await on.claim()).toEqual([])
				await on.settle(second, 'failed')
				store.clock.advance(noticePace)
				expect((await on.claim()).map(idOf)).toEqual([idOf(first)])
			})

			test('and of a request that it is about, of no other', async () => {
				const ticket = await on.open(cast.ada)
				const notice = await on.one()
				await failed(notice)
				const other = await on.open(cast.ben)
				for (const wrong of [other.id, 'nonsense', '']) {
					expect(await store.notices.retry(idOf(notice), wrong)).toBe(false)
				}
				expect(await store.notices.log({ ticket: ticket.id, size: 9 })).toMatchObject([{ state: 'failed' }])
				expect(await store.notices.retry(idOf(notice), ticket.id)).toBe(true)
			})

			test('asking while it is being settled ends in one or the other', async () => {
				const ticket = await on.open(cast.ada)
				for (let round = 1; round <= 10; round += 1) {
					const notice = await on.one()
					const [asked] = await Promise.all([store.notices.retry(idOf(notice)), failed(notice)])
					expect(asked, `round ${round}`).toBe(true)
					const [{ state } = { state: '' }] = await store.notices.log({ size: 1 })
					// Asked for afterwards, or it failed afterwards.
					expect((await store.notices.nextDue()) !== undefined).toBe(state === 'waiting')
					if (state === 'waiting') {
						store.clock.advance(noticePace)
						await on.settle(await on.one())
					}
					await on.say(cast.diego, ticket)
				}
			})
		})
	})
}
