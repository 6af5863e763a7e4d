import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { IncomingFile } from '../../src/domain/comment.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import type { Announcing } from './announcing.ts'
import { announcing } from './announcing.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const sheet: IncomingFile = {
	name: 'sheet.csv',
	size: 11,
	type: 'text/csv',
	at: 'store',
	key: 'k1',
	sha256: 'ab'.repeat(32),
}

/** What every store of tickets does when what became a comment is changed where it was written. */
export function describeEdits(name: string, makeStore: MakeStore): void {
	describe(`comments that are changed in a chat, in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		let on: Announcing
		let ticket: Ticket
		const source = 'slack:T1:D1:1700000000.000100'
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			on = announcing(store, cast)
			ticket = await on.open(cast.ada)
		})
		afterEach(() => store.close())

		const say = async (
			by: Account,
			more: {
				readonly public?: boolean
				readonly files?: readonly IncomingFile[]
				readonly once?: string
			} = {},
		) =>
			allowed(
				await store.tickets.addComment({
					...on.act(by),
					ticket: ticket.id,
					text: 'The toner is empty.',
					files: [],
					source,
					...more,
				}),
			)
		const restore = (by: Account, text: string) =>
			store.tickets.editComment({ ...on.act(by), source, text, restore: true })
		const edit = (by: Account, text: string, of = source) =>
			store.tickets.editComment({ ...on.act(by), source: of, text })
		const withdraw = (by: Account, of = source) =>
			store.tickets.withdrawComment({ ...on.act(by), source: of })
		const last = async () =>
			(await store.tickets.conversation(cast.diego, ticket.id, { size: 1 })).comments[0]
		const finds = async (search: string) =>
			(await store.tickets.list(cast.ada, { scope: 'requested', sort: 'activity', size: 9, search })).tickets
				.length

		test('Ada corrects what she wrote: it is marked, found by its new words, and keeps its place', async () => {
			const said = await say(cast.ada)
			store.clock.advance(5000)
			const edited = allowed(await edit(cast.ada, 'The drum is broken.'))
			expect(edited.ticket.number).toBe(ticket.number)
			expect(edited.ticket.activityAt).toBe(said.ticket.activityAt)
			expect(await last()).toMatchObject({
				sequence: 2,
				text: 'The drum is broken.',
				editedAt: store.clock.now(),
				withdrawn: false,
			})
			expect(await finds('drum')).toBe(1)
			expect(await finds('toner')).toBe(0)
		})

		test('the same text again is no change', async () => {
			await say(cast.ada)
			expect(await edit(cast.ada, 'The toner is empty.')).toEqual({ refused: 'unchanged' })
			expect(await edit(cast.ada, 'The toner\0 is empty.')).toEqual({ refused: 'unchanged' })
			expect((await last())?.editedAt).toBeUndefined()
		})

		test('Ada takes it back: its text, words and files go, its place stays', async () => {
			await say(cast.ada, { files: [sheet] })
			const [file] = (await last())?.attachments ?? []
			expect(await store.tickets.unusedFiles(['k1'])).toEqual([])
			allowed(await withdraw(cast.ada))
			const comment = await last()
			expect(comment).toMatchObject({ sequence: 2, text: '', withdrawn: true, attachments: [] })
			expect(comment?.editedAt).toBeUndefined()
			expect(await finds('toner')).toBe(0)
			expect(await store.tickets.file(cast.ada, file?.id ?? '')).toBeUndefined()
			expect(await store.tickets.unusedFiles(['k1'])).toEqual(['k1'])
			expect(await withdraw(cast.ada)).toEqual({ refused: 'unchanged' })
			expect(await edit(cast.ada, 'Back again')).toEqual({ refused: 'unchanged' })
			expect((await on.say(cast.ada, ticket)).sequence).toBe(3)
		})

		test('Ada brings it back: its words can be found again, its files are gone, and nobody else may', async () => {
			await say(cast.ada, { files: [sheet] })
			allowed(await withdraw(cast.ada))
			expect(await restore(cast.carla, 'The toner is empty.')).toEqual({ refused: 'forbidden' })
			expect(await restore(cast.mallory, 'The toner is empty.')).toEqual({ refused: 'absent' })
			expect(await last()).toMatchObject({ text: '', withdrawn: true })
			allowed(await restore(cast.ada, 'The toner is empty.'))
			expect(await last()).toMatchObject({
				sequence: 2,
				text: 'The toner is empty.',
				editedAt: store.clock.now(),
				withdrawn: false,
				attachments: [],
			})
			expect(await finds('toner')).toBe(1)
			expect(await restore(cast.ada, 'The toner is empty.')).toEqual({ refused: 'unchanged' })
			const entries = await store.tickets.history(cast.diego, ticket.id, { size: 9 })
			expect(entries.map(({ kind }) => kind)).toEqual(
				expect.arrayContaining(['commented', 'withdrawn', 'restored']),
			)
			allowed(await withdraw(cast.ada))
			await on.setStatus(cast.diego, ticket, 'closed')
			expect(await restore(cast.ada, 'x')).toEqual({ refused: 'closed' })
		})

		test('nobody changes what others wrote: who may see it may not, to others it does not exist', async () => {
			await say(cast.ada)
			await on.copy(cast.ada, ticket, cast.ben.email)
			for (const change of [(by: Account) => edit(by, 'Mine now'), (by: Account) => withdraw(by)]) {
				for (const by of [cast.ben, cast.carla, cast.diego]) {
					expect(await change(by)).toEqual({ refused: 'forbidden' })
				}
				expect(await change(cast.mallory)).toEqual({ refused: 'absent' })
			}
			expect(await edit(cast.ada, 'x', 'slack:T1:D1:0')).toEqual({ refused: 'absent' })
			expect(await withdraw(cast.ada, 'slack:T1:D1:0')).toEqual({ refused: 'absent' })
			expect(await last()).toMatchObject({ text: 'The toner is empty.', withdrawn: false })
		})

		test('who may not read it any more cannot change it either', async () => {
			await on.copy(cast.ada, ticket, cast.ben.email)
			await say(cast.ben)
			allowed(await store.tickets.removeCc({ ...on.act(cast.ada), ticket: ticket.id, email: cast.ben.email }))
			expect(await edit(cast.ben, 'x')).toEqual({ refused: 'absent' })
			expect(await withdraw(cast.ben)).toEqual({ refused: 'absent' })
		})

		test('a note is its writer’s as long as they are an agent', async () => {
			await say(cast.diego, { public: false })
			expect(await edit(cast.ada, 'x')).toEqual({ refused: 'absent' })
			allowed(await edit(cast.diego, 'Call her.'))
			await store.accounts.change(cast.diego.id, { role: 'user' })
			expect(await edit(cast.diego, 'x')).toEqual({ refused: 'absent' })
		})

		test('of a closed request nothing changes', async () => {
			await say(cast.ada)
			await on.setStatus(cast.diego, ticket, 'closed')
			expect(await edit(cast.ada, 'x')).toEqual({ refused: 'closed' })
			expect(await withdraw(cast.ada)).toEqual({ refused: 'closed' })
			expect(await edit(cast.carla, 'x')).toEqual({ refused: 'forbidden' })
		})

		test('the follow-up that it began is what it changes', async () => {
			await on.setStatus(cast.diego, ticket, 'closed')
			const { ticket: next } = await say(cast.ada)
			expect(allowed(await edit(cast.ada, 'The drum.')).ticket.number).toBe(next.number)
		})

		test('the same change arriving twice happens once, and the same message is one comment', async () => {
			await say(cast.ada, { once: 'm' })
			await say(cast.ada, { once: 'm' })
			const change = { ...on.act(cast.ada), source, text: 'The drum.', once: 'e' }
			const [a, b] = await Promise.all([store.tickets.editComment(change), store.tickets.editComment(change)])
			expect(b).toEqual(a)
			allowed(a)
			await on.say(cast.ada, ticket)
			const second = await say(cast.ada)
			expect(second.sequence).toBe(4)
			allowed(await edit(cast.ada, 'The first of both.'))
			expect((await last())?.text).toBe('The toner is empty.')
		})

		test('nobody is told, but where a message stands for the request it is shown anew', async () => {
			const identity = { platform: 'slack', space: 'T1', user: 'UADA' }
			await on.link(identity, cast.ada)
			const notice = await on.one()
			await store.notices.show(notice, { identity, reference: 'D1:1.0' })
			await on.settle(notice)
			await on.assign(cast.diego, ticket, cast.diego)
			await say(cast.ada)
			await on.told()
			allowed(await edit(cast.ada, 'The drum.'))
			expect(await on.one()).toMatchObject({ account: cast.ada.id, waiting: [] })
			allowed(await withdraw(cast.ada))
			expect(await on.told()).toEqual([])
		})

		test('what was written in a chat is not changed from there once it has lost its account', async () => {
			const identity = { platform: 'slack', space: 'T1', user: 'UADA' }
			const link = async (of: Account) => {
				const expiresAt = store.clock.now() + 1000
				await store.links.issueCode({ identity, account: of.id, hash: 'right', expiresAt, tries: 5 })
				await store.links.link({ identity, name: 'ada', hash: 'right' })
			}
			await link(cast.ada)
			await say(cast.ada)
			const elsewhere = 'slack:T11:D1:1700000000.000100'
			allowed(
				await store.tickets.addComment({
					...on.act(cast.ada),
					ticket: ticket.id,
					text: 'Elsewhere',
					files: [],
					source: elsewhere,
				}),
			)
			await store.links.erase(identity)
			expect(await edit(cast.ada, 'x')).toEqual({ refused: 'absent' })
			allowed(await edit(cast.ada, 'x', elsewhere))
		})
	})
}
