import { sql } from 'kysely'
import type { Store } from './store.ts'

/**
 * Has what was deleted go from SQLite's log too, unless somebody still reads what was before: then the next time.
 * PostgreSQL does so by itself, after its own time.
 */
export async function flush({ kysely, engine }: Store): Promise<void> {
	if (engine.name === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(kysely)
}
