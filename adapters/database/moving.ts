import { sql, type Transaction } from 'kysely'
import { DatabaseInUse } from './dialect/engine.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables/index.ts'

/** Stands in the database that is moved to from before the first row until all is there. */
const marker = 'moving'

/** Whether a move to this database is under way or was cut short. */
export async function isMovedTo(trx: Transaction<Tables> | Store['kysely']): Promise<boolean> {
	return (await trx.introspection.getTables()).some(({ name }) => name === marker)
}

/** Nobody may begin to live in half of what there was. @throws {@link DatabaseInUse} */
export async function refuseHalf({ kysely }: Store): Promise<void> {
	if (!(await isMovedTo(kysely))) return
	throw new DatabaseInUse('a move to this database is under way, or was cut short: say “move” again')
}

export async function mark(trx: Transaction<Tables>): Promise<void> {
	await sql`create table ${sql.table(marker)} (began_at bigint not null)`.execute(trx)
}

export async function unmark({ kysely }: Store): Promise<void> {
	await sql`drop table ${sql.table(marker)}`.execute(kysely)
}
