import { sql } from 'kysely'
import { countedKey, keptByKey } from './columns.ts'
import type { Migration } from './migration.ts'

/** Who may use the API, and what was asked of it under which key. */
export const api: Migration = {
	name: '0012-api',
	async up(db, dialect) {
		await sql`
			create table api_tokens (
				id ${countedKey(dialect)},
				hash text not null unique,
				name text not null,
				account_id bigint not null references accounts (id),
				scopes text not null,
				created_at bigint not null,
				expires_at bigint,
				used_at bigint
			)`.execute(db)
		await sql`
			create table api_keys (
				id text primary key,
				fingerprint text not null,
				made text,
				created_at bigint not null
			) ${keptByKey(dialect)}`.execute(db)
		await sql`create index api_keys_created on api_keys (created_at)`.execute(db)
	},
}
