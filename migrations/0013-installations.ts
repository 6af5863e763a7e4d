import { sql } from 'kysely'
import { keptByKey } from './columns.ts'
import type { Migration } from './migration.ts'

/** Where a chat's app was installed by whoever wanted it; `token` and `refresh_token` are sealed. */
export const installations: Migration = {
	name: '0013-installations',
	async up(db, dialect) {
		await sql`
			create table installations (
				platform text not null,
				space text not null,
				name text not null,
				token text not null,
				refresh_token text,
				expires_at bigint,
				leased_until bigint not null default 0,
				primary key (platform, space)
			) ${keptByKey(dialect)}`.execute(db)
	},
}
