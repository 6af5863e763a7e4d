import type { KyselyPlugin } from 'kysely'
import { CompiledQuery } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { databaseNotices } from '../../../adapters/database/notices/index.ts'
import { databaseTickets } from '../../../adapters/database/tickets/index.ts'
import type { Announcing } from '../../contracts/announcing.ts'
import { announcing } from '../../contracts/announcing.ts'
import type { Cast } from '../../contracts/cast.ts'
import { addCast } from '../../contracts/cast.ts'
import type { DatabaseStore } from './stores.ts'
import { sqliteStore } from './stores.ts'

let store: DatabaseStore
let cast: Cast
let on: Announcing
const statements: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
beforeEach(async () => {
	store = await sqliteStore()
	cast = await addCast(store)
	on = announcing(store, cast)
})
afterEach(() => store.close())

/** The store as it is, noting each statement on its way, those of transactions too. */
function recorded() {
	const { kysely } = store.database.store
	const recorder: KyselyPlugin = {
		transformQuery({ node }) {
			statements.push(kysely.getExecutor().compileQuery(node, { queryId: 'recorded' }))
			return node
		},
		transformResult: async ({ result }) => result,
	}
	return { ...store.database.store, kysely: kysely.withPlugin(recorder) }
}

async function plansOf(run: () => Promise<unknown>): Promise<readonly string[]> {
	statements.length = 0
	await run()
	const plans: string[] = []
	for (const { sql: text, parameters } of statements.slice()) {
		// Whatever a statement that is kept has yet to be run with.
		const values = parameters.map(one => (typeof one === 'object' ? null : one))
		const query = CompiledQuery.raw(`explain query plan ${text}`, values)
		const { rows } = await store.database.store.kysely.executeQuery<{ detail: string }>(query)
		plans.push(rows.map(row => row.detail).join('\n'))
	}
	expect(plans.length).toBeGreaterThan(0)
	return plans
}

test('what is due, what was told and what the clock looks for is read from an index, however much there is', async () => {
	const [notices, tickets] = [databaseNotices(recorded()), databaseTickets(recorded())]
	const ticket = await on.open(cast.ada)
	const identity = { platform: 'slack', space: 'T', user: 'U' }
	await on.link(identity, cast.ada)
	const straight = async (run: () => Promise<unknown>, ...indexes: readonly string[]) => {
		const plans = (await plansOf(run)).join('\n')
		for (const index of indexes) expect(plans).toMatch(new RegExp(`USING (COVERING )?INDEX ${index} `))
		// One row of values is read by a scan, too, and so are a list that is given, the few triage rooms and webhooks and, along its key, a page of the log.
		expect(plans.replaceAll(/SCAN (CONSTANT ROW|json_each|clock|room|webhooks|told$)/gm, '')).not.toMatch(
			/SCAN|TEMP B-TREE/,
		)
		return plans
	}
	await straight(() => notices.announce(ticket.id), 'events_unannounced', 'accounts_organization')
	store.clock.advance(60_000)
	const telling = await straight(
		async () => {
			const [notice] = await notices.claim({ count: 8, lease: 1000 })
			if (!notice) throw new Error('nothing is due')
			await notices.show(notice, { identity, reference: 'D1:1' })
			await notices.settle(notice, [{ id: notice.waiting[0]?.id ?? '', state: 'failed' }])
			await notices.retry(notice.waiting[0]?.id ?? '')
		},
		'notices_due',
		'deliveries_waiting',
	)
	// That would be all that waits for anybody.
	expect(telling).not.toContain('deliveries_state (state=?)')
	await straight(() => notices.nextDue(), 'notices_due')
	await straight(() => notices.ticketAt(identity, 'D1:1'), 'notice_messages_place')
	const page = { size: 10, before: '99' }
	await straight(() => notices.log(page))
	await straight(() => notices.log({ ...page, ticket: ticket.id }), 'deliveries_ticket_id')
	await straight(() => notices.log({ ...page, account: cast.ada.id }), 'deliveries_account_id')
	await straight(() => notices.log({ ...page, state: 'failed' }), 'deliveries_state')
	await straight(() => tickets.closeSolved(0, 9), 'tickets_solved')
	await straight(() => tickets.remind(0, 9), 'tickets_unanswered')
	await straight(() => tickets.warnOfTargets(0, 9), 'tickets_answer_due', 'tickets_solve_due')
	await on.say(cast.ada, ticket)
	await straight(() => notices.announce(ticket.id), 'notice_messages_ticket')
})

test('what somebody is told by is looked up, for as many as are asked for at once', async () => {
	const notices = databaseNotices(recorded())
	const ticket = await on.open(cast.ada)
	const plans = [
		...(await plansOf(() => notices.recipient(cast.ada.id))),
		...(await plansOf(() => notices.situation(cast.ada, ticket.number, [1]))),
	].join('\n')
	// Only what was asked for is read one after the other.
	expect(plans.replaceAll(/SCAN (json_each|s$)/gm, '')).not.toContain('SCAN')
	expect(plans).toMatch(/USING PRIMARY KEY \(ticket_id=\? AND sequence=\?\)/)
})
