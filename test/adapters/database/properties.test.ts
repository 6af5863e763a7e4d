import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account, Organization } from '../../../src/domain/account.ts'
import { grants } from '../../../src/domain/account.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { scopes, sorts } from '../../../src/domain/ticket.ts'
import type { ListQuery } from '../../../src/ports/tickets.ts'
import type { Viewer } from '../../../src/rules/access.ts'
import { can } from '../../../src/rules/access.ts'
import { settableStatuses } from '../../../src/rules/status.ts'
import type { Cast } from '../../contracts/cast.ts'
import { addCast, allowed } from '../../contracts/cast.ts'
import { recount } from './recount.ts'
import type { DatabaseStore } from './stores.ts'
import { engines } from './stores.ts'

const via = 'test'
const none = { open: 0, awaiting: 0, solved: 0 }

async function pagesOf(store: DatabaseStore, viewer: Viewer, query: ListQuery) {
	const first = await store.tickets.list(viewer, query)
	const pages = [first]
	for (let page = first; page.next !== undefined; ) {
		page = await store.tickets.list(viewer, { ...query, cursor: page.next })
		pages.push(page)
	}
	return pages
}

describe.each(engines)('whatever people do on %s', (name, make) => {
	const numRuns = name === 'SQLite' ? 15 : 6
	let store: DatabaseStore
	let cast: Cast
	beforeAll(async () => {
		store = await make()
		cast = await addCast(store)
	})
	afterAll(() => store.close())

	const who = fc.constantFrom('ada', 'ben', 'carla', 'diego', 'mallory')
	const act = fc.record({
		by: who,
		whom: who,
		ticket: fc.nat(6),
		wait: fc.nat(5000),
		what: fc.oneof(
			fc.constantFrom('open', 'comment', 'note', 'copy', 'leave', 'assign', 'unassign'),
			fc.constantFrom(...settableStatuses),
		),
	})

	test('counters equal a recount, and nothing that is repeated strays', async () => {
		const tickets: Ticket[] = []
		for (const by of [cast.ada, cast.ben, cast.carla, cast.diego, cast.mallory]) {
			const act = { by: by.id, via, subject: 'Thing', text: 'x', files: [] }
			tickets.push(allowed(await store.tickets.open(act)).ticket)
		}
		await fc.assert(
			fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 40 }), async acts => {
				for (const { by, whom, ticket, what, wait } of acts) {
					store.clock.advance(wait - 1000)
					const one = { by: cast[by].id, via, ticket: tickets.at(-1 - ticket)?.id ?? '0' }
					switch (what) {
						case 'open':
							tickets.push(
								allowed(await store.tickets.open({ by: one.by, via, subject: 'Thing', text: 'x', files: [] }))
									.ticket,
							)
							break
						case 'comment':
						case 'note':
							await store.tickets.addComment({ ...one, text: 'y', files: [], public: what === 'comment' })
							break
						case 'copy':
							await store.tickets.addCc({ ...one, email: cast[whom].email })
							break
						case 'leave':
							await store.tickets.removeCc({ ...one, email: cast[whom].email })
							break
						case 'assign':
							await store.tickets.assign({ ...one, assignee: cast.diego.id })
							break
						case 'unassign':
							await store.tickets.assign({ ...one, assignee: undefined })
							break
						default:
							await store.tickets.setStatus({ ...one, status: what })
					}
				}
				expect(await recount(store.database)).toEqual([])
			}),
			{ numRuns },
		)
	})
})

