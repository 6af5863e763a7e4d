import { sql } from 'kysely'
import { keptByKey } from './columns.ts'
import type { Migration } from './migration.ts'

export const signIns: Migration = {
	name: '0007-sign-ins',
	async up(db, dialect) {
		await sql`
			create table passwords (
				account_id bigint primary key references accounts (id),
				hash text not null,
				changed_at bigint not null
			)`.execute(db)
		await sql`
			create table letter_tokens (
				hash text primary key,
				purpose text not null check (purpose in ('welcome', 'reset', 'address')),
				email text not null,
				account_id bigint references accounts (id),
				first_name text not null,
				last_name text not null,
				locale text,
				void smallint not null check (void in (0, 1)),
				expires_at bigint not null,
				created_at bigint not null
			) ${keptByKey(dialect)}`.execute(db)
		await sql`create index letter_tokens_email on letter_tokens (email)`.execute(db)
		await sql`create index letter_tokens_account on letter_tokens (account_id)`.execute(db)
		await sql`create index letter_tokens_expiry on letter_tokens (expires_at)`.execute(db)
		await sql`
			create table sessions (
				hash text primary key,
				id text not null unique,
				account_id bigint not null references accounts (id),
				agent text not null,
				started_at bigint not null,
				seen_at bigint not null
			) ${keptByKey(dialect)}`.execute(db)
		await sql`create index sessions_account on sessions (account_id)`.execute(db)
		await sql`create index sessions_age on sessions (seen_at)`.execute(db)
		await sql`
			create table portal_codes (
				account_id bigint primary key references accounts (id),
				hash text not null unique,
				expires_at bigint not null
			)`.execute(db)
		await sql`
			create table organization_domains (
				domain text primary key,
				organization_id bigint not null references organizations (id)
			) ${keptByKey(dialect)}`.execute(db)
		await sql`create index organization_domains_owner on organization_domains (organization_id)`.execute(db)
		await sql`create index tokens_account on tokens (account_id)`.execute(db)
	},
}
