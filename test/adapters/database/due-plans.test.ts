import { CompiledQuery, sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { databaseJobs } from '../../../adapters/database/jobs.ts'
import { databaseNotices } from '../../../adapters/database/notices/index.ts'
import type { Store } from '../../../adapters/database/store.ts'
import { type DatabaseStore, postgresStore } from './stores.ts'

let store: DatabaseStore
beforeEach(async () => {
	store = await postgresStore()
})
afterEach(() => store.close())

/** Years from now: nothing of it is due. */
const later = 99_999_999_999_999
const many = 20_000

/** How PostgreSQL reads what is kept by its own clock, of which an index knows nothing beforehand. */
async function plansOf(read: (store: Store) => Promise<unknown>): Promise<readonly string[]> {
	const { engine, kysely, ...rest } = store.database.store
	const statements: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
	const prepare: typeof engine.prepare = sql => {
		const run = engine.prepare(sql)
		return parameters => {
			statements.push({ sql, parameters })
			return run(parameters)
		}
	}
	await read({ ...rest, kysely, engine: { ...engine, prepare }, jobClock: 'database' })
	const plans: string[] = []
	for (const { sql: text, parameters } of statements) {
		const query = CompiledQuery.raw(`explain ${text}`, [...parameters])
		const { rows } = await kysely.executeQuery<{ 'QUERY PLAN': string }>(query)
		plans.push(rows.map(row => row['QUERY PLAN']).join('\n'))
	}
	return plans
}

test('whether any job is due is one look into the index, however many wait', async () => {
	const { kysely } = store.database.store
	await sql`
		insert into jobs (kind, content, due_at, fence, tries, created_at)
		select 'digest', '{}', ${sql.lit(later)} + n, 0, 0, 0 from generate_series(1, ${sql.lit(many)}) as n`.execute(
		kysely,
	)
	await sql`analyze jobs`.execute(kysely)
	const [plan] = await plansOf(on =>
		databaseJobs(on).claim({ kinds: ['letter', 'digest'], count: 8, lease: 1 }),
	)
	expect(plan).toMatch(/using jobs_due on jobs/)
	expect(plan).toMatch(/Index Cond: .*due_at <= /)
})

test('whether anybody is to be told is one look into the index, however many wait', async () => {
	const { kysely } = store.database.store
	await sql`alter table notices disable trigger all`.execute(kysely)
	await sql`
		insert into notices (account_id, ticket_id, due_at, claimed, fence, tries)
		select n, n, ${sql.lit(later)}, 0, 0, 0 from generate_series(1, ${sql.lit(many)}) as n`.execute(kysely)
	await sql`analyze notices`.execute(kysely)
	const [plan] = await plansOf(on => databaseNotices(on).claim({ count: 8, lease: 1 }))
	expect(plan).toMatch(/using notices_due on notices/)
	expect(plan).toMatch(/Index Cond: .*due_at <= /)
})
