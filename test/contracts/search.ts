import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import { writeCursor } from '../../adapters/database/tickets/cursor.ts'
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

		test('an organization’s are found among its own, newest first, over pages and back', async () => {
			const mine = [await open(cast.ada, 'Payroll saga'), await open(cast.carla, 'Payroll')]
			await open(cast.mallory, 'Payroll')
			for (let i = 0; i < 40; i += 1) await say(cast.ada, mine[0] as Ticket, `payroll w${i}`)
			mine.push(await open(cast.ada, 'Payroll'))
			const newest = mine.map(ticket => ticket.number).toReversed()
			expect(await find(cast.carla, 'payroll', 'organization')).toEqual(newest)
			expect(await find(cast.carla, 'saga w39', 'organization')).toEqual([newest[2]])
			const query = { scope: 'organization', sort: 'created', size: 1, search: 'payroll' } as const
			const page = async (cursor = '') => store.tickets.list(cast.carla, { ...query, cursor })
			const there = [await page()]
			for (let next = there[0]?.next; next; next = there.at(-1)?.next) there.push(await page(next))
			expect(there.flatMap(each => each.tickets.map(ticket => ticket.number))).toEqual(newest)
			const back = await page(there[2]?.previous)
			expect(back.tickets).toEqual(there[1]?.tickets)
			expect((await page(back.previous)).tickets).toEqual(there[0]?.tickets)
		})

		test('places that nobody was given show nothing of others, and fail for nobody', async () => {
			const mine = await open(cast.ada, 'Payroll')
			await open(cast.mallory, 'Payroll')
			const numbers = [0, 1, mine.number, mine.number + 1, 2 ** 30 - 1, 2 ** 30, 999_999_999_999_999]
			for (const direction of ['before', 'after'] as const) {
				for (const number of numbers) {
					const cursor = writeCursor('created', { direction, key: [number] })
					for (const [viewer, scope] of [
						[cast.ada, 'requested'],
						[cast.ben, 'ccd'],
						[cast.carla, 'organization'],
					] as const) {
						const query = { scope, sort: 'created', size: 5, search: 'payroll', cursor } as const
						const { tickets } = await store.tickets.list(viewer, query)
						// Where nothing is at a place, the list begins anew.
						const what = `${scope} ${direction} ${number}`
						expect(
							tickets.map(ticket => ticket.number),
							what,
						).toEqual(scope === 'ccd' ? [] : [mine.number])
					}
					const queue = { queue: 'all', sort: 'created', size: 5, search: 'payroll', cursor } as const
					const all = (await store.tickets.queue(cast.diego, queue)).tickets
					expect(all.length, `${direction} ${number}`).toBeGreaterThan(0)
				}
			}
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