describe.each(engines)('a company of all sorts on %s', (_name, make) => {
	let store: DatabaseStore
	const people: Account[] = []
	const tickets: Ticket[] = []
	beforeAll(async () => {
		store = await make()
		await populate()
	})
	afterAll(() => store.close())

	const add = async (role: Account['role'], grant: Account['grant'], proved: boolean, at?: Organization) => {
		const email = `p${people.length}@x.example`
		const organization = at && { organization: at.id }
		const account = await store.accounts.add({
			email,
			firstName: '',
			lastName: '',
			role,
			grant,
			proved,
			...organization,
		})
		if (account) people.push(account)
	}

	async function populate(): Promise<void> {
		const organizations: Organization[] = []
		for (const grant of grants)
			organizations.push(await store.accounts.addOrganization({ name: grant, grant }))
		for (const organization of [undefined, ...organizations]) {
			for (const grant of ['none', 'see'] as const) {
				for (const proved of [true, false]) await add('user', grant, proved, organization)
			}
			await add('agent', 'none', true, organization)
		}
		for (const [index, requester] of people.entries()) {
			store.clock.advance(1000)
			const act = { by: requester.id, via, subject: 'Common', text: 'word', files: [] }
			let { ticket } = allowed(await store.tickets.open(act))
			// Copies across all sorts of people, the same on every run.
			for (const step of [3, 7, 12]) {
				const copied = people[(index * 2 + step) % people.length]
				const cc = { by: requester.id, via, ticket: ticket.id, email: copied?.email ?? '' }
				const result = await store.tickets.addCc(cc)
				if ('ticket' in result) ticket = result.ticket
			}
			tickets.push(ticket)
		}
		// Whoever is disabled keeps what they have, and sees none of it.
		for (const index of [0, 5]) {
			const account = await store.accounts.change(people[index]?.id ?? '', { disabled: true })
			if (account) people[index] = account
		}
	}

	test('lists, counts, search and pages show exactly what the one rule lets each person see', async () => {
		let seen = 0
		for (const viewer of people) {
			const found = new Map<string, Set<number>>()
			for (const scope of scopes) {
				for (const search of [undefined, 'common word']) {
					const query = { scope, sort: 'created', size: 4, ...(search !== undefined && { search }) } as const
					const pages = await pagesOf(store, viewer, query)
					const numbers = pages.flatMap(page => page.tickets.map(ticket => ticket.number))
					const { open, awaiting, solved } = pages[0]?.counts ?? none
					expect(open + awaiting + solved).toBe(numbers.length)
					const before = found.get(scope)
					if (before) expect(new Set(numbers)).toEqual(before)
					found.set(scope, new Set(numbers))
				}
			}
			const listed = new Set([...found.values()].flatMap(numbers => [...numbers]))
			const expected = tickets.filter(ticket => mayBeSeen(viewer, ticket))
			const own = viewer.role === 'user' ? expected : expected.filter(ticket => isOwn(viewer, ticket))
			expect([...listed].toSorted((a, b) => a - b)).toEqual(
				own.map(ticket => ticket.number).toSorted((a, b) => a - b),
			)
			seen += listed.size
			for (const ticket of tickets) {
				const page = await store.tickets.find(viewer, ticket.number)
				expect(page !== undefined, `${viewer.email} ${ticket.number}`).toBe(mayBeSeen(viewer, ticket))
			}
		}
		expect(seen).toBeGreaterThan(people.length)
	})

	test('paging visits each ticket once and in order, forth and back, at any size', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.record({
					viewer: fc.constantFrom(...people),
					scope: fc.constantFrom(...scopes),
					sort: fc.constantFrom(...sorts),
					size: fc.integer({ min: 1, max: 6 }),
				}),
				async ({ viewer, ...query }) => {
					const all = await store.tickets.list(viewer, { ...query, size: 99 })
					const pages = await pagesOf(store, viewer, query)
					expect(pages.flatMap(page => page.tickets)).toEqual(all.tickets)
					for (let i = pages.length - 1; i > 0; i -= 1) {
						const cursor = pages[i]?.previous ?? ''
						expect((await store.tickets.list(viewer, { ...query, cursor })).tickets).toEqual(
							pages[i - 1]?.tickets,
						)
					}
				},
			),
			{ numRuns: 40 },
		)
	})
})

const mayBeSeen = (viewer: Account, ticket: Ticket) =>
	can(viewer, 'see', {
		status: ticket.status,
		requester: ticket.requester.id,
		...(ticket.organization && { organization: ticket.organization.id }),
		ccs: ticket.ccs.map(person => person.id),
		assigned: ticket.assignee !== undefined,
	})

/** An agent may see everything; the three lists are of what concerns them. */
function isOwn(viewer: Account, ticket: Ticket): boolean {
	return (
		ticket.requester.id === viewer.id ||
		ticket.ccs.some(person => person.id === viewer.id) ||
		(viewer.organization !== undefined && ticket.organization?.id === viewer.organization.id)
	)
}
