import { sql } from 'kysely'
import { countedKey, keptByKey } from './columns.ts'
import type { Migration } from './migration.ts'

export const work: Migration = {
	name: '0005-work',
	async up(db, dialect) {
		await sql`
			create table events (
				id ${countedKey(dialect)},
				ticket_id bigint not null references tickets (id),
				kind text not null,
				actor_id bigint not null references accounts (id),
				via text not null,
				data text not null,
				created_at bigint not null
			)`.execute(db)
		await sql`create index events_ticket on events (ticket_id)`.execute(db)

		await sql`
			create table jobs (
				id ${countedKey(dialect)},
				kind text not null,
				content text not null,
				about text,
				due_at bigint not null,
				fence bigint not null,
				tries bigint not null,
				why text,
				given_up_at bigint,
				created_at bigint not null
			)`.execute(db)
		await sql`create index jobs_due on jobs (kind, due_at, id) where given_up_at is null`.execute(db)
		await sql`create index jobs_next on jobs (due_at) where given_up_at is null`.execute(db)
		await sql`create index jobs_about on jobs (about) where about is not null`.execute(db)

		await sql`
			create table dedupe (
				key text primary key,
				result text,
				created_at bigint not null
			) ${keptByKey(dialect)}`.execute(db)
		await sql`create index dedupe_age on dedupe (created_at)`.execute(db)

		await sql`
			create table drafts (
				id text primary key,
				platform text not null,
				space text not null,
				user_id text not null,
				once text,
				content text not null,
				expires_at bigint not null
			)`.execute(db)
		await sql`create unique index drafts_owner on drafts (platform, space, user_id, once)`.execute(db)
		await sql`create index drafts_expiry on drafts (expires_at)`.execute(db)
	},
}
