import { sql } from 'kysely'
import type { Change } from '../store.ts'

type Counted = 'organizations' | 'accounts' | 'tickets'

export const beforeFirst: Readonly<Record<Counted, number>> = { organizations: 0, accounts: 0, tickets: 1000 }

/** The last id given out; nobody else gets one before the end of this transaction. */
export async function lastId({ trx, store }: Change, table: Counted): Promise<number> {
	if (store.engine.name === 'postgres')
		await sql`lock table ${sql.table(table)} in exclusive mode`.execute(trx)
	const row = await trx
		.selectFrom(table)
		.select(({ fn }) => fn.max('id').as('last'))
		.executeTakeFirst()
	return row?.last ?? beforeFirst[table]
}

/** Lets the database go on after ids that were written as they are. SQLite sees them by itself. */
export async function giveOutAfter({ trx, store }: Change, table: Counted): Promise<void> {
	if (store.engine.name === 'sqlite') return
	await sql`
		select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))
	`.execute(trx)
}
