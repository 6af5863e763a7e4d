import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ticket } from '../../src/domain/ticket.ts'
import type { Announcing } from './announcing.ts'
import { announcing } from './announcing.ts'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const day = 24 * 60 * 60_000

/** What every store of tickets does when time passes and nobody says a word. */
export function describeClock(name: string, makeStore: MakeStore): void {
	describe(`time that passes in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		let on: Announcing
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			on = announcing(store, cast)
		})
		afterEach(() => store.close())

		const openIn = async (status: 'pending' | 'solved') => {
			const ticket = await on.open(cast.ada)
			await on.assign(cast.diego, ticket, cast.diego)
			await on.setStatus(cast.diego, ticket, status)
			return ticket
		}
		const statusOf = async ({ number }: Ticket) => (await store.tickets.find(cast.ada, number))?.status
		const close = (count = 99) => store.tickets.closeSolved(store.clock.now() - 7 * day, count)
		const remind = (count = 99) => store.tickets.remind(store.clock.now() - 4 * day, count)

		test('a solved request closes after a week without a word, and keeps its place in the lists', async () => {
			const ticket = await openIn('solved')
			const { activityAt } = (await store.tickets.find(cast.ada, ticket.number)) ?? ticket
			store.clock.advance(7 * day - 1)
			expect(await close()).toBe(0)
			store.clock.advance(1)
			expect(await close()).toBe(1)
			expect(await store.tickets.find(cast.ada, ticket.number)).toMatchObject({
				status: 'closed',
				activityAt,
			})
			expect(await close()).toBe(0)
		})

		test('any word keeps it from that for another week', async () => {
			const ticket = await openIn('solved')
			store.clock.advance(6 * day)
			await on.say(cast.diego, ticket)
			store.clock.advance(day)
			expect(await close()).toBe(0)
			store.clock.advance(6 * day)
			expect(await close()).toBe(1)
		})

		test('only solved ones close, as many as are asked for, the oldest first', async () => {
			const other = await openIn('pending')
			const tickets: Ticket[] = []
			for (let i = 0; i < 3; i += 1) {
				tickets.push(await openIn('solved'))
				store.clock.advance(1000)
			}
			store.clock.advance(30 * day)
			expect(await close(2)).toBe(2)
			expect(await Promise.all([...tickets, other].map(statusOf))).toEqual([
				'closed',
				'closed',
				'solved',
				'pending',
			])
		})

		test('nobody hears that it closed: Ada sees no difference, and Diego was done with it', async () => {
			await openIn('solved')
			await on.told()
			store.clock.advance(7 * day)
			expect(await close()).toBe(1)
			expect(await on.told()).toEqual([])
		})

		test('the clock has no name', async () => {
			await openIn('pending')
			await on.told()
			store.clock.advance(4 * day)
			await remind()
			const notice = await on.one()
			expect(notice.waiting[0]?.event).toEqual({ kind: 'reminded', at: expect.any(Number) })
		})

		test('Ada is reminded once of what waits for her for four days', async () => {
			const ticket = await openIn('pending')
			await on.told()
			store.clock.advance(4 * day - 60_000)
			expect(await remind()).toBe(0)
			store.clock.advance(60_000)
			expect(await remind()).toBe(1)
			expect(await on.told()).toEqual([['ada', ['reminder']]])
			store.clock.advance(40 * day)
			expect(await remind()).toBe(0)
			expect(await statusOf(ticket)).toBe('pending')
		})

		test('once something has happened she is reminded anew', async () => {
			const ticket = await openIn('pending')
			store.clock.advance(4 * day)
			expect(await remind()).toBe(1)
			await on.say(cast.diego, ticket)
			store.clock.advance(4 * day)
			expect(await remind()).toBe(1)
			await on.say(cast.ada, ticket)
			store.clock.advance(4 * day)
			expect(await remind()).toBe(0)
		})

		test('as many as are asked for are reminded of, and a note is no word', async () => {
			for (let i = 0; i < 3; i += 1) await on.say(cast.diego, await openIn('pending'), { public: false })
			store.clock.advance(4 * day)
			expect(await remind(2)).toBe(2)
			expect(await remind(2)).toBe(1)
		})

		test('several at once close and remind each once, beside people who write', async () => {
			const tickets: Ticket[] = []
			for (let i = 0; i < 12; i += 1) tickets.push(await openIn(i % 2 ? 'solved' : 'pending'))
			await on.told()
			store.clock.advance(7 * day)
			const [reopened] = tickets.filter((_, index) => index % 2)
			const counts = await Promise.all([
				...[1, 2, 3, 4].flatMap(() => [close(4), remind(4)]),
				on.say(cast.ada, reopened as Ticket).then(() => 0),
			])
			let all = counts.reduce((sum, count) => sum + count, 0)
			for (let more = 1; more > 0; all += more) more = (await close(4)) + (await remind(4))
			const left = await Promise.all(tickets.map(statusOf))
			const closed = left.filter(status => status === 'closed').length
			expect(all).toBe(6 + closed)
			// Ada's word came before the clock, or began a follow-up.
			expect(closed).toBe((await statusOf(reopened as Ticket)) === 'open' ? 5 : 6)
			await on.announce()
			const kinds = (await store.notices.log({ size: 99 })).map(({ kind, event }) => `${kind} ${event}`)
			expect(kinds.filter(kind => kind === 'reminder reminded')).toHaveLength(6)
		})
	})
}
