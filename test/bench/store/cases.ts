import { sql } from 'kysely'
import type { OpenStore } from '../../../adapters/main.ts'
import { readCounts } from '../../../adapters/database/counters.ts'
import { writeCursor } from '../../../adapters/database/tickets/cursor.ts'
import type { Account } from '../../../src/domain/account.ts'
import { type Scope, scopes } from '../../../src/domain/ticket.ts'
import type { Viewer } from '../../../src/rules/access.ts'

/** One read that is measured, each time of another of its subjects. */
export type Case = {
	readonly what: string
	readonly read: (turn: number) => Promise<unknown>
}

const size = 15
const owners = 50
const columns = {
	requested: { table: 'tickets', owner: 'requester_id', id: 'id' },
	organization: { table: 'tickets', owner: 'organization_id', id: 'id' },
	ccd: { table: 'ccs', owner: 'account_id', id: 'ticket_id' },
} as const

/** What is read of one database; the same in each, but for how much there is. */
export type Cases = {
	readonly lists: readonly Case[]
	readonly largest: readonly Case[]
	readonly counts: readonly Case[]
	readonly pages: readonly Case[]
	readonly long: readonly Case[]
	readonly searches: readonly Case[]
}

/** @param long the number of a request with a long conversation */
export async function casesOf(store: OpenStore, long: number): Promise<Cases> {
	const { tickets } = store.database
	const lists: Case[] = []
	const largest: Case[] = []
	const counts: Case[] = []
	for (const scope of scopes) {
		const all = await ownersOf(store, scope)
		const middle = Math.max(0, Math.floor((all.length - owners) / 2))
		const of = { usual: all.slice(middle, middle + owners), heaviest: all.slice(-1) }
		for (const [which, chosen] of Object.entries(of)) {
			const viewers = await Promise.all(chosen.map(owner => viewerOf(store, scope, owner)))
			const deeper = await Promise.all(chosen.map(owner => middleOf(store, scope, owner)))
			const into = scope === 'organization' && which === 'heaviest' ? largest : lists
			const name = `${scope}, the ${which}`
			const read = (turn: number, cursor?: string) =>
				tickets.list(one(viewers, turn), { scope, sort: 'activity', size, ...(cursor && { cursor }) })
			into.push({ what: `${name}, first page`, read: turn => read(turn) })
			into.push({ what: `${name}, from the middle on`, read: turn => read(turn, one(deeper, turn)) })
			counts.push({
				what: `counts of ${name}`,
				read: turn => readCounts(store.database.store, scope, one(chosen, turn)),
			})
		}
	}
	return {
		lists,
		largest,
		counts,
		pages: await pages(store),
		long: await longPages(store, long),
		searches: await searches(store),
	}
}

function one<T>(all: readonly T[], turn: number): T {
	return all[turn % all.length] as T
}

/** All that have any, from the fewest tickets to the most. */
async function ownersOf({ database }: OpenStore, kind: Scope): Promise<readonly number[]> {
	const rows = await database.store.kysely
		.selectFrom('counters')
		.select('owner')
		.where('kind', '=', kind)
		.groupBy('owner')
		.orderBy(({ fn }) => fn.sum('tickets'))
		.orderBy('owner')
		.execute()
	return rows.map(row => row.owner)
}

/** Who sees that list; of an organization, any member with a right to. */
async function viewerOf(store: OpenStore, scope: Scope, owner: number): Promise<Account> {
	const { kysely } = store.database.store
	const member =
		scope === 'organization'
			? await kysely
					.selectFrom('accounts')
					.select('id')
					.where('organization_id', '=', owner)
					.limit(1)
					.executeTakeFirstOrThrow()
			: { id: owner }
	const account = await store.database.accounts.byId(String(member.id))
	if (!account) throw new Error(`there is no account ${member.id}`)
	return { ...account, grant: 'see' }
}

async function middleOf({ database }: OpenStore, scope: Scope, owner: number): Promise<string> {
	const { table, owner: column, id } = columns[scope]
	const { kysely } = database.store
	const of = sql`from ${sql.table(table)} where ${sql.ref(column)} = ${owner}`
	const { rows } = await sql<{ readonly activity_at: number; readonly id: number }>`
		select activity_at, ${sql.ref(id)} as id ${of} order by activity_at desc, ${sql.ref(id)} desc
		limit 1 offset (select max(0, count(*) / 2 - 1) ${of})`.execute(kysely)
	const [row] = rows
	if (!row) throw new Error('a list is empty')
	return writeCursor('activity', { direction: 'after', key: [row.activity_at, row.id] })
}

async function pages(store: OpenStore): Promise<readonly Case[]> {
	const { tickets } = store.database
	const found = await store.database.store.kysely
		.selectFrom('tickets')
		.select('id')
		.where('last_sequence', '>=', 2)
		.orderBy('id')
		.limit(owners)
		.execute()
	const viewers = await Promise.all(found.map(({ id }) => requesterOf(store, id)))
	return [
		{
			what: 'a request, its newest comments and files',
			async read(turn) {
				const viewer = one(viewers, turn)
				const ticket = await tickets.find(viewer, one(found, turn).id)
				return tickets.conversation(viewer, ticket?.id ?? '', { size: 20 })
			},
		},
	]
}

async function longPages(store: OpenStore, number: number): Promise<readonly Case[]> {
	const { tickets } = store.database
	const viewer = await requesterOf(store, number)
	const ticket = await tickets.find(viewer, number)
	if (!ticket) throw new Error(`there is no request ${number}`)
	const middle = Math.floor(ticket.lastSequence / 2)
	return [
		{ what: 'its newest comments', read: () => tickets.conversation(viewer, ticket.id, { size: 20 }) },
		{
			what: 'comments in the middle',
			read: () => tickets.conversation(viewer, ticket.id, { before: middle, size: 20 }),
		},
	]
}

async function requesterOf({ database }: OpenStore, number: number): Promise<Viewer> {
	const { requester_id } = await database.store.kysely
		.selectFrom('tickets')
		.select('requester_id')
		.where('id', '=', number)
		.executeTakeFirstOrThrow()
	const account = await database.accounts.byId(String(requester_id))
	if (!account) throw new Error('a request has no requester')
	return account
}

/** Common, rare, several and begun words, within what a usual and the busiest may see. */
async function searches(store: OpenStore): Promise<readonly Case[]> {
	const { tickets } = store.database
	const words = ['printer', 'stampante', 'password', 'the', 'non', 'print', 'pc 4', '12345', 'vpn office']
	const cases: Case[] = []
	for (const scope of scopes) {
		const all = await ownersOf(store, scope)
		const middle = Math.max(0, Math.floor((all.length - owners) / 2))
		const chosen = [...all.slice(middle, middle + owners), ...all.slice(-1)]
		const viewers = await Promise.all(chosen.map(owner => viewerOf(store, scope, owner)))
		cases.push({
			what: scope,
			read: turn =>
				tickets.list(one(viewers, turn), { scope, sort: 'activity', size, search: one(words, turn) }),
		})
	}
	const busiest = await viewerOf(store, 'organization', (await ownersOf(store, 'organization')).at(-1) ?? 0)
	cases.push({
		what: 'the largest organization',
		read: turn =>
			tickets.list(busiest, { scope: 'organization', sort: 'activity', size, search: one(words, turn) }),
	})
	return cases
}
