import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { asLongAsItTakes } from './dialect/engine.ts'
import type { Migration } from '../../migrations/index.ts'
import { migrations } from '../../migrations/index.ts'
import { allNumbers, indexWhole } from './search/write.ts'
import type { Change, Store } from './store.ts'
import { transact } from './store.ts'
import type { Tables } from './tables/index.ts'

/** The database was made by a newer release, which may keep things in ways that this one would break. */
export class DatabaseTooNew extends Error {}

/** Hears for how many of all requests words were written anew, as it begins, too. */
export type Progress = (done: number, total: number) => void

const ticketsAtOnce = 500

/** Any number; it is the name of the lock that holds one migration at a time on PostgreSQL. */
const advisoryLock = 7_707_843

/**
 * Brings the schema up to date. May be killed at any point and may run several times at once: each step is
 * one transaction together with its row, begun under an exclusive lock, in which the rows are read again.
 * @returns the names of the steps that this call took
 * @throws {@link DatabaseTooNew}
 */
export async function migrate(
	store: Store,
	steps: readonly Migration[] = migrations,
	progress: Progress = () => {},
): Promise<readonly string[]> {
	const taken: string[] = []
	for (;;) {
		const name = await transact(store, async change => {
			const { trx, now } = change
			if (store.engine.name === 'postgres') {
				await sql.raw(asLongAsItTakes).execute(trx)
				await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(trx)
			}
			await sql`
				create table if not exists migrations (name text primary key, applied_at bigint not null)
			`.execute(trx)
			const applied = await sql<{ name: string }>`select name from migrations order by name`.execute(trx)
			const next = nextStep(
				steps,
				applied.rows.map(row => row.name),
			)
			if (!next) return undefined
			await next.up(trx as unknown as Kysely<never>, store.engine.name)
			if (next.reindexes === store.engine.name) await indexAll(change, progress)
			await sql`insert into migrations (name, applied_at) values (${next.name}, ${now})`.execute(trx)
			return next.name
		})
		if (name === undefined) return taken
		taken.push(name)
	}
}

async function indexAll(change: Change, progress: Progress): Promise<void> {
	const { count } = await change.trx
		.selectFrom('tickets')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow()
	let done = 0
	if (count > 0) progress(done, count)
	for await (const tickets of allNumbers(change.trx, ticketsAtOnce)) {
		await indexWhole(change, ...tickets)
		done += tickets.length
		progress(done, count)
		// SQLite never waits, so nothing else of this process would go on.
		await new Promise(resolve => setImmediate(resolve))
	}
}

/** @returns that another process has taken a step which this release does not know, if one has */
export async function tooNew(
	kysely: Kysely<Tables>,
	steps: readonly Migration[] = migrations,
): Promise<DatabaseTooNew | undefined> {
	const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(kysely)
	return unknownTo(
		steps,
		rows.map(({ name }) => name),
	)
}

/**
 * The steps that `migrate` would take; nothing is changed.
 * @throws {@link DatabaseTooNew}
 */
export async function waitingSteps(
	{ kysely }: Store,
	steps: readonly Migration[] = migrations,
): Promise<readonly string[]> {
	const tables = await kysely.introspection.getTables()
	const begun = tables.some(({ name }) => name === 'migrations')
	const { rows } = begun
		? await sql<{ name: string }>`select name from migrations order by name`.execute(kysely)
		: { rows: [] }
	const applied = rows.map(({ name }) => name)
	// Refuses what is too new.
	nextStep(steps, applied)
	return steps.flatMap(({ name }) => (applied.includes(name) ? [] : [name]))
}

function nextStep(steps: readonly Migration[], applied: readonly string[]): Migration | undefined {
	const fault = unknownTo(steps, applied)
	if (fault) throw fault
	return steps.find(step => !applied.includes(step.name))
}

function unknownTo(steps: readonly Migration[], applied: readonly string[]): DatabaseTooNew | undefined {
	const unknown = applied.find(name => !steps.some(step => step.name === name))
	if (unknown === undefined) return undefined
	return new DatabaseTooNew(
		`the database has "${unknown}", which this release does not know: use a newer one`,
	)
}
