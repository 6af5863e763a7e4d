import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { ccsPerTicket } from '../../src/rules/limits.ts'
import type { Announcing } from './announcing.ts'
import { announcing } from './announcing.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

/** What every store of tickets does with what agents do to them, and with what requesters say of it. */
export function describeDesk(name: string, makeStore: MakeStore): void {
	describe(`the work of agents in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		let on: Announcing
		let emma: Account
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			on = announcing(store, cast)
			const names = { email: 'emma@support.example', firstName: 'Emma', lastName: 'Lund' }
			emma = (await store.accounts.add({ ...names, role: 'agent' })) as Account
		})
		afterEach(() => store.close())

		const read = async ({ number }: Ticket) => (await store.tickets.find(cast.diego, number)) as Ticket
		const answer = (by: Account, { id }: Ticket, seen?: number, more: { public?: boolean } = {}) =>
			store.tickets.addComment({
				...on.act(by),
				ticket: id,
				text: 'Is it on?',
				files: [],
				...(seen !== undefined && { seen }),
				...more,
			})
		const prioritize = (by: Account, { id }: Ticket, priority: 'low' | 'urgent') =>
			store.tickets.setPriority({ ...on.act(by), ticket: id, priority })
		const merge = (by: Account, { id }: Ticket, into: Pick<Ticket, 'id'>) =>
			store.tickets.merge({ ...on.act(by), ticket: id, into: into.id })
		const rate = (by: Account, { id }: Ticket, good: boolean, text?: string) =>
			store.tickets.rate({ ...on.act(by), ticket: id, good, ...(text !== undefined && { text }) })
		const history = async ({ id }: Ticket, viewer = cast.diego) =>
			store.tickets.history(viewer, id, { size: 99 })

		test('an address without an account gets one with the request that is opened for it, and not without', async () => {
			const email = 'nina@new.example'
			const act = { ...on.act(cast.diego), requester: email, subject: 'Lamp', text: 'Dark.', files: [] }
			const size = null as unknown as number
			const unkept = {
				name: 'lamp.png',
				type: 'image/png',
				at: 'store',
				key: 'k',
				sha256: 's',
				size,
			} as const
			await expect(store.tickets.open({ ...act, files: [unkept] })).rejects.toThrow()
			expect(await store.accounts.byEmail(email)).toBeUndefined()

			const both = await Promise.all([1, 2].map(() => store.tickets.open({ ...act, once: 'm1' })))
			const [{ ticket }, again] = both.map(allowed) as [{ ticket: Ticket }, { ticket: Ticket }]
			expect(again.ticket.number).toBe(ticket.number)
			const nina = (await store.accounts.byEmail(email)) as Account
			expect(nina).toMatchObject({ role: 'user', proved: false, disabled: false, firstName: '' })
			expect(ticket.requester).toEqual({ id: nina.id, name: 'nina', role: 'user' })
			const [account, by] = [{ id: nina.id }, { id: cast.diego.id }]
			const made = { what: 'made', account, by, via: 'test', to: 'user' }
			expect(await store.accounts.history({ account: nina.id, size: 9 })).toMatchObject([made])
			expect((await history(ticket)).map(({ kind }) => kind)).toEqual(['opened'])
		})

		test('two agents who open for the same new address at once make one account', async () => {
			const act = { requester: 'nina@new.example', subject: 'Lamp', text: 'Dark.', files: [] }
			const opened = await Promise.all(
				[cast.diego, emma].map(agent => store.tickets.open({ ...on.act(agent), ...act })),
			)
			const [one, other] = opened.map(result => allowed(result).ticket)
			expect(one?.number).not.toBe(other?.number)
			expect(one?.requester.id).toBe(other?.requester.id)
		})

		test('nothing is opened for an account that is disabled', async () => {
			await store.accounts.change(cast.ada.id, { disabled: true })
			const act = { ...on.act(cast.diego), requester: cast.ada.email, once: 'm1' }
			const open = () => store.tickets.open({ ...act, subject: 'Lamp', text: 'Dark.', files: [] })
			expect(await open()).toEqual({ refused: 'disabled' })
			await store.accounts.change(cast.ada.id, { disabled: false })
			expect(allowed(await open()).ticket.requester.id).toBe(cast.ada.id)
		})

		test('whoever answers past another agent is told before anything is sent', async () => {
			const ticket = await on.open(cast.ada)
			allowed(await answer(emma, ticket, 1))
			expect(await answer(cast.diego, ticket, 1)).toEqual({ refused: 'overtaken' })
			expect((await read(ticket)).lastSequence).toBe(2)
			allowed(await answer(cast.diego, ticket, 2))
			// One's own answers, notes, and words of those who ask overtake nobody.
			allowed(await answer(cast.diego, ticket, 2))
			allowed(await answer(emma, ticket, 4, { public: false }))
			await on.say(cast.ada, ticket)
			allowed(await answer(cast.diego, ticket, 4))
			// Emma's note came after Diego's answer was seen, and goes past nobody's.
			allowed(await answer(emma, ticket, 2, { public: false }))
			allowed(await answer(emma, ticket))
			expect(await answer(cast.ada, ticket, 1)).toMatchObject({ followUp: false })
		})

		test('what an agent was shown of a conversation only grows, and is theirs alone', async () => {
			const ticket = await on.open(cast.ada)
			const seen = (by: Account) => store.tickets.seen(by.id, ticket.id)
			const saw = (by: Account, sequence: number) =>
				store.tickets.saw({ by: by.id, ticket: ticket.id, sequence })
			expect(await seen(cast.diego)).toBeUndefined()
			await saw(cast.diego, 3)
			await saw(cast.diego, 2)
			await Promise.all([saw(emma, 4), saw(emma, 5), saw(emma, 1)])
			expect([await seen(cast.diego), await seen(emma)]).toEqual([3, 5])
			expect(await store.tickets.seen(cast.diego.id, 'x')).toBeUndefined()
		})

		test('two agents who answer at the same instant: one of them is told', async () => {
			const ticket = await on.open(cast.ada)
			const both = await Promise.all([answer(emma, ticket, 1), answer(cast.diego, ticket, 1)])
			expect(both.filter(result => 'refused' in result)).toEqual([{ refused: 'overtaken' }])
		})

		test('the priority is for agents, and stays on what is closed', async () => {
			const ticket = await on.open(cast.ada)
			expect(await prioritize(cast.ada, ticket, 'urgent')).toEqual({ refused: 'forbidden' })
			expect(await prioritize(cast.mallory, ticket, 'urgent')).toEqual({ refused: 'absent' })
			expect(allowed(await prioritize(cast.diego, ticket, 'urgent')).ticket.priority).toBe('urgent')
			expect(await prioritize(cast.diego, ticket, 'urgent')).toEqual({ refused: 'unchanged' })
			await on.setStatus(cast.diego, ticket, 'closed')
			expect(await prioritize(cast.diego, ticket, 'low')).toEqual({ refused: 'forbidden' })
			expect((await read(ticket)).priority).toBe('urgent')
		})

		test('a duplicate is closed, and its people follow the one in which it goes on', async () => {
			const [duplicate, other] = [await on.open(cast.ben), await on.open(cast.ada)]
			await on.copy(cast.ben, duplicate, cast.mallory.email)
			await on.copy(cast.ben, duplicate, cast.ada.email)
			const { ticket } = allowed(await merge(cast.diego, duplicate, other))
			expect(ticket).toMatchObject({ number: other.number, status: 'new', lastSequence: 2 })
			expect(ticket.ccs.map(person => person.id)).toEqual([cast.ben.id, cast.mallory.id])
			expect(ticket.mergedInto).toBeUndefined()
			expect(await read(duplicate)).toMatchObject({ status: 'closed', mergedInto: other.number })
			expect((await read(duplicate)).waitingSince).toBeUndefined()
			for (const one of [duplicate, other]) {
				const { comments } = await store.tickets.conversation(cast.diego, one.id, { size: 1 })
				const [note] = comments
				expect(note).toMatchObject({ public: false, author: { id: cast.diego.id } })
				expect(note?.text).toContain(`#${duplicate.number}`)
				expect(note?.text).toContain(`#${other.number}`)
			}
			const found = { scope: 'ccd', sort: 'activity', size: 9, search: 'printer' } as const
			expect((await store.tickets.list(cast.ben, found)).tickets).toMatchObject([{ number: other.number }])
			expect((await store.tickets.list(cast.ben, found)).counts).toEqual({ open: 1, awaiting: 0, solved: 0 })
			expect(await store.tickets.find(cast.ben, other.number)).toBeDefined()
		})

		test('what cannot be merged stays as it is', async () => {
			const [ticket, other, closed] = [
				await on.open(cast.ada),
				await on.open(cast.ada),
				await on.open(cast.ada),
			]
			await on.setStatus(cast.diego, closed, 'closed')
			expect(await merge(cast.ada, ticket, other)).toEqual({ refused: 'forbidden' })
			expect(await merge(cast.mallory, ticket, other)).toEqual({ refused: 'absent' })
			expect(await merge(cast.diego, ticket, ticket)).toEqual({ refused: 'unchanged' })
			expect(await merge(cast.diego, ticket, closed)).toEqual({ refused: 'closed' })
			expect(await merge(cast.diego, closed, ticket)).toEqual({ refused: 'closed' })
			expect(await merge(cast.diego, ticket, { id: '424242' })).toEqual({ refused: 'absent' })
			expect(await merge(cast.diego, ticket, { id: 'x' })).toEqual({ refused: 'absent' })
			for (const one of [ticket, other]) expect(await read(one)).toMatchObject({ status: 'new', ccs: [] })
		})

		test('as many people come along as there is room for, and both ways at once is once', async () => {
			const [ticket, other] = [await on.open(cast.ben), await on.open(cast.ada)]
			for (let i = 1; i < ccsPerTicket; i += 1) await on.copy(cast.diego, other, `p${i}@x.example`)
			await on.copy(cast.ben, ticket, cast.mallory.email)
			const both = await Promise.all([merge(cast.diego, ticket, other), merge(emma, other, ticket)])
			expect(both.filter(result => 'refused' in result)).toEqual([{ refused: 'closed' }])
			const [left] = both.flatMap(result => ('ticket' in result ? [result.ticket] : []))
			expect(left?.ccs).toHaveLength(ccsPerTicket)
			const people = left && [left.requester.id, ...left.ccs.map(person => person.id)]
			expect(people).toContain(cast.ben.id)
			expect(people).toContain(cast.ada.id)
		})

		test('what has no room for whoever asked is not merged', async () => {
			const [ticket, other] = [await on.open(cast.ben), await on.open(cast.ada)]
			for (let i = 0; i < ccsPerTicket; i += 1) await on.copy(cast.diego, other, `p${i}@x.example`)
			expect(await merge(cast.diego, ticket, other)).toEqual({ refused: 'full' })
			expect((await read(ticket)).status).toBe('new')
			// Whoever is there already needs none.
			const own = await on.open(cast.ada)
			await on.copy(cast.ada, own, cast.ben.email)
			expect(allowed(await merge(cast.diego, own, other)).ticket.ccs).toHaveLength(ccsPerTicket)
		})

		test('what was solved and is opened again stays so', async () => {
			const ticket = await on.open(cast.ada)
			const reopened = async () => (await read(ticket)).reopened
			await on.setStatus(cast.diego, ticket, 'pending')
			await on.setStatus(cast.diego, ticket, 'solved')
			expect(await reopened()).toBeUndefined()
			await on.say(cast.ada, ticket)
			expect(await reopened()).toBe(true)
			await on.setStatus(cast.diego, ticket, 'closed')
			expect(await reopened()).toBe(true)
		})

		test('Ada says how it went, once it is solved, and may say it anew', async () => {
			const ticket = await on.open(cast.ada)
			expect(await rate(cast.ada, ticket, true)).toEqual({ refused: 'forbidden' })
			await on.setStatus(cast.diego, ticket, 'solved')
			expect(await rate(cast.carla, ticket, true)).toEqual({ refused: 'forbidden' })
			expect(await rate(cast.diego, ticket, true)).toEqual({ refused: 'forbidden' })
			expect(await rate(cast.mallory, ticket, true)).toEqual({ refused: 'absent' })
			const first = allowed(await rate(cast.ada, ticket, false, 'Slow.')).ticket
			expect(first.rating).toEqual({ good: false, text: 'Slow.', at: store.clock.now() })
			expect(await rate(cast.ada, ticket, false, 'Slow.')).toEqual({ refused: 'unchanged' })
			await on.setStatus(cast.diego, ticket, 'closed')
			store.clock.advance(1000)
			const { rating, activityAt } = allowed(await rate(cast.ada, ticket, true)).ticket
			expect(rating).toEqual({ good: true, at: store.clock.now() })
			expect(activityAt).toBe(first.activityAt)
			const closed = { queue: 'all', status: 'closed', sort: 'activity', size: 9 } as const
			expect((await store.tickets.queue(cast.diego, closed)).tickets).toMatchObject([{ rating }])
		})

		test('every change is in the history, by whom and from where, newest first, for agents', async () => {
			const ticket = await on.open(cast.ada)
			await on.assign(cast.diego, ticket, emma)
			await on.assign(cast.diego, ticket, undefined)
			await on.copy(cast.ada, ticket, cast.ben.email)
			allowed(await prioritize(emma, ticket, 'urgent'))
			await on.say(cast.diego, ticket, { public: false })
			await on.say(cast.diego, ticket, { status: 'solved' })
			allowed(await rate(cast.ada, ticket, false))
			const other = await on.open(cast.ada)
			allowed(await merge(cast.diego, ticket, other))
			const entries = await history(ticket)
			expect(entries.map(({ kind, by, from, to, sequence }) => [kind, by?.name, from, to, sequence])).toEqual(
				[
					['merged', 'Diego Sala', undefined, String(other.number), undefined],
					['status', 'Diego Sala', 'solved', 'closed', undefined],
					['noted', 'Diego Sala', undefined, undefined, 4],
					['rated', 'Ada Rossi', undefined, 'bad', undefined],
					['status', 'Diego Sala', 'open', 'solved', undefined],
					['commented', 'Diego Sala', undefined, undefined, 3],
					['noted', 'Diego Sala', undefined, undefined, 2],
					['priority', 'Emma Lund', 'normal', 'urgent', undefined],
					['cc-added', 'Ada Rossi', undefined, 'Ben Kay', undefined],
					['assigned', 'Diego Sala', undefined, undefined, undefined],
					['assigned', 'Diego Sala', undefined, 'Emma Lund', undefined],
					['status', 'Diego Sala', 'new', 'open', undefined],
					['opened', 'Diego Sala', undefined, undefined, undefined],
				],
			)
			expect(entries.every(({ via, at }) => via === 'test' && at === store.clock.now())).toBe(true)
			expect((await history(other)).find(entry => entry.kind === 'merged')).toMatchObject({
				from: String(ticket.number),
			})
			const { id: before } = entries[1] ?? { id: '' }
			const part = await store.tickets.history(cast.diego, ticket.id, { before, size: 2 })
			expect(part).toEqual(entries.slice(2, 4))
			for (const viewer of [cast.ada, cast.mallory, { ...cast.diego, disabled: true }]) {
				expect(await history(ticket, viewer)).toEqual([])
			}
			expect(await history({ ...ticket, id: 'x' })).toEqual([])
		})
	})
}
