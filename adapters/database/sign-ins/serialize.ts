import { sql } from 'kysely'
import type { Change } from '../store.ts'

/**
 * Until this transaction ends, no other one passes here with the same words. On SQLite there is only one
 * writing transaction at a time anyway.
 */
export async function serialize({ store, trx }: Change, what: string, of: string): Promise<void> {
	if (store.engine.name !== 'postgres') return
	await sql`select pg_advisory_xact_lock(hashtextextended(${`${what} ${of}`}, 0))`.execute(trx)
}
