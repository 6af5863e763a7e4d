import { CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedTickets } from '../../../adapters/database/seed.ts'
import type { Account } from '../../../src/domain/account.ts'
import { queueSorts, scopes, sorts } from '../../../src/domain/ticket.ts'
import type { QueueQuery } from '../../../src/ports/tickets.ts'
import { collected } from '../../contracts/collected.ts'
import type { DatabaseStore } from './stores.ts'
import { sqliteStore } from './stores.ts'

/** Which index each list is read from, by its order; with a status its name has `shown` before the order. */
const indexes = {
	requested: 'tickets_requester_id',
	organization: 'tickets_organization_id',
	ccd: 'ccs_account',
} as const

describe.each([false, true])('plans of hot reads on SQLite (with statistics: %s)', withStatistics => {
	let store: DatabaseStore
	let viewer: Account
	let agent: Account
	let statements: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
	beforeAll(async () => {
		store = await sqliteStore()
		await seedTickets(store.database, { tickets: 3_000, organizations: 5, people: 40 })
		const { kysely } = store.database.store
		if (withStatistics) await sql`pragma optimize = 0x10002`.execute(kysely)
		const busiest = await sql<{ id: number }>`
			select c.account_id as id from ccs c join accounts a on a.id = c.account_id
			join organizations o on o.id = a.organization_id where o.grant_level <> 'none'
			group by c.account_id order by count(*) desc limit 1`.execute(kysely)
		viewer = (await store.accounts.byId(String(busiest.rows[0]?.id))) as Account
		const { id } = await kysely
			.selectFrom('accounts')
			.select('id')
			.where('role', '=', 'agent')
			.executeTakeFirstOrThrow()
		agent = (await store.accounts.byId(String(id))) as Account
		spy()
	})
	afterAll(() => store.close())

	/** Notes each statement on its way to the database; what is done with it stays the same. */
	function spy(): void {
		const { kysely, engine } = store.database.store
		const prepare = engine.prepare.bind(engine)
		engine.prepare = sql => {
			const run = prepare(sql)
			return parameters => {
				statements.push({ sql, parameters })
				return run(parameters)
			}
		}
		const executor = kysely.getExecutor()
		const execute = executor.executeQuery.bind(executor)
		executor.executeQuery = query => {
			statements.push({ sql: query.sql, parameters: query.parameters })
			return execute(query)
		}
	}

	async function plansOf(read: () => Promise<unknown>): Promise<readonly string[]> {
		statements = []
		await read()
		const plans: string[] = []
		for (const { sql: text, parameters } of statements.slice()) {
			const query = CompiledQuery.raw(`explain query plan ${text}`, [...parameters])
			const { rows } = await store.database.store.kysely.executeQuery<{ detail: string }>(query)
			plans.push(rows.map(row => row.detail).join('\n'))
		}
		expect(plans.length).toBeGreaterThan(0)
		return plans
	}
	test.each(scopes)('list %s: one index holds what it is found and sorted by', async scope => {
		for (const sort of sorts) {
			for (const status of [undefined, 'open'] as const) {
				const query = { scope, sort, size: 10, ...(status && { status }) }
				const first = await store.tickets.list(viewer, query)
				for (const cursor of [undefined, first.next]) {
					const plans = await plansOf(() =>
						store.tickets.list(viewer, { ...query, ...(cursor !== undefined && { cursor }) }),
					)
					expectStraight(plans)
					const shown = status !== undefined || sort === 'status' ? '_shown' : ''
					const index = `${indexes[scope]}${shown}${sort === 'created' ? '' : '_activity'}`
					expect(plans.join('\n')).toMatch(new RegExp(`USING (COVERING )?INDEX ${index} `))
				}
			}
		}
	})

	test.each(queueSorts)('the queue by %s: one index of what is not done holds its order', async sort => {
		const index = { waiting: '_waiting', due: '_due', activity: '_activity', created: '' }[sort]
		for (const query of [{}, { status: 'open' }, { priority: 'urgent' }] as const) {
			const all = { queue: 'all', sort, size: 10, ...query } as const
			const { next } = await store.tickets.queue(agent, all)
			expect(next).toBeDefined()
			for (const cursor of [undefined, next]) {
				const [page] = await pagePlans({ ...all, ...(cursor !== undefined && { cursor }) })
				expect(page).toMatch(new RegExp(`^(SCAN|SEARCH) t USING INDEX tickets_queue${index}( |$)`, 'm'))
				expectStraight([page?.replace('SCAN t USING', '') ?? ''])
			}
		}
	})

	test('the queue of an agent, of nobody, what is done, what is found, and how much there is', async () => {
		for (const queue of ['mine', 'unassigned'] as const) {
			const [page, counts] = await pagePlans({ queue, sort: 'waiting', size: 10 })
			expectStraight([page ?? ''])
			expect(page).toContain('t USING INDEX tickets_queue_assignee (assignee_id=?')
			// All that is not done is counted along an index that has nothing else.
			expect(counts?.match(/ t USING COVERING INDEX tickets_queue_assignee/g) ?? counts).toHaveLength(3)
			for (const status of ['solved', 'closed'] as const) {
				const done = await pagePlans({ queue, status, sort: 'waiting', size: 10 })
				expectStraight(done.slice(0, 1))
				expect(done[0]).toContain('t USING INDEX tickets_done_assignee (assignee_id=? AND status=?')
			}
		}
		for (const status of ['solved', 'closed'] as const) {
			const [page] = await pagePlans({ queue: 'all', status, sort: 'activity', size: 10 })
			expectStraight([page ?? ''])
			expect(page).toContain('t USING INDEX tickets_done (status=?')
		}
		const search = { queue: 'all', sort: 'waiting', size: 10, search: 'printer a' } as const
		expectStraight((await plansOf(() => store.tickets.queue(agent, search))).slice(1))
	})

	/** @returns how the page is read, and how it is counted */
	async function pagePlans(query: QueueQuery): Promise<readonly string[]> {
		return (await plansOf(() => store.tickets.queue(agent, query))).toReversed()
	}

	test('search, a ticket’s page, its conversation and files', async () => {
		for (const scope of ['requested', 'ccd', 'organization'] as const) {
			const query = { scope, sort: 'activity', size: 10, search: 'printer a' } as const
			const plans = await plansOf(() => store.tickets.list(viewer, query))
			expectStraight(plans)
			// Both ends of where the documents lie.
			expect(plans.join('\n')).toMatch(/s VIRTUAL TABLE INDEX \d+:.*><$/m)
		}
		const { tickets } = await store.tickets.list(viewer, { scope: 'ccd', sort: 'activity', size: 1 })
		const id = tickets[0]?.id ?? ''
		expectStraight(await plansOf(() => store.tickets.conversation(viewer, id, { size: 5 })))
		expectStraight(await plansOf(() => store.tickets.file(viewer, '1')))
		expectStraight(await plansOf(() => store.links.accountOf({ platform: 'slack', space: 'T', user: 'U' })))
		expectStraight(await plansOf(() => store.jobs.nextDue()))
	})

	test('what somebody wrote, from one page to the next', async () => {
		const plans = await plansOf(() => collected(store.tickets.writtenBy(agent)))
		const pages = plans.filter(plan => plan.includes(' c '))
		expect(pages.length).toBeGreaterThan(2)
		expectStraight(plans)
		for (const page of pages) expect(page).toContain('SEARCH c USING INDEX comments_author (author_id=?')
		expect(pages.at(-1)).toContain('(ticket_id,sequence)>(?,?)')
	})
})

function expectStraight(plans: readonly string[]): void {
	for (const plan of plans) expect(plan).not.toMatch(/TEMP B-TREE|SCAN (?!s VIRTUAL TABLE)/)
}
