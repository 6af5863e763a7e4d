import { sql } from 'kysely'
import { countedKey } from './columns.ts'
import type { Migration } from './migration.ts'

export const accounts: Migration = {
	name: '0001-accounts',
	async up(db, dialect) {
		await sql`
			create table organizations (
				id ${countedKey(dialect)},
				name text not null,
				grant_level text not null check (grant_level in ('none', 'see', 'comment')),
				created_at bigint not null
			)`.execute(db)
		await sql`
			create table accounts (
				id ${countedKey(dialect)},
				email text not null unique,
				first_name text not null,
				last_name text not null,
				role text not null check (role in ('user', 'agent', 'admin')),
				organization_id bigint references organizations (id),
				grant_level text not null check (grant_level in ('none', 'see', 'comment')),
				locale text,
				time_zone text,
				proved smallint not null check (proved in (0, 1)),
				disabled smallint not null check (disabled in (0, 1)),
				created_at bigint not null
			)`.execute(db)
		await sql`create index accounts_organization on accounts (organization_id)`.execute(db)
		await sql`
			create table preferences (
				account_id bigint primary key references accounts (id),
				content text not null
			)`.execute(db)
	},
}
