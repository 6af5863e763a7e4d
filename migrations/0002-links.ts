import { sql } from 'kysely'
import { countedKey, keptByKey } from './columns.ts'
import type { Migration } from './migration.ts'

export const links: Migration = {
	name: '0002-links',
	async up(db, dialect) {
		await sql`
			create table links (
				platform text not null,
				space text not null,
				user_id text not null,
				account_id bigint not null references accounts (id),
				name text not null,
				linked_at bigint not null,
				primary key (platform, space, user_id)
			) ${keptByKey(dialect)}`.execute(db)
		await sql`create index links_account on links (account_id)`.execute(db)
		await sql`
			create table tokens (
				id ${countedKey(dialect)},
				purpose text not null,
				hash text not null,
				account_id bigint not null references accounts (id),
				platform text,
				space text,
				user_id text,
				tries_left bigint not null,
				expires_at bigint not null,
				created_at bigint not null
			)`.execute(db)
		await sql`create unique index tokens_identity on tokens (platform, space, user_id, purpose)`.execute(db)
		await sql`create index tokens_expiry on tokens (expires_at)`.execute(db)
		await sql`
			create table budgets (
				key text primary key,
				used bigint not null,
				ends_at bigint not null
			) ${keptByKey(dialect)}`.execute(db)
		await sql`create index budgets_end on budgets (ends_at)`.execute(db)
	},
}
