import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { Announcing } from './announcing.ts'
import { announcing, lease } from './announcing.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

/** Who hears of what people do, in every store of notices. */
export function describeRecipients(name: string, makeStore: MakeStore): void {
	describe(`who is told in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		let on: Announcing
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			on = announcing(store, cast)
		})
		afterEach(() => store.close())

		test('Ada hears that her request was received, and of Diego’s answer with its status; Diego of hers', async () => {
			const ticket = await on.open(cast.ada)
			expect(await on.told()).toEqual([['ada', ['received']]])
			await on.assign(cast.diego, ticket, cast.diego)
			await on.say(cast.diego, ticket, { status: 'solved' })
			expect(await on.told()).toEqual([['ada', ['answer', 'status']]])
			await on.say(cast.ada, ticket)
			expect(await on.told()).toEqual([['diego', ['answer', 'status']]])
		})

		test('Ada hears nothing of what she opens herself', async () => {
			const act = { ...on.act(cast.ada), subject: 'Printer', text: 'It does not print.', files: [] }
			allowed(await store.tickets.open(act))
			expect(await on.announce()).toBe(1)
			expect(await store.notices.nextDue()).toBeUndefined()
		})

		test('who is on a duplicate hears once that it goes on elsewhere, and whoever has it there nothing', async () => {
			const [duplicate, other] = [await on.open(cast.ada), await on.open(cast.carla)]
			await on.copy(cast.ada, duplicate, cast.ben.email)
			await on.setStatus(cast.diego, duplicate, 'solved')
			await on.told()
			const by = { ...on.act(cast.diego), ticket: duplicate.id }
			allowed(await store.tickets.merge({ ...by, into: other.id }))
			await on.announce()
			const at = (await store.notices.nextDue()) ?? 0
			store.clock.advance(Math.max(0, at - store.clock.now()))
			const notices = await on.claim()
			expect(notices.map(({ ticket }) => ticket)).toEqual([duplicate.id, duplicate.id])
			expect(notices.map(({ account }) => account).toSorted()).toEqual([cast.ada.id, cast.ben.id].toSorted())
			for (const { waiting } of notices) {
				expect(waiting.map(({ kind }) => kind)).toEqual(['status'])
				expect(waiting[0]?.event).toMatchObject({ to: 'closed', into: other.number })
			}
		})

		test('what is told carries the event: who, when, what', async () => {
			const ticket = await on.open(cast.ada)
			await on.told()
			await on.assign(cast.diego, ticket, cast.diego)
			const at = store.clock.now()
			await on.say(cast.diego, ticket, { status: 'solved' })
			const notice = await on.one()
			const by = { id: cast.diego.id, name: 'Diego Sala', role: 'agent' }
			expect(notice).toEqual({
				standing: [],
				account: cast.ada.id,
				ticket: ticket.id,
				number: ticket.number,
				fence: expect.any(Number),
				tries: 0,
				waiting: [
					{ id: expect.any(String), kind: 'answer', event: { kind: 'commented', at, by, sequence: 2 } },
					{
						id: expect.any(String),
						kind: 'status',
						event: { kind: 'status', at, by, from: 'open', to: 'solved' },
					},
				],
			})
		})

		test('Ben hears that he was copied, and of what follows until he is not any more', async () => {
			const ticket = await on.open(cast.ada)
			await on.copy(cast.ada, ticket, cast.ben.email)
			expect(await on.told()).toEqual([
				['ada', ['received']],
				['ben', ['copied']],
			])
			await on.say(cast.diego, ticket)
			await on.say(cast.ben, ticket)
			expect(await on.told()).toEqual([
				['ada', ['answer', 'answer']],
				['ben', ['answer']],
			])
			const leave = { ...on.act(cast.ben), ticket: ticket.id, email: cast.ben.email }
			await on.say(cast.diego, ticket)
			allowed(await store.tickets.removeCc(leave))
			expect(await on.told()).toEqual([['ada', ['answer']]])
		})

		test('who was copied by a mere address hears that, and nothing of what is said', async () => {
			const ticket = await on.open(cast.ada)
			await on.copy(cast.ada, ticket, 'eva@nowhere.example')
			const eva = await store.accounts.byEmail('eva@nowhere.example')
			await on.say(cast.diego, ticket)
			expect(await on.told()).toEqual([
				[eva?.id, ['copied']],
				['ada', ['received', 'answer']],
			])
		})

		test('Diego hears that he is to take it, of notes and of all that is said, once it is his', async () => {
			const ticket = await on.open(cast.ada)
			const boss = await store.accounts.add({
				email: 'boss@support.example',
				firstName: 'Bo',
				lastName: 'Ss',
				role: 'admin',
			})
			if (!boss) throw new Error('there is a boss already')
			await on.say(cast.ada, ticket)
			await on.told()
			await on.assign(boss, ticket, cast.diego)
			await on.say(boss, ticket, { public: false })
			await on.say(cast.ada, ticket)
			expect(await on.told()).toEqual([['diego', ['assigned', 'answer', 'answer']]])
			await on.assign(boss, ticket, undefined)
			await on.say(cast.ada, ticket)
			expect(await on.told()).toEqual([])
		})

		test('Carla follows her organization’s requests if she asked for it, by whichever channel', async () => {
			const opened = async () => {
				await on.open(cast.ada)
				return (await on.told()).filter(([who]) => who !== 'ada')
			}
			const choose = (organization: 'chat' | 'mail' | 'off') =>
				store.accounts.setPreferences(cast.carla.id, { notices: { organization } })
			expect(await opened()).toEqual([])
			for (const channel of ['chat', 'mail'] as const) {
				await choose(channel)
				expect(await opened()).toEqual([['carla', ['organization']]])
			}
			await store.accounts.setPreferences(cast.mallory.id, { notices: { organization: 'mail' } })
			expect(await opened()).toEqual([['carla', ['organization']]])
			await store.accounts.setGrant(cast.acme.id, 'none')
			expect(await opened()).toEqual([])
			await store.accounts.setGrant(cast.acme.id, 'see')
			await choose('off')
			expect(await opened()).toEqual([])
		})

		test('a follow-up is received by its requester and told to who is copied, but for who began it', async () => {
			const ticket = await on.open(cast.ada)
			await on.copy(cast.ada, ticket, cast.ben.email)
			await on.setStatus(cast.diego, ticket, 'closed')
			await on.told()
			const { ticket: next } = await on.say(cast.ben, ticket)
			expect(await on.announce()).toBe(1)
			store.clock.advance(60_000)
			const [notice, ...others] = await on.claim()
			expect(others).toEqual([])
			expect(notice).toMatchObject({
				account: cast.ada.id,
				number: next.number,
				waiting: [{ kind: 'received', event: { kind: 'opened', followUpOf: ticket.number } }],
			})
		})

		test('each event is announced once, also where two do it at the same instant', async () => {
			const ticket = await on.open(cast.ada)
			await on.say(cast.diego, ticket)
			await Promise.all([1, 2, 3].map(() => store.notices.announce(ticket.id)))
			expect(await store.notices.log({ size: 9 })).toHaveLength(2)
			await store.notices.announce('424242')
			await store.notices.announce('nonsense')
			expect(await on.told()).toEqual([['ada', ['received', 'answer']]])
		})

		test('an act leaves one thing to announce, however many events it has', async () => {
			const ticket = await on.open(cast.ada)
			expect(await on.announce()).toBe(1)
			await on.assign(cast.diego, ticket, cast.diego)
			expect(await on.announce()).toBe(1)
			const refused = { ...on.act(cast.mallory), ticket: ticket.id, text: 'x', files: [] }
			expect(await store.tickets.addComment(refused)).toEqual({ refused: 'absent' })
			expect(await on.announce()).toBe(0)
		})

		test('a disabled Ada hears nothing', async () => {
			const ticket = await on.open(cast.ada)
			await on.told()
			await store.accounts.change(cast.ada.id, { disabled: true })
			await on.say(cast.diego, ticket)
			expect(await on.told()).toEqual([])
		})

		test('who are asked for at once each come with their choices and chats', async () => {
			const identity = { platform: 'slack', space: 'T1', user: 'UADA' }
			await on.link(identity, cast.ada)
			await store.accounts.setPreferences(cast.ben.id, { notices: { answer: 'mail' } })
			const ids = [cast.ben.id, '999', cast.ada.id, cast.ben.id]
			const [ben, nobody, ada, again] = await Promise.all(ids.map(id => store.notices.recipient(id)))
			expect(ben).toEqual({ account: cast.ben, preferences: { notices: { answer: 'mail' } }, chats: [] })
			expect(nobody).toBeUndefined()
			expect(ada).toMatchObject({ account: cast.ada, preferences: { notices: {} }, chats: [{ identity }] })
			expect(again).toEqual(ben)
		})

		test('what is asked for at once each is given as they may see it now', async () => {
			const ticket = await on.open(cast.ada)
			await on.say(cast.diego, ticket)
			await on.say(cast.diego, ticket, { public: false })
			await store.accounts.mute({ ...on.act(cast.ada), ticket: ticket.id, until: store.clock.now() + lease })
			const seen = async (viewer: Account, number: number, comments: readonly number[] = []) => {
				const situation = await store.notices.situation(viewer, number, comments)
				return situation && [situation.comments.map(({ sequence }) => sequence), situation.muted]
			}
			const { number } = ticket
			expect(
				await Promise.all([
					seen(cast.ada, number, [1, 3]),
					seen(cast.diego, number, [1, 3]),
					seen(cast.carla, number),
					seen(cast.mallory, number, [1, 2]),
					seen(cast.diego, 999, [1]),
				]),
			).toEqual([[[1, 2], true], [[1, 2, 3], false], [[2], false], undefined, undefined])
			const situation = await store.notices.situation(cast.diego, number, [3])
			const { comments } = await store.tickets.conversation(cast.diego, ticket.id, { from: 2, size: 9 })
			expect(situation).toEqual({
				ticket: await store.tickets.find(cast.diego, number),
				comments,
				muted: false,
			})
		})

		test('where a duplicate goes on is said to those who may see it there', async () => {
			const [duplicate, other] = [await on.open(cast.ada), await on.open(cast.mallory)]
			allowed(await store.tickets.merge({ ...on.act(cast.diego), ticket: duplicate.id, into: other.id }))
			const into = async (viewer: Account) =>
				(await store.notices.situation(viewer, duplicate.number, []))?.goesOn
			expect(await into(cast.diego)).toBe(other.number)
			await store.tickets.removeCc({ ...on.act(cast.diego), ticket: other.id, email: cast.ada.email })
			expect(await into(cast.ada)).toBeUndefined()
		})
	})
}
