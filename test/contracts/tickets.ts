import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { ccsPerTicket } from '../../src/rules/limits.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import { collected } from './collected.ts'
import type { MakeStore, TestStore } from './store.ts'

/** What every store of tickets does with what people do to them. */
export function describeTickets(name: string, makeStore: MakeStore): void {
	describe(`acts on tickets in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		const via = 'test'
		const open = async (by: Account, more: { readonly subject?: string; readonly once?: string } = {}) =>
			allowed(
				await store.tickets.open({
					by: by.id,
					via,
					subject: 'Printer',
					text: 'It does not print.',
					files: [],
					...more,
				}),
			).ticket
		const say = (
			by: Account,
			ticket: Ticket,
			more: Partial<Parameters<TestStore['tickets']['addComment']>[0]> = {},
		) =>
			store.tickets.addComment({ by: by.id, via, ticket: ticket.id, text: 'Any news?', files: [], ...more })
		const setStatus = (
			by: Account,
			ticket: Ticket,
			status: 'open' | 'pending' | 'hold' | 'solved' | 'closed',
		) => store.tickets.setStatus({ by: by.id, via, ticket: ticket.id, status })
		const assign = (by: Account, ticket: Ticket, to: Account | undefined) =>
			store.tickets.assign({ by: by.id, via, ticket: ticket.id, assignee: to?.id })
		const copy = (by: Account, ticket: Ticket, email: string) =>
			store.tickets.addCc({ by: by.id, via, ticket: ticket.id, email })
		const uncopy = (by: Account, ticket: Ticket, email: string) =>
			store.tickets.removeCc({ by: by.id, via, ticket: ticket.id, email })

		test('Ada opens a request: it is new, hers and of her organization, with her text as its first comment', async () => {
			const ticket = await open(cast.ada)
			expect(ticket).toEqual({
				id: expect.any(String),
				number: expect.any(Number),
				subject: 'Printer',
				status: 'new',
				priority: 'normal',
				requester: { id: cast.ada.id, name: 'Ada Rossi', role: 'user' },
				organization: { id: cast.acme.id, name: 'Acme' },
				ccs: [],
				waitingSince: store.clock.now(),
				targets: {},
				createdAt: store.clock.now(),
				activityAt: store.clock.now(),
				lastSequence: 1,
			})
			expect(ticket.number).toBeGreaterThan(1000)
			const { comments } = await store.tickets.conversation(cast.ada, ticket.id, { size: 5 })
			expect(comments).toEqual([
				{
					sequence: 1,
					author: ticket.requester,
					public: true,
					text: 'It does not print.',
					createdAt: store.clock.now(),
					withdrawn: false,
					attachments: [],
				},
			])
		})

		test('Diego opens one on behalf of Ada; Ada may not do that for Carla', async () => {
			const act = { via, subject: 'By phone', text: 'She called.', files: [] }
			const { ticket } = allowed(
				await store.tickets.open({ ...act, by: cast.diego.id, requester: cast.ada.email }),
			)
			expect(ticket.requester.id).toBe(cast.ada.id)
			expect(ticket.organization?.id).toBe(cast.acme.id)
			for (const requester of [cast.carla.email, 'nina@new.example']) {
				const refused = await store.tickets.open({ ...act, by: cast.ada.id, requester })
				expect(refused).toEqual({ refused: 'forbidden' })
			}
			expect(await store.accounts.byEmail('nina@new.example')).toBeUndefined()
			const own = await store.tickets.open({ ...act, by: cast.ada.id, requester: cast.ada.email })
			expect(allowed(own).ticket.requester.id).toBe(cast.ada.id)
		})

		test('a ticket that is not Mallory’s is one that does not exist, whatever she tries', async () => {
			const ticket = await open(cast.ada)
			const absent = { refused: 'absent' }
			const nowhere = { ...ticket, id: '424242', number: 424242 }
			for (const target of [ticket, nowhere, { ...ticket, id: "1' or 1=1", number: Number.NaN }]) {
				expect(await store.tickets.find(cast.mallory, target.number)).toBeUndefined()
				expect(await store.tickets.conversation(cast.mallory, target.id, { size: 5 })).toEqual({
					comments: [],
					older: false,
					newer: false,
				})
				expect(await say(cast.mallory, target)).toEqual(absent)
				expect(await setStatus(cast.mallory, target, 'solved')).toEqual(absent)
				expect(await assign(cast.mallory, target, undefined)).toEqual(absent)
				expect(await copy(cast.mallory, target, cast.mallory.email)).toEqual(absent)
				expect(await uncopy(cast.mallory, target, cast.mallory.email)).toEqual(absent)
			}
		})

		test('a conversation goes back and forth: who speaks moves the status', async () => {
			const ticket = await open(cast.ada)
			store.clock.advance(1000)
			const answered = allowed(await say(cast.diego, ticket, { text: 'Is it on?', status: 'pending' }))
			expect(answered).toMatchObject({ sequence: 2, followUp: false, ticket: { status: 'pending' } })
			expect(answered.ticket.activityAt).toBe(store.clock.now())
			expect(allowed(await say(cast.ada, ticket)).ticket.status).toBe('open')
			expect(allowed(await setStatus(cast.diego, ticket, 'hold')).ticket.status).toBe('hold')
			allowed(await copy(cast.ada, ticket, cast.ben.email))
			expect(allowed(await say(cast.ben, ticket)).ticket.status).toBe('open')
			expect(allowed(await say(cast.diego, ticket, { status: 'solved' })).ticket.status).toBe('solved')
			expect(allowed(await say(cast.ada, ticket)).ticket).toMatchObject({ status: 'open', lastSequence: 6 })
		})

		test('an answer opens a new ticket; a customer’s addition leaves it new; the clock never turns activity back', async () => {
			const ticket = await open(cast.ada)
			const before = ticket.activityAt
			store.clock.advance(-60_000)
			expect(allowed(await say(cast.ada, ticket)).ticket).toMatchObject({ status: 'new', activityAt: before })
			expect(allowed(await say(cast.diego, ticket)).ticket.status).toBe('open')
		})

		test('notes are for agents: Ada neither reads, counts on, nor writes them, and no activity betrays one', async () => {
			const ticket = await open(cast.ada)
			store.clock.advance(1000)
			const noted = allowed(await say(cast.diego, ticket, { text: 'She is a VIP.', public: false }))
			expect(noted.ticket).toMatchObject({ status: 'new', activityAt: ticket.activityAt, lastSequence: 2 })
			expect(await say(cast.ada, ticket, { public: false })).toEqual({ refused: 'forbidden' })
			const read = async (viewer: Account) =>
				(await store.tickets.conversation(viewer, ticket.id, { size: 9 })).comments.map(c => c.sequence)
			expect(await read(cast.ada)).toEqual([1])
			expect(await read(cast.diego)).toEqual([1, 2])
			expect(await store.tickets.conversation(cast.ada, ticket.id, { before: 2, size: 5 })).toMatchObject({
				newer: false,
			})
			expect(await store.tickets.conversation(cast.diego, ticket.id, { before: 2, size: 5 })).toMatchObject({
				newer: true,
			})
		})

		test('only agents set a status with their answer', async () => {
			const ticket = await open(cast.ada)
			expect(await say(cast.ada, ticket, { status: 'solved' })).toEqual({ refused: 'forbidden' })
			expect((await store.tickets.find(cast.ada, ticket.number))?.lastSequence).toBe(1)
		})

		test('the long conversation is read in parts, from either end', async () => {
			const ticket = await open(cast.ada)
			for (let i = 2; i <= 7; i += 1) allowed(await say(cast.ada, ticket))
			const read = async (part: { before?: number; from?: number; size: number }) => {
				const found = await store.tickets.conversation(cast.ada, ticket.id, part)
				return [found.comments.map(c => c.sequence), found.older, found.newer]
			}
			expect(await read({ size: 3 })).toEqual([[5, 6, 7], true, false])
			expect(await read({ size: 7 })).toEqual([[1, 2, 3, 4, 5, 6, 7], false, false])
			expect(await read({ before: 5, size: 3 })).toEqual([[2, 3, 4], true, true])
			expect(await read({ before: 2, size: 3 })).toEqual([[1], false, true])
			expect(await read({ before: 1, size: 3 })).toEqual([[], false, true])
			expect(await read({ from: 1, size: 3 })).toEqual([[1, 2, 3], false, true])
			expect(await read({ from: 6, size: 3 })).toEqual([[6, 7], true, false])
			expect(await read({ from: 8, size: 3 })).toEqual([[], true, false])
		})

		test('writing to a closed request starts a follow-up with the same people', async () => {
			const ticket = await open(cast.ada)
			allowed(await copy(cast.ada, ticket, cast.ben.email))
			allowed(await setStatus(cast.diego, ticket, 'closed'))
			const followed = allowed(await say(cast.ben, ticket, { text: 'It is back.', once: 'again' }))
			expect(followed).toMatchObject({ followUp: true, sequence: 1 })
			expect(followed.ticket).toMatchObject({
				subject: 'Printer',
				status: 'new',
				requester: { id: cast.ada.id },
				organization: { id: cast.acme.id },
				followUpOf: ticket.number,
				lastSequence: 1,
			})
			expect(followed.ticket.ccs.map(person => person.id)).toEqual([cast.ben.id])
			expect(followed.ticket.number).not.toBe(ticket.number)
			expect(await store.tickets.find(cast.ada, ticket.number)).toMatchObject({
				status: 'closed',
				lastSequence: 1,
			})
			expect(await say(cast.ben, ticket, { text: 'It is back.', once: 'again' })).toEqual(followed)
			const byDiego = allowed(await say(cast.diego, ticket, { status: 'pending' }))
			expect(byDiego.ticket).toMatchObject({ status: 'pending', requester: { id: cast.ada.id } })
		})

		test('closed is final: nothing is set, assigned, copied or noted on it, but Ben may leave', async () => {
			const ticket = await open(cast.ada)
			allowed(await copy(cast.ada, ticket, cast.ben.email))
			allowed(await setStatus(cast.diego, ticket, 'closed'))
			const forbidden = { refused: 'forbidden' }
			expect(await setStatus(cast.diego, ticket, 'open')).toEqual(forbidden)
			expect(await setStatus(cast.diego, ticket, 'closed')).toEqual({ refused: 'unchanged' })
			expect(await assign(cast.diego, ticket, cast.diego)).toEqual(forbidden)
			for (const person of [cast.ada, cast.diego]) {
				expect(await copy(person, ticket, cast.mallory.email)).toEqual({ refused: 'closed' })
				expect(await uncopy(person, ticket, cast.ben.email)).toEqual({ refused: 'closed' })
			}
			expect(await copy(cast.carla, ticket, cast.carla.email)).toEqual(forbidden)
			expect(await uncopy(cast.carla, ticket, cast.ben.email)).toEqual(forbidden)
			expect(await copy(cast.mallory, ticket, cast.mallory.email)).toEqual({ refused: 'absent' })
			expect(await say(cast.diego, ticket, { public: false })).toEqual(forbidden)
			allowed(await uncopy(cast.ben, ticket, cast.ben.email))
			expect(await store.tickets.find(cast.ben, ticket.number)).toBeUndefined()
		})

		test('Ada marks her request solved once somebody has taken it, and only that', async () => {
			const ticket = await open(cast.ada)
			expect(await setStatus(cast.ada, ticket, 'solved')).toEqual({ refused: 'forbidden' })
			expect(allowed(await assign(cast.diego, ticket, cast.diego)).ticket).toMatchObject({
				status: 'open',
				assignee: { id: cast.diego.id, name: 'Diego Sala', role: 'agent' },
			})
			expect(await setStatus(cast.ada, ticket, 'pending')).toEqual({ refused: 'forbidden' })
			expect(await setStatus(cast.carla, ticket, 'solved')).toEqual({ refused: 'forbidden' })
			expect(allowed(await setStatus(cast.ada, ticket, 'solved')).ticket.status).toBe('solved')
			expect(await setStatus(cast.ada, ticket, 'solved')).toEqual({ refused: 'unchanged' })
		})

		test('Diego works: statuses, assignments, and nothing for nothing', async () => {
			const ticket = await open(cast.ada)
			expect(await assign(cast.ada, ticket, cast.diego)).toEqual({ refused: 'forbidden' })
			expect(await assign(cast.diego, ticket, cast.ada)).toEqual({ refused: 'forbidden' })
			expect(await assign(cast.diego, ticket, undefined)).toEqual({ refused: 'unchanged' })
			allowed(await assign(cast.diego, ticket, cast.diego))
			expect(await assign(cast.diego, ticket, cast.diego)).toEqual({ refused: 'unchanged' })
			expect(allowed(await assign(cast.diego, ticket, undefined)).ticket.assignee).toBeUndefined()
			expect(await setStatus(cast.diego, ticket, 'open')).toEqual({ refused: 'unchanged' })
			expect(allowed(await setStatus(cast.diego, ticket, 'pending')).ticket.status).toBe('pending')
		})

		test('Carla sees her colleague’s request as her organization allows, and no more', async () => {
			const ticket = await open(cast.ada)
			const carla = async () => (await store.accounts.byId(cast.carla.id)) as Account
			const sees = async () => (await store.tickets.find(await carla(), ticket.number)) !== undefined
			expect(await sees()).toBe(true)
			expect(await say(cast.carla, ticket)).toEqual({ refused: 'forbidden' })
			await store.accounts.setGrant(cast.acme.id, 'comment')
			allowed(await say(cast.carla, ticket))
			await store.accounts.setGrant(cast.acme.id, 'none')
			expect(await sees()).toBe(false)
			expect(await say(cast.carla, ticket)).toEqual({ refused: 'absent' })
			await store.accounts.change(cast.carla.id, { grant: 'comment' })
			allowed(await say(cast.carla, ticket))
		})

		test('rights are read when the act happens: a disabled Ada does nothing more', async () => {
			const ticket = await open(cast.ada)
			await store.accounts.change(cast.ada.id, { disabled: true })
			expect(await say(cast.ada, ticket)).toEqual({ refused: 'absent' })
			const act = { by: cast.ada.id, via, subject: 'More', text: 'More', files: [] }
			expect(await store.tickets.open(act)).toEqual({ refused: 'absent' })
			expect(await store.tickets.open({ ...act, by: 'nobody' })).toEqual({ refused: 'absent' })
		})

		test('Ada copies people: known ones, and an address that gets an unproved account', async () => {
			const ticket = await open(cast.ada)
			expect(allowed(await copy(cast.ada, ticket, cast.ben.email)).ticket.ccs.map(p => p.id)).toEqual([
				cast.ben.id,
			])
			expect(await copy(cast.ada, ticket, cast.ben.email)).toEqual({ refused: 'unchanged' })
			expect(await copy(cast.ada, ticket, cast.ada.email)).toEqual({ refused: 'unchanged' })
			expect(await copy(cast.ben, ticket, 'friend@elsewhere.example')).toEqual({ refused: 'forbidden' })
			expect(await copy(cast.carla, ticket, cast.carla.email)).toEqual({ refused: 'forbidden' })
			const added = allowed(await copy(cast.diego, ticket, 'eva@nowhere.example')).ticket.ccs
			expect(added.map(person => person.name)).toEqual(['Ben Kay', 'eva'])
			const eva = (await store.accounts.byEmail('eva@nowhere.example')) as Account
			expect(eva).toMatchObject({ proved: false, role: 'user', disabled: false })
			expect(await store.tickets.find(eva, ticket.number)).toBeUndefined()
			expect(await uncopy(cast.ben, ticket, eva.email)).toEqual({ refused: 'forbidden' })
			expect(allowed(await uncopy(cast.ada, ticket, eva.email)).ticket.ccs.map(p => p.id)).toEqual([
				cast.ben.id,
			])
			expect(await uncopy(cast.ada, ticket, eva.email)).toEqual({ refused: 'unchanged' })
			expect(allowed(await uncopy(cast.ben, ticket, cast.ben.email)).ticket.ccs).toEqual([])
		})

		test('no more people are copied than the limit', async () => {
			const ticket = await open(cast.ada)
			for (let i = 0; i < ccsPerTicket; i += 1) allowed(await copy(cast.ada, ticket, `p${i}@many.example`))
			expect(await copy(cast.ada, ticket, 'one@many.example')).toEqual({ refused: 'full' })
			expect(await copy(cast.ada, ticket, 'p0@many.example')).toEqual({ refused: 'unchanged' })
			expect(await copy(cast.carla, ticket, 'one@many.example')).toEqual({ refused: 'forbidden' })
			expect(await store.accounts.byEmail('one@many.example')).toBeUndefined()
		})

		test('the same act arriving twice has its effect once, also at the same instant', async () => {
			const once = 'T1.trigger'
			const [a, b] = await Promise.all([open(cast.ada, { once }), open(cast.ada, { once })])
			expect(b).toEqual(a)
			const [first, second] = await Promise.all([say(cast.ada, a, { once }), say(cast.ada, a, { once })])
			expect(second).toEqual(first)
			expect(await say(cast.ada, a, { once })).toEqual(first)
			expect(allowed(first)).toMatchObject({ sequence: 2, ticket: { lastSequence: 2 } })
			// The key is Ada's: it gives Mallory nothing of hers.
			expect(await say(cast.mallory, a, { once })).toEqual({ refused: 'absent' })
			const mine = { scope: 'requested', sort: 'activity', size: 10 } as const
			expect((await store.tickets.list(cast.ada, mine)).counts.open).toBe(1)
		})

		test('refused, then allowed, with the same key: only what had an effect is kept', async () => {
			const ticket = await open(cast.ada)
			const [once, email] = ['T1.trigger', cast.ben.email]
			const copies = () => store.tickets.addCc({ by: cast.carla.id, via, ticket: ticket.id, email, once })
			const leaves = () => store.tickets.removeCc({ by: cast.ben.id, via, ticket: ticket.id, email, once })
			const refused = { refused: 'forbidden' }
			const together = [say(cast.carla, ticket, { once }), say(cast.carla, ticket, { once })]
			expect(await Promise.all(together)).toEqual([refused, refused])
			expect(await copies()).toEqual(refused)
			expect(await leaves()).toEqual({ refused: 'absent' })
			await store.accounts.setGrant(cast.acme.id, 'comment')
			await store.accounts.change(cast.carla.id, { role: 'agent' })
			const said = allowed(await say(cast.carla, ticket, { once }))
			expect(said.sequence).toBe(2)
			expect(await say(cast.carla, ticket, { once })).toEqual(said)
			expect(allowed(await copies()).ticket.ccs).toHaveLength(1)
			expect(allowed(await copies()).ticket.ccs).toHaveLength(1)
			expect(allowed(await leaves()).ticket.ccs).toHaveLength(0)
			expect(allowed(await leaves()).ticket.ccs).toHaveLength(0)
		})

		test('many at once on one ticket: every comment is there, in an order without gaps', async () => {
			const ticket = await open(cast.ada)
			const said = await Promise.all(
				Array.from({ length: 12 }, (_, i) => say(i % 2 ? cast.ada : cast.diego, ticket, { text: `${i}` })),
			)
			const sequences = said.map(result => allowed(result).sequence).toSorted((a, b) => a - b)
			expect(sequences).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
			const { comments } = await store.tickets.conversation(cast.ada, ticket.id, { from: 1, size: 99 })
			expect(comments).toHaveLength(13)
		})

		test('any text is kept as it is, but for the NUL that a database cannot hold', async () => {
			const text =
				'a\0b \u{1f5a8}\u{fe0f} \u202e <!channel> \'; drop table tickets; -- \\ %_ "\r\n\t' +
				'x'.repeat(60_000)
			const ticket = await open(cast.ada, { subject: 'è \0 ✓' })
			allowed(await say(cast.ada, ticket, { text }))
			const { comments } = await store.tickets.conversation(cast.ada, ticket.id, { size: 1 })
			expect(comments[0]?.text).toBe(text.replace('\0', ''))
			expect(ticket.subject).toBe('è  ✓')
		})

		test('Ada’s data is all hers, with what she may read of it, and nothing else', async () => {
			const first = await open(cast.ada)
			await open(cast.carla)
			allowed(await say(cast.diego, first, { text: 'Note', public: false }))
			allowed(await say(cast.diego, first, { text: 'Answer' }))
			const second = await open(cast.ada, { subject: 'Second' })
			const exported: { number: number; texts: string[] }[] = []
			for await (const { ticket, comments } of store.tickets.exportFor(cast.ada)) {
				const texts = (await collected(comments)).map(comment => comment.text)
				exported.push({ number: ticket.number, texts })
			}
			expect(exported).toEqual([
				{ number: first.number, texts: ['It does not print.', 'Answer'] },
				{ number: second.number, texts: ['It does not print.'] },
			])
		})

		test('what someone wrote on requests of others is theirs too, long after they could see these', async () => {
			const ticket = await open(cast.ada, { subject: 'Secret' })
			allowed(await copy(cast.ada, ticket, cast.ben.email))
			const sheet = { name: 'sheet.csv', size: 11, type: 'text/csv', at: 'store' as const }
			const files = [{ ...sheet, key: 'k1', sha256: 'ab'.repeat(32) }]
			const source = 'slack:T1:D1:1.1'
			allowed(await say(cast.ben, ticket, { text: 'Mine', files, source }))
			allowed(await say(cast.ada, ticket, { text: 'Hers' }))
			allowed(await say(cast.diego, ticket, { text: 'A note', public: false }))
			for (let i = 0; i < 60; i += 1) allowed(await say(cast.ben, ticket, { text: `Mine ${i}` }))
			store.clock.advance(5)
			allowed(await store.tickets.editComment({ by: cast.ben.id, via, source, text: 'Mine, mended' }))
			allowed(await uncopy(cast.ada, ticket, cast.ben.email))
			const own = await open(cast.ben)
			expect(await store.tickets.find(cast.ben, ticket.number)).toBeUndefined()
			const wrote = await collected(store.tickets.writtenBy(cast.ben))
			expect(wrote.map(({ text }) => text)).toEqual([
				'Mine, mended',
				...Array.from({ length: 60 }, (_, i) => `Mine ${i}`),
			])
			expect(wrote[0]).toEqual({
				number: ticket.number,
				sequence: 2,
				public: true,
				text: 'Mine, mended',
				createdAt: store.clock.now() - 5,
				editedAt: store.clock.now(),
				withdrawn: false,
				attachments: [
					{ id: expect.any(String), name: 'sheet.csv', size: 11, type: 'text/csv', state: 'stored' },
				],
			})
			expect(JSON.stringify(wrote)).not.toMatch(/Secret|Hers|A note/)
			expect(wrote.filter(({ number }) => number === own.number)).toEqual([])
			expect(await collected(store.tickets.writtenBy(cast.ada))).toEqual([])
			expect(await collected(store.tickets.writtenBy(cast.mallory))).toEqual([])
		})

		test('who no longer works for support is given their notes, once each', async () => {
			const ticket = await open(cast.diego)
			allowed(await say(cast.diego, ticket, { text: 'A note', public: false }))
			allowed(await say(cast.diego, await open(cast.ada), { text: 'Another', public: false }))
			const all = async (viewer: Account) => {
				const texts: string[] = []
				for await (const { comments } of store.tickets.exportFor(viewer))
					texts.push(...(await collected(comments)).map(({ text }) => text))
				return [...texts, ...(await collected(store.tickets.writtenBy(viewer))).map(({ text }) => text)]
			}
			const wrote = ['It does not print.', 'A note', 'Another']
			expect(await all(cast.diego)).toEqual(wrote)
			const former = await store.accounts.change(cast.diego.id, { role: 'user' })
			if (!former) throw new Error('there is no Diego')
			expect(await all(former)).toEqual(wrote)
		})
	})
}
