import type { CompiledQuery, Kysely, RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Engine } from './dialect/engine.ts'
import { prepared } from './prepared.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables/index.ts'

/**
 * Now, for jobs. Where several instances share a database only its own clock is the same for all; times that
 * callers give are of their own clock, so only differences cross over.
 */
export function jobTime(store: Store): RawBuilder<number> {
	return store.jobClock === 'database' ? databaseTime : sql<number>`cast(${store.clock.now()} as bigint)`
}

/** As a value of its own: an index is not searched for what may be another with each row. */
const databaseTime = sql<number>`(select (extract(epoch from clock_timestamp()) * 1000)::bigint)`

/** A hot read that compares with the time for jobs, of which a statement that is kept may hold no number. */
export function preparedByTime<Values extends object, Row>(
	build: (
		db: Kysely<Tables>,
		now: RawBuilder<number>,
		values: Values,
		engine: Engine['name'],
	) => CompiledQuery<Row>,
): (store: Store, values: Values) => Promise<readonly Row[]> {
	type Timed = Values & { readonly now: number }
	const reads = {
		own: prepared((db, values: Timed, engine) =>
			build(db, sql`cast(${values.now} as bigint)`, values, engine),
		),
		database: prepared((db, values: Timed, engine) => build(db, databaseTime, values, engine)),
	}
	return (store, values) => reads[store.jobClock](store, { ...values, now: store.clock.now() })
}

/** A time of our own clock, for jobs. */
export function jobTimeAt(store: Store, at: number): RawBuilder<number> {
	return sql<number>`${jobTime(store)} + cast(${at - store.clock.now()} as bigint)`
}

/** Now, for jobs, as a number to reckon with. */
export async function readJobTime(db: Kysely<Tables>, store: Store): Promise<number> {
	if (store.jobClock === 'own') return store.clock.now()
	const { rows } = await sql<{ now: number }>`select ${jobTime(store)} as now`.execute(db)
	return rows[0]?.now ?? store.clock.now()
}
