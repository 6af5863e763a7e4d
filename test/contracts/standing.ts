import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Identity } from '../../src/domain/identity.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { bursts, noticePace } from '../../src/rules/limits.ts'
import type { Announcing } from './announcing.ts'
import { announcing, lease } from './announcing.ts'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import { keptOf } from './collected.ts'
import type { MakeStore, TestStore } from './store.ts'

/** Where messages about tickets stand in people's chats, in every store of notices. */
export function describeStanding(name: string, makeStore: MakeStore): void {
	describe(`messages that stand in chats in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		let on: Announcing
		let ticket: Ticket
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			on = announcing(store, cast)
			await on.link(inSlack, cast.ada)
			await on.link(inTeams, cast.ada)
			ticket = await on.open(cast.ada)
		})
		afterEach(() => store.close())

		const inSlack: Identity = { platform: 'slack', space: 'T1', user: 'UADA' }
		const inTeams: Identity = { platform: 'teams', space: 'tenant', user: 'ada' }
		const at = (identity: Identity, reference: string) => ({ identity, reference })
		const ticketAt = (identity: Identity, reference: string) => store.notices.ticketAt(identity, reference)

		/** Ada is told, and then these messages stand. */
		const standing = async (...messages: ReturnType<typeof at>[]) => {
			const notice = await on.one()
			for (const message of messages) expect(await store.notices.show(notice, message)).toBe(true)
			await on.settle(notice)
		}
		/** Two of Ada's, one after the other, and those of others. */
		const everybodys = async () => {
			const first = await on.claim()
			store.clock.advance(noticePace)
			return [...first, ...(await on.claim())]
		}
		/** What the next notice of Ada's says that stands. */
		const next = async () => {
			await on.say(cast.diego, ticket)
			const notice = await on.one()
			await on.settle(notice)
			return notice.standing
		}

		test('the message that stands for a request is known, and shown anew after others’ and one’s own acts', async () => {
			const first = await on.one()
			expect(first.standing).toEqual([])
			expect(await store.notices.show(first, at(inSlack, 'D1:1.0'))).toBe(true)
			await on.settle(first)
			expect(await ticketAt(inSlack, 'D1:1.0')).toBe(ticket.number)
			expect(await ticketAt(inSlack, 'D1:2.0')).toBeUndefined()
			expect(await ticketAt({ ...inSlack, user: 'UMAL' }, 'D1:1.0')).toBeUndefined()
			expect(await ticketAt({ ...inSlack, space: 'T2' }, 'D1:1.0')).toBeUndefined()
			expect(await ticketAt({ ...inSlack, platform: 'teams' }, 'D1:1.0')).toBeUndefined()

			const said = store.clock.now()
			await on.say(cast.ada, ticket)
			const own = await on.one()
			expect(store.clock.now()).toBe(said + bursts.settle)
			expect(own).toMatchObject({ account: cast.ada.id, waiting: [], standing: [at(inSlack, 'D1:1.0')] })
			expect(await store.notices.show(own, at(inSlack, 'D1:3.0'))).toBe(true)
			await on.settle(own)
			expect(await store.notices.nextDue()).toBeUndefined()
			expect(await ticketAt(inSlack, 'D1:3.0')).toBe(ticket.number)
			expect(await ticketAt(inSlack, 'D1:1.0')).toBeUndefined()
			expect(await next()).toEqual([at(inSlack, 'D1:3.0')])
		})

		test('one stands in each chat of a person', async () => {
			await standing(at(inTeams, 'a:1'), at(inSlack, 'D1:1.0'))
			expect(await ticketAt(inSlack, 'D1:1.0')).toBe(ticket.number)
			expect(await ticketAt(inTeams, 'a:1')).toBe(ticket.number)
			await on.say(cast.ada, ticket)
			const notice = await on.one()
			expect(notice.standing).toEqual([at(inSlack, 'D1:1.0'), at(inTeams, 'a:1')])
			await store.notices.show(notice, at(inTeams, 'a:2'))
			await on.settle(notice)
			expect(await next()).toEqual([at(inSlack, 'D1:1.0'), at(inTeams, 'a:2')])
		})

		test('one stands for each request and each person', async () => {
			const inBens = { ...inSlack, user: 'UBEN' }
			await on.link(inBens, cast.ben)
			await on.copy(cast.diego, ticket, cast.ben.email)
			const other = await on.open(cast.ada)
			await on.announce()
			store.clock.advance(bursts.settle)
			const notices = await everybodys()
			for (const notice of notices) {
				const chat = notice.account === cast.ben.id ? inBens : inSlack
				await store.notices.show(notice, at(chat, `for ${notice.ticket}`))
				await on.settle(notice)
			}
			expect(notices).toHaveLength(3)
			expect(await ticketAt(inSlack, `for ${other.id}`)).toBe(other.number)
			await on.say(cast.diego, ticket)
			await on.say(cast.diego, other)
			await on.announce()
			store.clock.advance(bursts.spacing)
			const found = (await everybodys()).map(notice => [notice.account, notice.ticket, notice.standing])
			expect(found).toHaveLength(3)
			expect(found).toEqual(
				expect.arrayContaining([
					[cast.ada.id, ticket.id, [at(inSlack, `for ${ticket.id}`)]],
					[cast.ada.id, other.id, [at(inSlack, `for ${other.id}`)]],
					[cast.ben.id, ticket.id, [at(inBens, `for ${ticket.id}`)]],
				]),
			)
		})

		test('one that is gone no longer stands, in that chat only', async () => {
			await standing(at(inTeams, 'a:1'), at(inSlack, 'D1:1.0'))
			await on.say(cast.ada, ticket)
			const notice = await on.one()
			await store.notices.unshow(notice, inTeams)
			await store.notices.unshow(notice, { ...inSlack, space: 'T2' })
			await on.settle(notice)
			expect(await ticketAt(inTeams, 'a:1')).toBeUndefined()
			await store.notices.unshow(notice, inSlack)
			expect(await next()).toEqual([at(inSlack, 'D1:1.0')])
		})

		test('where none stands any more nothing is shown anew', async () => {
			await standing(at(inSlack, 'D1:1.0'))
			await on.say(cast.ada, ticket)
			const notice = await on.one()
			await store.notices.unshow(notice, inSlack)
			await on.settle(notice)
			await on.say(cast.ada, ticket)
			await on.announce()
			expect(await store.notices.nextDue()).toBeUndefined()
		})

		test('a note moves no message that stands in a requester’s chat', async () => {
			await standing(at(inSlack, 'D1:1.0'))
			await on.say(cast.diego, ticket, { public: false })
			await on.announce()
			expect(await store.notices.nextDue()).toBeUndefined()
		})

		test('an act during the claim that shows a message has it shown once more', async () => {
			const notice = await on.one()
			await store.notices.show(notice, at(inSlack, 'D1:1.0'))
			await on.say(cast.ada, ticket)
			await on.announce()
			await on.settle(notice)
			expect(await on.one()).toMatchObject({ waiting: [], standing: [at(inSlack, 'D1:1.0')] })
		})

		test('with a claim goes the right to say what stands', async () => {
			const lost = await on.one()
			store.clock.advance(lease)
			const [taken] = await on.claim()
			if (!taken) throw new Error('nothing is due')
			expect(await store.notices.show(lost, at(inSlack, 'D1:1.0'))).toBe(false)
			await store.notices.show(taken, at(inSlack, 'D1:2.0'))
			await store.notices.unshow(lost, inSlack)
			await on.settle(taken)
			expect(await next()).toEqual([at(inSlack, 'D1:2.0')])
		})

		test('of an identity that is forgotten no message stands any more', async () => {
			await standing(at(inSlack, 'D1:1.0'), at(inTeams, 'a:1'))
			await store.links.erase({ ...inSlack, user: 'UMAL' })
			expect(await ticketAt(inSlack, 'D1:1.0')).toBe(ticket.number)
			const kept = async () => (await keptOf(store, inSlack)).messages
			expect(await kept()).toEqual([{ number: ticket.number, reference: 'D1:1.0' }])
			await store.links.erase(inSlack)
			expect(await kept()).toEqual([])
			expect(await ticketAt(inSlack, 'D1:1.0')).toBeUndefined()
			expect(await next()).toEqual([at(inTeams, 'a:1')])
		})

		test('nor in a chat that is disconnected, there or from the portal', async () => {
			await standing(at(inSlack, 'D1:1.0'), at(inTeams, 'a:1'))
			await store.links.unlink(inSlack, cast.mallory.id)
			expect(await ticketAt(inSlack, 'D1:1.0')).toBe(ticket.number)
			await store.links.unlink(inSlack, cast.ada.id)
			expect(await ticketAt(inSlack, 'D1:1.0')).toBeUndefined()
			expect(await ticketAt(inTeams, 'a:1')).toBe(ticket.number)
			await store.links.unlink(inTeams)
			expect(await next()).toEqual([])
		})

		test('nor in one that is connected to another account; the same one changes nothing', async () => {
			await standing(at(inSlack, 'D1:1.0'), at(inTeams, 'a:1'))
			await on.link(inSlack, cast.ada)
			expect(await ticketAt(inSlack, 'D1:1.0')).toBe(ticket.number)
			await on.link(inSlack, cast.mallory)
			expect(await ticketAt(inSlack, 'D1:1.0')).toBeUndefined()
			await on.link(inSlack, cast.ada)
			expect(await next()).toEqual([at(inTeams, 'a:1')])
		})

		test('a message on its way to a chat that is disconnected meanwhile leaves nothing', async () => {
			const notice = await on.one()
			await store.links.unlink(inSlack)
			expect(await store.notices.show(notice, at(inSlack, 'D1:1.0'))).toBe(true)
			await on.link(inTeams, cast.mallory)
			expect(await store.notices.show(notice, at(inTeams, 'a:1'))).toBe(true)
			await on.settle(notice)
			expect(await ticketAt(inSlack, 'D1:1.0')).toBeUndefined()
			expect(await ticketAt(inTeams, 'a:1')).toBeUndefined()
		})

		test('nor at the same instant', async () => {
			for (let round = 0; round < 10; round += 1) {
				const notice = await on.one()
				await Promise.all([
					store.notices.show(notice, at(inSlack, 'D1:1.0')),
					round % 2 ? store.links.unlink(inSlack) : store.links.erase(inSlack),
				])
				await on.settle(notice)
				expect(await ticketAt(inSlack, 'D1:1.0'), `round ${round}`).toBeUndefined()
				await on.link(inSlack, cast.ada)
				await on.say(cast.diego, ticket)
			}
		})
	})
}
