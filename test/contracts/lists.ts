import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import { type Scope, scopes, type Ticket } from '../../src/domain/ticket.ts'
import type { ListQuery } from '../../src/ports/tickets.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

/** What every store of tickets answers when somebody asks for a list: which, in which order, how many. */
export function describeLists(name: string, makeStore: MakeStore): void {
	describe(`lists of tickets in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		const via = 'test'
		const open = async (by: Account, subject = 'Printer', text = 'It does not print.') => {
			store.clock.advance(1000)
			return allowed(await store.tickets.open({ by: by.id, via, subject, text, files: [] })).ticket
		}
		const say = (by: Account, ticket: Ticket, text: string, more: { readonly public?: boolean } = {}) => {
			store.clock.advance(1000)
			return store.tickets.addComment({ by: by.id, via, ticket: ticket.id, text, files: [], ...more })
		}
		const setStatus = async (ticket: Ticket, status: 'pending' | 'solved' | 'closed') => {
			store.clock.advance(1000)
			allowed(await store.tickets.setStatus({ by: cast.diego.id, via, ticket: ticket.id, status }))
		}
		const copy = async (ticket: Ticket, email: string) =>
			allowed(await store.tickets.addCc({ by: ticket.requester.id, via, ticket: ticket.id, email }))
		const list = async (viewer: Account, scope: Scope, more: Partial<ListQuery> = {}) => {
			const page = await store.tickets.list(viewer, { scope, sort: 'activity', size: 10, ...more })
			const counts = await store.tickets.counts(viewer, scopes)
			expect([...counts.keys()]).toEqual(scopes)
			expect(counts.get(scope)).toEqual(page.counts)
			return page
		}
		const numbers = async (viewer: Account, scope: Scope, more: Partial<ListQuery> = {}) =>
			(await list(viewer, scope, more)).tickets.map(ticket => ticket.number)
		const again = async (account: Account) => (await store.accounts.byId(account.id)) as Account

		test('each list holds its own: opened, copied, my organization’s', async () => {
			const mine = await open(cast.ada)
			const hers = await open(cast.carla)
			const elsewhere = await open(cast.mallory)
			await copy(elsewhere, cast.ada.email)
			expect(await numbers(cast.ada, 'requested')).toEqual([mine.number])
			expect(await numbers(cast.ada, 'ccd')).toEqual([elsewhere.number])
			expect(await numbers(cast.ada, 'organization')).toEqual([hers.number, mine.number])
			expect(await numbers(cast.ben, 'organization')).toEqual([])
			const { tickets } = await list(cast.ada, 'requested')
			expect(tickets).toEqual([
				{
					id: mine.id,
					number: mine.number,
					subject: 'Printer',
					status: 'new',
					priority: 'normal',
					requester: mine.requester,
					createdAt: mine.createdAt,
					activityAt: mine.activityAt,
				},
			])
		})

		test('by activity, creation or status; activity moves a ticket up in every list', async () => {
			const [a, b, c] = [await open(cast.ada), await open(cast.ada), await open(cast.ada)]
			for (const ticket of [a, b, c]) await copy(ticket, cast.ben.email)
			await setStatus(a, 'pending')
			await setStatus(c, 'solved')
			allowed(await say(cast.diego, b, 'Looking'))
			for (const [viewer, scope] of [
				[cast.ada, 'requested'],
				[cast.carla, 'organization'],
				[cast.ben, 'ccd'],
			] as const) {
				expect(await numbers(viewer, scope)).toEqual([b.number, c.number, a.number])
				expect(await numbers(viewer, scope, { sort: 'created' })).toEqual([c.number, b.number, a.number])
				expect(await numbers(viewer, scope, { sort: 'status' })).toEqual([b.number, a.number, c.number])
			}
		})

		test('a status filters the list but not the counts', async () => {
			const [a, b] = [await open(cast.ada), await open(cast.ada)]
			await setStatus(a, 'pending')
			await setStatus(b, 'closed')
			const c = await open(cast.ada)
			const counts = { open: 1, awaiting: 1, solved: 1 }
			for (const [status, ticket] of [
				['open', c],
				['awaiting', a],
				['solved', b],
			] as const) {
				const found = await list(cast.ada, 'requested', { status })
				expect(found.tickets.map(one => one.number)).toEqual([ticket.number])
				expect(found.counts).toEqual(counts)
			}
			expect((await list(cast.carla, 'organization')).counts).toEqual(counts)
		})

		test('pages go forth and back without a ticket twice or never, in every order', async () => {
			for (let i = 0; i < 7; i += 1) {
				const ticket = await open(cast.ada)
				await copy(ticket, cast.ben.email)
				if (i % 3 === 1) await setStatus(ticket, 'pending')
				if (i % 3 === 2) await setStatus(ticket, 'solved')
			}
			for (const [viewer, scope] of [
				[cast.ada, 'requested'],
				[cast.ben, 'ccd'],
				[cast.carla, 'organization'],
			] as const) {
				for (const more of [
					{ sort: 'activity' },
					{ sort: 'created' },
					{ sort: 'status' },
					{ sort: 'activity', search: 'print' },
					{ sort: 'status', status: 'open' },
				] as const) {
					const all = await list(viewer, scope, { ...more, size: 99 })
					const first = await list(viewer, scope, { ...more, size: 3 })
					const pages = [first]
					for (let page = first; page.next !== undefined; ) {
						page = await list(viewer, scope, { ...more, size: 3, cursor: page.next })
						pages.push(page)
					}
					expect(pages.flatMap(page => page.tickets)).toEqual(all.tickets)
					expect(first.previous).toBeUndefined()
					for (let i = pages.length - 1; i > 0; i -= 1) {
						const cursor = pages[i]?.previous
						expect(cursor).toBeDefined()
						const back = await list(viewer, scope, { ...more, size: 3, ...(cursor && { cursor }) })
						expect(back.tickets).toEqual(pages[i - 1]?.tickets)
					}
				}
			}
		})

		test('a cursor that no page gave is answered with the first page', async () => {
			for (let i = 0; i < 4; i += 1) await open(cast.ada)
			const first = await list(cast.ada, 'requested', { size: 2 })
			const byCreation = await list(cast.ada, 'requested', { size: 2, sort: 'created' })
			const beyond = Buffer.from('activity after 1 1').toString('base64url')
			for (const cursor of ['', 'x', '\0', 'ä'.repeat(50), byCreation.next ?? '', beyond, "' or 1=1 --"]) {
				expect(await list(cast.ada, 'requested', { size: 2, cursor })).toEqual(first)
			}
		})

		test('an organization that grants nothing shows nothing, and counts nothing', async () => {
			await open(cast.ada, 'Secret')
			await store.accounts.setGrant(cast.acme.id, 'none')
			const nothing = { tickets: [], counts: { open: 0, awaiting: 0, solved: 0 } }
			expect(await list(await again(cast.carla), 'organization')).toEqual(nothing)
			expect(await list(await again(cast.carla), 'organization', { search: 'secret' })).toEqual(nothing)
			await store.accounts.change(cast.carla.id, { grant: 'see' })
			expect((await list(await again(cast.carla), 'organization')).counts.open).toBe(1)
		})

		test('whoever is copied by a mere address sees it once the address is proved', async () => {
			const ticket = await open(cast.ada)
			await copy(ticket, 'eva@nowhere.example')
			const eva = (await store.accounts.byEmail('eva@nowhere.example')) as Account
			const nothing = { tickets: [], counts: { open: 0, awaiting: 0, solved: 0 } }
			expect(await list(eva, 'ccd')).toEqual(nothing)
			expect(await list(eva, 'ccd', { search: 'printer' })).toEqual(nothing)
			const identity = { platform: 'slack', space: 'T1', user: 'U1' }
			await store.links.issueCode({
				identity,
				account: eva.id,
				hash: 'h',
				tries: 5,
				expiresAt: store.clock.now() + 1000,
			})
			const proved = (await store.links.link({ identity, name: 'eva', hash: 'h' })) as Account
			expect(proved.proved).toBe(true)
			expect((await list(proved, 'ccd')).counts).toEqual({ open: 1, awaiting: 0, solved: 0 })
			expect(await numbers(proved, 'ccd', { search: 'printer' })).toEqual([ticket.number])
		})

		test('counts are of one list, and one’s own', async () => {
			for (let each = 0; each < 3; each += 1) await open(cast.carla)
			for (let each = 0; each < 2; each += 1) await copy(await open(cast.ada), cast.carla.email)
			// Beside lines they are read with these, and by themselves where there are none.
			for (const more of [{}, { search: 'absent' }, { search: '?' }]) {
				const counts = async (who: Account, scope: 'requested' | 'ccd') =>
					(await list(who, scope, more)).counts.open
				expect(await counts(cast.ada, 'requested')).toBe(2)
				expect(await counts(cast.carla, 'requested')).toBe(3)
				expect(await counts(cast.carla, 'ccd')).toBe(2)
				expect(await counts(cast.mallory, 'requested')).toBe(0)
			}
		})

		test('an unproved colleague is copied on what is her organization’s, and on nothing from outside', async () => {
			const inside = await open(cast.ada)
			const outside = await open(cast.mallory)
			const nina = (await store.accounts.add({
				email: 'nina@acme.example',
				firstName: 'Nina',
				lastName: '',
				role: 'user',
				organization: cast.acme.id,
			})) as Account
			await copy(inside, nina.email)
			await copy(outside, nina.email)
			await copy(await open(cast.ada), cast.ben.email)
			for (const more of [{}, { search: 'printer' }, { status: 'open' }] as const) {
				const found = await list(nina, 'ccd', more)
				expect(found.tickets.map(ticket => ticket.number)).toEqual([inside.number])
				expect(found.counts).toEqual({ open: 1, awaiting: 0, solved: 0 })
			}
		})

		test('a disabled account is shown nothing; an agent has lists of their own', async () => {
			const ticket = await open(cast.ada)
			const hers = { tickets: [], counts: { open: 0, awaiting: 0, solved: 0 } }
			const disabled = (await store.accounts.change(cast.ada.id, { disabled: true })) as Account
			for (const scope of ['requested', 'ccd', 'organization'] as const) {
				expect(await list(disabled, scope)).toEqual(hers)
			}
			const own = await open(cast.diego)
			await copy(own, cast.ben.email)
			allowed(
				await store.tickets.addCc({ by: cast.diego.id, via, ticket: ticket.id, email: cast.diego.email }),
			)
			expect(await numbers(cast.diego, 'requested')).toEqual([own.number])
			expect(await numbers(cast.diego, 'ccd')).toEqual([ticket.number])
			expect(await numbers(cast.diego, 'organization')).toEqual([])
		})
	})
}
