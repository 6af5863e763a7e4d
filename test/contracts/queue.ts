import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { Priority, Ticket } from '../../src/domain/ticket.ts'
import { queueSorts } from '../../src/domain/ticket.ts'
import type { QueueQuery } from '../../src/ports/tickets.ts'
import type { Announcing } from './announcing.ts'
import { announcing } from './announcing.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const minute = 60_000
const hour = 60 * minute

/** What every store of tickets shows support of what is to be done, and how long people wait. */
export function describeQueue(name: string, makeStore: MakeStore): void {
	describe(`the queue in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		let on: Announcing
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			on = announcing(store, cast)
		})
		afterEach(() => store.close())

		const open = async (by: Account, subject = 'Printer') => {
			store.clock.advance(minute)
			const act = { ...on.act(by), subject, text: 'It does not print.', files: [] }
			return allowed(await store.tickets.open(act)).ticket
		}
		const prioritize = async (ticket: Ticket, priority: Priority) =>
			allowed(await store.tickets.setPriority({ ...on.act(cast.diego), ticket: ticket.id, priority }))
		const queue = (query: Partial<QueueQuery> = {}, viewer = cast.diego) =>
			store.tickets.queue(viewer, { queue: 'all', sort: 'waiting', size: 10, ...query })
		const numbers = async (query: Partial<QueueQuery> = {}) =>
			(await queue(query)).tickets.map(ticket => ticket.number)
		const read = async ({ number }: Ticket) => (await store.tickets.find(cast.diego, number)) as Ticket
		const waiting = async (ticket: Ticket) => (await read(ticket)).waitingSince
		const now = () => store.clock.now()

		test('nobody but agents has one, and those who no longer are have none', async () => {
			await open(cast.ada)
			const nothing = { tickets: [], counts: { unassigned: 0, mine: 0, all: 0 } }
			for (const viewer of [cast.ada, cast.mallory, { ...cast.diego, disabled: true }]) {
				expect(await queue({}, viewer)).toEqual(nothing)
				expect(await queue({ search: 'printer' }, viewer)).toEqual(nothing)
			}
			expect((await queue()).counts).toEqual({ unassigned: 1, mine: 0, all: 1 })
		})

		test('a line has what an agent decides by', async () => {
			const ticket = await open(cast.ada)
			await prioritize(ticket, 'high')
			await on.assign(cast.diego, ticket, cast.diego)
			expect((await queue()).tickets).toEqual([
				{
					id: ticket.id,
					number: ticket.number,
					subject: 'Printer',
					status: 'open',
					priority: 'high',
					requester: ticket.requester,
					organization: { id: cast.acme.id, name: 'Acme' },
					assignee: { id: cast.diego.id, name: 'Diego Sala', role: 'agent' },
					waitingSince: ticket.createdAt,
					targets: { answerDue: ticket.createdAt + 4 * hour, solveDue: ticket.createdAt + 24 * hour },
					createdAt: ticket.createdAt,
					activityAt: ticket.activityAt,
				},
			])
		})

		test('unassigned, mine, all; what is done is in none, and found by its status', async () => {
			const [a, b, c, d] = [
				await open(cast.ada),
				await open(cast.ben),
				await open(cast.carla),
				await open(cast.ada),
			]
			await on.assign(cast.diego, b, cast.diego)
			await on.assign(cast.diego, d, cast.diego)
			await on.setStatus(cast.diego, d, 'solved')
			await on.setStatus(cast.diego, c, 'closed')
			expect(await numbers()).toEqual([a.number, b.number])
			expect(await numbers({ queue: 'unassigned' })).toEqual([a.number])
			expect(await numbers({ queue: 'mine' })).toEqual([b.number])
			expect((await queue()).counts).toEqual({ unassigned: 1, mine: 1, all: 2 })
			expect(await numbers({ status: 'solved' })).toEqual([d.number])
			expect(await numbers({ status: 'closed' })).toEqual([c.number])
			expect(await numbers({ status: 'closed', queue: 'mine' })).toEqual([])
			expect(await numbers({ status: 'solved', queue: 'mine' })).toEqual([d.number])
		})

		test('by status, priority and organization', async () => {
			const [a, b] = [await open(cast.ada), await open(cast.mallory)]
			await on.assign(cast.diego, a, cast.diego)
			await prioritize(b, 'urgent')
			expect(await numbers({ status: 'new' })).toEqual([b.number])
			expect(await numbers({ status: 'open' })).toEqual([a.number])
			expect(await numbers({ priority: 'urgent' })).toEqual([b.number])
			expect(await numbers({ organization: cast.acme.id })).toEqual([a.number])
			expect(await numbers({ organization: cast.acme.id, priority: 'urgent' })).toEqual([])
			expect(await numbers({ organization: 'x' })).toEqual([])
		})

		test('who waits longest comes first, then those for whom support waits; the nearest promise first', async () => {
			const [a, b, c] = [await open(cast.ada), await open(cast.ben), await open(cast.carla)]
			await prioritize(c, 'high')
			await prioritize(b, 'urgent')
			expect(await numbers()).toEqual([a.number, b.number, c.number])
			expect(await numbers({ sort: 'due' })).toEqual([b.number, c.number, a.number])
			store.clock.advance(minute)
			await on.say(cast.diego, a)
			await on.say(cast.diego, b)
			// Answered, what is promised of both is the solution: b in 4 hours, later than c's answer by a minute.
			expect(await numbers({ sort: 'due' })).toEqual([b.number, c.number, a.number])
			await prioritize(c, 'urgent')
			expect(await numbers({ sort: 'due' })).toEqual([c.number, b.number, a.number])
			expect(await numbers()).toEqual([c.number, a.number, b.number])
			expect(await numbers({ sort: 'activity' })).toEqual([b.number, a.number, c.number])
			expect(await numbers({ sort: 'created' })).toEqual([c.number, b.number, a.number])
		})

		test('words are found in everything, notes and what is done too, newest first', async () => {
			const [a, b, c] = [await open(cast.ada), await open(cast.mallory), await open(cast.ben, 'Scanner')]
			await store.tickets.addComment({
				...on.act(cast.diego),
				ticket: c.id,
				text: 'Like the printer of Ada',
				files: [],
				public: false,
			})
			expect(await numbers({ search: 'printer' })).toEqual([c.number, b.number, a.number])
			expect(await numbers({ search: 'scanner printer' })).toEqual([c.number])
			expect(await numbers({ search: 'printer', organization: cast.acme.id })).toEqual([a.number])
			await on.setStatus(cast.diego, a, 'closed')
			expect(await numbers({ search: 'printer' })).toEqual([c.number, b.number, a.number])
			expect(await numbers({ search: 'printer', queue: 'unassigned' })).toEqual([
				c.number,
				b.number,
				a.number,
			])
			expect(await numbers({ search: 'printer', queue: 'mine' })).toEqual([])
			expect(await numbers({ search: 'printer', status: 'closed' })).toEqual([a.number])
			expect(await numbers({ search: '!!' })).toEqual([])
			expect(await numbers({ search: 'never' })).toEqual([])
			expect((await queue({ search: 'never' })).counts.all).toBe(2)
		})

		test('pages go forth and back without a ticket twice or never, in every order', async () => {
			for (let i = 0; i < 8; i += 1) {
				const ticket = await open(i % 2 ? cast.ada : cast.ben)
				if (i % 3 === 0) await on.say(cast.diego, ticket)
				if (i % 3 === 1) await prioritize(ticket, i % 2 ? 'urgent' : 'high')
				if (i > 5) await on.assign(cast.diego, ticket, cast.diego)
			}
			const queries = [
				...queueSorts.flatMap(sort => [{ sort }, { sort, queue: 'unassigned' as const }]),
				{ search: 'print' },
			]
			for (const query of queries) {
				const all = await queue({ ...query, size: 99 })
				expect(all.tickets.length).toBeGreaterThan(5)
				const first = await queue({ ...query, size: 3 })
				const pages = [first]
				for (let page = first; page.next !== undefined; ) {
					page = await queue({ ...query, size: 3, cursor: page.next })
					pages.push(page)
				}
				expect(pages.flatMap(page => page.tickets)).toEqual(all.tickets)
				expect(first.previous).toBeUndefined()
				for (let i = pages.length - 1; i > 0; i -= 1) {
					const back = await queue({ ...query, size: 3, cursor: pages[i]?.previous ?? '' })
					expect(back.tickets).toEqual(pages[i - 1]?.tickets)
				}
			}
		})

		test('people wait from their first word until support answers, and again from their next', async () => {
			const ticket = await open(cast.ada)
			const first = now()
			store.clock.advance(minute)
			await on.say(cast.ada, ticket)
			await on.say(cast.diego, ticket, { public: false })
			await on.assign(cast.diego, ticket, cast.diego)
			expect(await waiting(ticket)).toBe(first)
			await on.say(cast.diego, ticket)
			expect(await waiting(ticket)).toBeUndefined()
			store.clock.advance(minute)
			await on.say(cast.ada, ticket)
			expect(await waiting(ticket)).toBe(now())
		})

		test('nobody waits while support waits for them, nor once it is solved; reopening begins anew', async () => {
			for (const status of ['pending', 'solved'] as const) {
				const ticket = await open(cast.ada)
				await on.assign(cast.diego, ticket, cast.diego)
				await on.setStatus(cast.diego, ticket, status)
				expect(await waiting(ticket)).toBeUndefined()
				store.clock.advance(minute)
				await on.setStatus(cast.diego, ticket, 'open')
				expect(await waiting(ticket)).toBe(now())
				await on.setStatus(cast.ada, ticket, 'solved')
				expect(await waiting(ticket)).toBeUndefined()
				store.clock.advance(minute)
				await on.say(cast.ada, ticket)
				expect(await waiting(ticket)).toBe(now())
			}
		})

		test('a request is answered by the first public word of support, and solved when it last was', async () => {
			const ticket = await on.open(cast.ada)
			expect(ticket.targets).toEqual({})
			await on.say(cast.ada, ticket)
			await on.say(cast.diego, ticket, { public: false })
			expect((await read(ticket)).targets).toEqual({})
			store.clock.advance(minute)
			const answeredAt = now()
			await on.say(cast.diego, ticket)
			store.clock.advance(minute)
			await on.say(cast.diego, ticket, { status: 'solved' })
			expect((await read(ticket)).targets).toEqual({ answeredAt, solvedAt: now() })
			const solvedAt = now()
			store.clock.advance(minute)
			await on.setStatus(cast.diego, ticket, 'closed')
			expect((await read(ticket)).targets).toEqual({ answeredAt, solvedAt })
		})

		test('a follow-up waits for support, or is answered when support begins it', async () => {
			const ticket = await open(cast.ada)
			await prioritize(ticket, 'urgent')
			await on.setStatus(cast.diego, ticket, 'closed')
			store.clock.advance(minute)
			const due = { answerDue: now() + hour, solveDue: now() + 4 * hour }
			const hers = (await on.say(cast.ada, ticket)).ticket
			expect(hers).toMatchObject({ waitingSince: now(), priority: 'urgent', targets: due })
			expect(hers.targets.answeredAt).toBeUndefined()
			const ours = (await on.say(cast.diego, ticket)).ticket
			expect(ours.waitingSince).toBeUndefined()
			expect(ours.targets).toEqual({ ...due, answeredAt: now() })
		})

		test('a priority promises from when the request was opened, and can promise nothing', async () => {
			const ticket = await open(cast.ada)
			store.clock.advance(minute)
			const { targets } = (await prioritize(ticket, 'urgent')).ticket
			const opened = ticket.createdAt
			expect(targets).toEqual({ answerDue: opened + hour, solveDue: opened + 4 * hour })
			expect((await prioritize(ticket, 'low')).ticket).toMatchObject({ targets: {}, priority: 'low' })
		})

		test('support is warned once of each promise', async () => {
			const ticket = await open(cast.ada)
			const other = await open(cast.ben)
			await prioritize(ticket, 'urgent')
			await prioritize(other, 'urgent')
			const warn = (by: number, count = 9) => store.tickets.warnOfTargets(by, count)
			const warnings = async (one: Ticket) =>
				(await store.tickets.history(cast.diego, one.id, { size: 9 }))
					.filter(entry => entry.kind === 'target')
					.map(({ by, via, to }) => ({ by, via, to }))
			expect(await warn(ticket.createdAt + hour - 1)).toBe(0)
			expect(await warn(other.createdAt + hour, 1)).toBe(1)
			expect(await warnings(ticket)).toEqual([{ by: undefined, via: 'clock', to: 'answer' }])
			expect(await warn(other.createdAt + hour)).toBe(1)
			expect(await warn(other.createdAt + hour)).toBe(0)
			await on.say(cast.diego, ticket)
			await on.setStatus(cast.diego, other, 'solved')
			expect(await warn(now() + 9 * hour)).toBe(1)
			expect(await warnings(ticket)).toEqual([
				{ by: undefined, via: 'clock', to: 'solve' },
				{ by: undefined, via: 'clock', to: 'answer' },
			])
			expect(await warnings(other)).toHaveLength(1)
			// Another time is another promise.
			await prioritize(ticket, 'high')
			expect(await warn(ticket.createdAt + 24 * hour)).toBe(1)
			expect(await warn(now() + 99 * hour)).toBe(0)
			expect(await on.told()).not.toContainEqual(['diego', expect.anything()])
		})

		test('several at once warn once of each', async () => {
			for (let i = 0; i < 6; i += 1) await prioritize(await open(cast.ada), 'high')
			const counts = await Promise.all([1, 2, 3].map(() => store.tickets.warnOfTargets(now() + 99 * hour, 4)))
			let all = counts.reduce((sum, count) => sum + count, 0)
			for (let more = 1; more > 0; all += more) more = await store.tickets.warnOfTargets(now() + 99 * hour, 4)
			expect(all).toBe(12)
		})
	})
}
