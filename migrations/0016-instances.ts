import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Which processes serve, and who holds what, so that the work of one that has died is free again soon. */
export const instances: Migration = {
	name: '0016-instances',
	async up(db) {
		await sql`
			create table instances (
				id text primary key,
				began_at bigint not null,
				beat_at bigint not null
			)`.execute(db)
		for (const table of ['jobs', 'notices', 'webhook_messages']) {
			await sql`alter table ${sql.table(table)} add column holder text`.execute(db)
			await sql`
				create index ${sql.ref(`${table}_held`)} on ${sql.table(table)} (holder) where holder is not null
			`.execute(db)
		}
	},
}
