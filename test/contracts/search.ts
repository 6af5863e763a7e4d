import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { Scope, Ticket } from '../../src/domain/ticket.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

/** What every store of tickets finds by words. */
export function describeSearch(name: string, makeStore: MakeStore): void {
	describe(`search in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		const via = 'test'
		const open = async (by: Account, subject: string, text = '.') =>
			allowed(await store.tickets.open({ by: by.id, via, subject, text, files: [] })).ticket
		const say = async (by: Account, ticket: Ticket, text: string, more: { readonly public?: boolean } = {}) =>
			allowed(await store.tickets.addComment({ by: by.id, via, ticket: ticket.id, text, files: [], ...more }))
		const find = async (viewer: Account, search: string, scope: Scope = 'requested') =>
			(await store.tickets.list(viewer, { scope, sort: 'activity', size: 10, search })).tickets.map(
				ticket => ticket.number,
			)

		test('all words must occur, in the subject or the comments, as whole words or beginnings', async () => {
			const { number, ...ticket } = await open(cast.ada, 'Printer on fire', 'Third floor')
			await say(cast.diego, { number, ...ticket }, 'Call the brigade')
			for (const found of ['printer', 'PRINT', 'pri', 'fire third', 'brig floor print', 'on', `${number}`]) {
				expect(await find(cast.ada, found), found).toEqual([number])
			}
			for (const missed of ['pr', 'o', 'inter', 'printer water', 'printers']) {
				expect(await find(cast.ada, missed), missed).toEqual([])
			}
		})

		test('accents and capitals do not matter, in any script', async () => {
			const ticket = await open(cast.ada, 'La città è già CHIUSA', 'Straße Ελλάδα Москва')
			for (const found of ['citta', 'CITTÀ gia', 'e\u0300', 'ελλαδα', 'МОСКВА', 'straße']) {
				expect(await find(cast.ada, found), found).toEqual([ticket.number])
			}
		})

		test('only what one may see is found, and notes only by agents', async () => {
			const ticket = await open(cast.ada, 'Payroll', 'Wrong amount')
			await say(cast.diego, ticket, 'Suspicious', { public: false })
			expect(await find(cast.carla, 'payroll', 'organization')).toEqual([ticket.number])
			expect(await find(cast.mallory, 'payroll', 'organization')).toEqual([])
			expect(await find(cast.mallory, 'payroll')).toEqual([])
			for (const [viewer, scope] of [
				[cast.ada, 'requested'],
				[cast.carla, 'organization'],
			] as const) {
				expect(await find(viewer, 'suspicious', scope)).toEqual([])
			}
			const own = await open(cast.diego, 'Mine')
			await say(cast.diego, own, 'Suspicious', { public: false })
			expect(await find(cast.diego, 'susp mine')).toEqual([own.number])
		})

		test('who is copied finds it, until they are no longer', async () => {
			const ticket = await open(cast.ada, 'Payroll')
			const act = { by: cast.ada.id, via, ticket: ticket.id, email: cast.ben.email }
			allowed(await store.tickets.addCc(act))
			expect(await find(cast.ben, 'payroll', 'ccd')).toEqual([ticket.number])
			allowed(await store.tickets.removeCc(act))
			expect(await find(cast.ben, 'payroll', 'ccd')).toEqual([])
		})

		test('newest first, filtered by status as well; blank is no search, and signs find nothing', async () => {
			const [a, b, c] = [
				await open(cast.ada, 'Mail'),
				await open(cast.ada, 'Mail'),
				await open(cast.ada, 'Mail'),
			]
			allowed(await store.tickets.setStatus({ by: cast.diego.id, via, ticket: b.id, status: 'pending' }))
			await say(cast.ada, a, 'news')
			expect(await find(cast.ada, 'mail')).toEqual([c.number, b.number, a.number])
			const query = { scope: 'requested', sort: 'status', size: 10, search: 'mail' } as const
			const stillOpen = await store.tickets.list(cast.ada, { ...query, status: 'open' })
			expect(stillOpen.tickets.map(ticket => ticket.number)).toEqual([c.number, a.number])
			expect(stillOpen.counts).toEqual({ open: 2, awaiting: 1, solved: 0 })
			expect(await find(cast.ada, ' \t')).toHaveLength(3)
			expect(await find(cast.ada, '***')).toEqual([])
		})

		test('a long conversation is found once, by early and late words, over pages', async () => {
			const long = await open(cast.ada, 'Saga', 'word beginning')
			const short = await open(cast.ada, 'Tale', 'word')
			for (let i = 0; i < 70; i += 1) await say(cast.ada, long, `word w${i}`)
			expect(await find(cast.ada, 'word')).toEqual([short.number, long.number])
			expect(await find(cast.ada, 'saga w69')).toEqual([long.number])
			expect(await find(cast.ada, 'saga w1')).toEqual([long.number])
			const query = { scope: 'requested', sort: 'created', size: 1, search: 'word' } as const
			const first = await store.tickets.list(cast.ada, query)
			const second = await store.tickets.list(cast.ada, { ...query, cursor: first.next ?? '' })
			expect([first, second].map(page => page.tickets[0]?.number)).toEqual([short.number, long.number])
			expect(second.next).toBeUndefined()
			const back = await store.tickets.list(cast.ada, { ...query, cursor: second.previous ?? '' })
			expect(back.tickets).toEqual(first.tickets)
		})

		test('any search text is safe', async () => {
			const ticket = await open(cast.ada, 'Plain words', 'and or not near')
			const hostile = [
				'"',
				"'",
				'*',
				'(',
				')',
				'"words',
				"w'ords",
				'words*',
				'NOT words',
				'OR',
				'NEAR(a b)',
				'{a b}: c',
				'words:x',
				'search:words',
				'^words',
				'a AND',
				'+-',
				'\\',
				'%',
				'_',
				'\0',
				'wo\0rds',
				'\ud800',
				':*',
				'\u{1f525}',
				'r:1',
				`r:${cast.mallory.id}`,
				`o:${cast.acme.id}`,
				'n:words',
				'& | !',
				"' | 'x':*",
				'x'.repeat(5000),
				Array.from({ length: 2000 }, (_, i) => `w${i}`).join(' '),
			]
			for (const text of hostile)
				await expect(find(cast.ada, text), text.slice(0, 30)).resolves.toBeInstanceOf(Array)
			for (const text of ['words*', '"words"', '(plain', 'NOT words']) {
				expect(await find(cast.ada, text), text).toEqual([ticket.number])
			}
			expect(await find(cast.mallory, `r:${cast.ada.id}`)).toEqual([])
		})

		test('a beginning of very many words finds them all', async () => {
			const ticket = await open(
				cast.ada,
				'Codes',
				Array.from({ length: 300 }, (_, i) => `code${i}x`).join(' '),
			)
			const other = await open(cast.ada, 'Other', 'codex')
			for (const found of ['cod', 'code'])
				expect(await find(cast.ada, found)).toEqual([other.number, ticket.number])
			expect(await find(cast.ada, 'code2')).toEqual([ticket.number])
			expect(await find(cast.ada, 'code299')).toEqual([ticket.number])
			expect(await find(cast.ada, Array.from({ length: 12 }, (_, i) => `cod code${i}`).join(' '))).toEqual([
				ticket.number,
			])
		})

		test('a comment of nothing but different words does not break anything', async () => {
			const ticket = await open(cast.ada, 'Flood')
			const flood = Array.from({ length: 9_000 }, (_, i) => `x${(i * 7919).toString(36)}`).join(' ')
			for (let i = 0; i < 12; i += 1) await say(cast.ada, ticket, `${flood.replaceAll('x', `y${i}`)} end${i}`)
			expect(await find(cast.ada, 'flood')).toEqual([ticket.number])
			await say(cast.ada, ticket, 'Sorry for the noise')
			expect(await find(cast.ada, 'flood sorry')).toEqual([ticket.number])
		})
	})
}
