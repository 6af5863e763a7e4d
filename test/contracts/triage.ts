import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { Job } from '../../src/ports/jobs.ts'
import type { Room, TriageFilter } from '../../src/ports/triage.ts'
import type { Announcing } from './announcing.ts'
import { announcing, lease } from './announcing.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const room: Room = { platform: 'slack', space: 'T1', channel: 'C1' }
const other: Room = { platform: 'teams', space: 'T1', channel: 'C1' }
const hour = 60 * 60_000

/** What every store does with the channels in which support sees what comes in. */
export function describeTriage(name: string, makeStore: MakeStore): void {
	describe(`triage in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		let on: Announcing
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			on = announcing(store, cast)
		})
		afterEach(() => store.close())

		const show = (by: Account, filter: TriageFilter = {}, where = room) =>
			store.triage.open({ ...on.act(by), room: where, reference: `at ${where.channel}`, filter })
		const open = async (by: Account, subject = 'Printer') => {
			store.clock.advance(1000)
			const act = { ...on.act(by), subject, text: 'It does not print.', files: [] }
			return allowed(await store.tickets.open(act)).ticket
		}
		const claim = async () => {
			await on.announce()
			return store.jobs.claim({ kinds: ['triage'], count: 99, lease })
		}
		/** Does what is to be done, as if all were posted. @returns for which rooms and tickets, with warnings */
		const posted = async () => {
			const found: unknown[] = []
			for (const job of await claim()) {
				if (job.kind !== 'triage') continue
				found.push([job.room.platform, job.ticket, ...(job.warning ? [job.warning.target] : [])])
				await store.triage.stands(job.room, job.ticket, `message ${job.ticket}`)
				await store.jobs.done(job)
			}
			return found
		}
		const done = (job: Job | undefined) => (job ? store.jobs.done(job) : undefined)

		test('an agent opens a room, changes what it shows, and closes it', async () => {
			const acme = { id: cast.acme.id, name: 'Acme' }
			expect(await store.triage.find(room)).toBeUndefined()
			expect(await show(cast.diego)).toBe('opened')
			const by = { id: cast.diego.id, name: 'Diego Sala', role: 'agent' }
			expect(await store.triage.find(room)).toEqual({ room, reference: 'at C1', filter: {}, by })
			expect(await show(cast.diego, { organization: { ...acme, name: 'Whatever' }, word: 'toner' })).toBe(
				'changed',
			)
			expect(await store.triage.find(room)).toMatchObject({
				filter: { organization: acme, word: 'toner' },
			})
			expect(await store.triage.find(other)).toBeUndefined()
			expect(await store.triage.close({ ...on.act(cast.diego), room })).toBe('closed')
			expect(await store.triage.close({ ...on.act(cast.diego), room })).toBe('none')
			expect(await store.triage.find(room)).toBeUndefined()
		})

		test('nobody else does, and no agent who no longer is', async () => {
			const close = (by: Account) => store.triage.close({ ...on.act(by), room })
			await show(cast.diego)
			await store.accounts.change(cast.diego.id, { disabled: true })
			for (const by of [cast.ada, cast.diego]) {
				expect(await show(by, { word: 'x' })).toBe('forbidden')
				expect(await close(by)).toBe('forbidden')
			}
			expect(await store.triage.find(room)).toMatchObject({ filter: {} })
		})

		test('opened twice by the same message, it is opened once', async () => {
			const act = { ...on.act(cast.diego), once: 'm', room, reference: 'r', filter: {} }
			expect([await store.triage.open(act), await store.triage.open(act)]).toEqual(['opened', 'opened'])
		})

		test('each new request has a message in the rooms that it fits, from when they were opened', async () => {
			await open(cast.ada)
			store.clock.advance(1000)
			await show(cast.diego)
			await show(cast.diego, { organization: cast.acme, word: 'PRÌNTER' }, other)
			const rooms = async (subject: string, by = cast.ada) => {
				await open(by, subject)
				return (await posted()).map(found => (found as string[])[0])
			}
			expect(await rooms('Printer')).toEqual(['slack', 'teams'])
			expect(await rooms('The printer: broken')).toEqual(['slack', 'teams'])
			expect(await rooms('Printers')).toEqual(['slack'])
			expect(await rooms('Scanner')).toEqual(['slack'])
			expect(await rooms('Printer', cast.mallory)).toEqual(['slack'])
			expect(await rooms('Printer', cast.ben)).toEqual(['slack'])
		})

		test('its message follows the request, wherever it stands by now', async () => {
			const before = await open(cast.ada)
			await on.announce()
			store.clock.advance(1000)
			await show(cast.diego, { word: 'printer' })
			const ticket = await open(cast.ada)
			expect(await store.triage.card(room, ticket.id)).not.toHaveProperty('standing')
			expect(await posted()).toEqual([['slack', ticket.id]])
			expect(await store.triage.card(room, ticket.id)).toEqual({
				room: await store.triage.find(room),
				ticket: ticket.id,
				number: ticket.number,
				standing: `message ${ticket.id}`,
			})
			expect(await store.triage.ticketAt(room, `message ${ticket.id}`)).toBe(ticket.number)
			expect(await store.triage.ticketAt(other, `message ${ticket.id}`)).toBeUndefined()
			expect(await store.triage.ticketAt(room, 'elsewhere')).toBeUndefined()
			await on.assign(cast.diego, ticket, cast.diego)
			await on.assign(cast.diego, before, cast.diego)
			expect(await posted()).toEqual([['slack', ticket.id]])
			await show(cast.diego, { word: 'scanner' })
			await on.say(cast.ada, ticket)
			expect(await posted()).toEqual([['slack', ticket.id]])
			// What was said among agents is not on it.
			await on.say(cast.diego, ticket, { public: false })
			expect(await posted()).toEqual([])
		})

		test('whatever comes up before it is posted is one job; what comes up meanwhile is one more', async () => {
			await show(cast.diego)
			const ticket = await open(cast.ada)
			await on.announce()
			await on.assign(cast.diego, ticket, cast.diego)
			await on.announce()
			const [first, ...others] = await claim()
			expect(others).toEqual([])
			await on.setStatus(cast.diego, ticket, 'pending')
			await on.announce()
			await on.setStatus(cast.diego, ticket, 'open')
			// Held by someone, so that nobody posts it a second time.
			expect(await claim()).toEqual([])
			await done(first)
			const [second, ...more] = await claim()
			expect(more).toEqual([])
			expect(second).toMatchObject({ kind: 'triage', ticket: ticket.id, tries: 0 })
			await done(second)
			expect(await store.jobs.nextDue()).toBeUndefined()
		})

		test('what could not be posted is tried again when it was asked for, whatever comes up', async () => {
			await show(cast.diego)
			const ticket = await open(cast.ada)
			const [job] = await claim()
			if (!job) throw new Error('nothing is to be posted')
			await store.jobs.again(job, store.clock.now() + hour, 'asked to wait')
			await on.assign(cast.diego, ticket, cast.diego)
			expect(await claim()).toEqual([])
			store.clock.advance(hour)
			expect(await posted()).toEqual([['slack', ticket.id]])
			expect(await store.jobs.nextDue()).toBeUndefined()
		})

		test('a promise that is about to be missed is said once, however it comes', async () => {
			await show(cast.diego)
			const ticket = await open(cast.ada)
			await posted()
			const set = { ...on.act(cast.diego), ticket: ticket.id, priority: 'urgent' } as const
			allowed(await store.tickets.setPriority(set))
			expect(await store.tickets.warnOfTargets(ticket.createdAt + hour, 9)).toBe(1)
			expect(await posted()).toEqual([['slack', ticket.id, 'answer']])
			expect(await posted()).toEqual([])
			allowed(await store.tickets.setPriority({ ...set, priority: 'high' }))
			// Both at once, beside something that is being shown.
			const [held] = await claim()
			expect(held).not.toHaveProperty('warning')
			expect(await store.tickets.warnOfTargets(ticket.createdAt + 99 * hour, 9)).toBe(2)
			await on.announce()
			await done(held)
			expect(await posted()).toEqual([['slack', ticket.id, 'answer']])
			expect(await posted()).toEqual([['slack', ticket.id, 'solve']])
			expect(await posted()).toEqual([])
			expect(await store.jobs.nextDue()).toBeUndefined()
		})

		test('a room that is lost or closed shows nothing more, and keeps nothing', async () => {
			await show(cast.diego)
			await show(cast.diego, {}, other)
			const ticket = await open(cast.ada)
			await posted()
			await store.triage.forget(room)
			await on.assign(cast.diego, ticket, cast.diego)
			expect(await posted()).toEqual([['teams', ticket.id]])
			expect(await store.triage.card(room, ticket.id)).toBeUndefined()
			expect(await store.triage.ticketAt(room, `message ${ticket.id}`)).toBeUndefined()
			// Whoever was just posting is too late.
			await store.triage.stands(room, ticket.id, 'late')
			await show(cast.diego)
			expect(await store.triage.ticketAt(room, 'late')).toBeUndefined()
			expect(await store.triage.card(room, ticket.id)).not.toHaveProperty('standing')
			expect(await store.triage.card(room, '424242')).toBeUndefined()
			expect(await store.triage.card(room, 'x')).toBeUndefined()
		})
	})
}
