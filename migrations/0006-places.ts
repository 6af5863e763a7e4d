import { sql } from 'kysely'
import { keptByKey } from './columns.ts'
import type { Migration } from './migration.ts'

export const places: Migration = {
	name: '0006-places',
	async up(db, dialect) {
		await sql`
			create table places (
				platform text not null,
				space text not null,
				user_id text not null,
				reference text not null,
				blocked smallint not null check (blocked in (0, 1)),
				changed_at bigint not null,
				primary key (platform, space, user_id)
			) ${keptByKey(dialect)}`.execute(db)
	},
}
