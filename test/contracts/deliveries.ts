import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Notice } from '../../src/ports/notices.ts'
import { bursts, noticePace } from '../../src/rules/limits.ts'
import type { Announcing } from './announcing.ts'
import { announcing } from './announcing.ts'
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
		const shown = (reference: string) => ({ identity: inChat, reference })

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

		test('of one that was given up the next starts afresh', async () => {
			const ticket = await on.open(cast.ada)
			await store.notices.later(await on.one(), store.clock.now(), { why: 'x', failed: true })
			store.clock.advance(noticePace)
			await on.settle(await on.one(), 'failed')
			await on.say(cast.diego, ticket)
			expect(await on.one()).toMatchObject({ tries: 0, waiting: [{ kind: 'answer' }] })
		})

		test('the message that stands for a request is known, and shown anew after others’ and one’s own acts', async () => {
			const ticket = await on.open(cast.ada)
			const first = await on.one()
			expect(first.shown).toBeUndefined()
			expect(await store.notices.show(first, shown('D1:1.0'))).toBe(true)
			await on.settle(first)
			expect(await store.notices.ticketAt(inChat, 'D1:1.0')).toBe(ticket.number)
			expect(await store.notices.ticketAt(inChat, 'D1:2.0')).toBeUndefined()
			expect(await store.notices.ticketAt({ ...inChat, user: 'UMAL' }, 'D1:1.0')).toBeUndefined()

			const said = store.clock.now()
			await on.say(cast.ada, ticket)
			const own = await on.one()
			expect(store.clock.now()).toBe(said + bursts.settle)
			expect(own).toMatchObject({ account: cast.ada.id, waiting: [], shown: shown('D1:1.0') })
			expect(await store.notices.show(own, shown('D1:3.0'))).toBe(true)
			await on.settle(own)
			expect(await store.notices.nextDue()).toBeUndefined()
			expect(await store.notices.ticketAt(inChat, 'D1:3.0')).toBe(ticket.number)

			await on.say(cast.diego, ticket)
			expect(await on.one()).toMatchObject({ waiting: [{ kind: 'answer' }], shown: shown('D1:3.0') })
		})

		test('a note moves no message that stands in a requester’s chat', async () => {
			const ticket = await on.open(cast.ada)
			const notice = await on.one()
			await store.notices.show(notice, shown('D1:1.0'))
			await on.settle(notice)
			await on.say(cast.diego, ticket, { public: false })
			await on.announce()
			expect(await store.notices.nextDue()).toBeUndefined()
		})

		test('an act during the claim that shows a message has it shown once more', async () => {
			const ticket = await on.open(cast.ada)
			const notice = await on.one()
			await store.notices.show(notice, shown('D1:1.0'))
			await on.say(cast.ada, ticket)
			await on.announce()
			await on.settle(notice)
			expect(await on.one()).toMatchObject({ waiting: [], shown: shown('D1:1.0') })
		})

		test('nothing that is not a notice does anything', async () => {
			const nothing = { account: '424242', ticket: 'x', fence: 0 }
			await store.notices.settle(nothing, [{ id: '1', state: 'sent' }])
			await store.notices.later(nothing, store.clock.now(), { why: '?', failed: true })
			expect(await store.notices.show(nothing, shown('D1:1.0'))).toBe(false)
			expect(await store.notices.nextDue()).toBeUndefined()
		})

		test('of an identity that is forgotten no message stands any more', async () => {
			const ticket = await on.open(cast.ada)
			const notice = await on.one()
			await store.notices.show(notice, shown('D1:1.0'))
			await on.settle(notice)
			await store.links.erase({ ...inChat, user: 'UMAL' })
			expect(await store.notices.ticketAt(inChat, 'D1:1.0')).toBe(ticket.number)
			await store.links.erase(inChat)
			expect(await store.notices.ticketAt(inChat, 'D1:1.0')).toBeUndefined()
			await on.say(cast.diego, ticket)
			expect((await on.one()).shown).toBeUndefined()
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

		test('one that failed is told after all, at once, when somebody asks for it', async () => {
			await on.open(cast.ada)
			const notice = await on.one()
			const [delivery] = notice.waiting
			expect(await store.notices.retry(delivery?.id ?? '')).toBe(false)
			await store.notices.settle(notice, [
				{ id: delivery?.id ?? '', state: 'failed', channel: 'slack', why: 'channel_not_found' },
			])
			expect(await store.notices.log({ state: 'failed', size: 9 })).toMatchObject([
				{ channel: 'slack', why: 'channel_not_found' },
			])
			expect(await store.notices.retry('424242')).toBe(false)
			expect(await store.notices.retry('nonsense')).toBe(false)
			expect(await store.notices.retry(delivery?.id ?? '')).toBe(true)
			expect(await store.notices.retry(delivery?.id ?? '')).toBe(false)
			store.clock.advance(noticePace)
			const [again] = await on.claim()
			expect(again).toMatchObject({ tries: 0, waiting: [{ id: delivery?.id }] })
			await on.settle(again as Notice)
			expect(await store.notices.retry(delivery?.id ?? '')).toBe(false)
		})
	})
}
