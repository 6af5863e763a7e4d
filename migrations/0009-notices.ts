import type { Kysely, RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { countedKey, keptByKey } from './columns.ts'
import type { Dialect, Migration } from './migration.ts'

/** Who is told what, and what the clock does by itself. */
export const notices: Migration = {
	name: '0009-notices',
	async up(db, dialect) {
		// SQLite ends its indexes with the key anyway.
		const last = dialect === 'sqlite' ? sql`` : sql`, id`
		await changeEvents(db, dialect)
		await sql`create index events_unannounced on events (ticket_id${last}) where announced = 0`.execute(db)

		await sql`
			create table notices (
				account_id bigint not null references accounts (id),
				ticket_id bigint not null references tickets (id),
				due_at bigint,
				claimed smallint not null check (claimed in (0, 1)),
				next_at bigint,
				fence bigint not null,
				tries bigint not null,
				why text,
				sent_at bigint,
				settled_at bigint,
				primary key (account_id, ticket_id)
			) ${keptByKey(dialect)}`.execute(db)
		await sql`create index notices_due on notices (due_at) where due_at is not null`.execute(db)
		await sql`create index notices_idle on notices (settled_at) where due_at is null`.execute(db)
		await sql`
			create table notice_messages (
				account_id bigint not null,
				ticket_id bigint not null,
				platform text not null,
				space text not null,
				user_id text not null,
				reference text not null,
				primary key (account_id, ticket_id, platform, space, user_id),
				foreign key (account_id, ticket_id) references notices (account_id, ticket_id)
					on delete cascade
			) ${keptByKey(dialect)}`.execute(db)
		await sql`create index notice_messages_ticket on notice_messages (ticket_id, account_id)`.execute(db)
		await sql`
			create index notice_messages_place on notice_messages (platform, space, user_id, reference)
		`.execute(db)
		await sql`
			create table paces (
				account_id bigint primary key references accounts (id),
				next_at bigint not null
			)`.execute(db)

		await sql`
			create table deliveries (
				id ${countedKey(dialect)},
				event_id bigint not null references events (id),
				ticket_id bigint not null references tickets (id),
				account_id bigint not null references accounts (id),
				kind text not null,
				state text not null check (state in ('waiting', 'sent', 'muted', 'failed')),
				channel text,
				why text,
				tries bigint not null,
				created_at bigint not null,
				settled_at bigint,
				unique (event_id, account_id)
			)`.execute(db)
		await sql`
			create index deliveries_waiting on deliveries (account_id, ticket_id${last})
			where state = 'waiting'`.execute(db)
		await sql`create index deliveries_settled on deliveries (settled_at) where settled_at is not null`.execute(
			db,
		)
		for (const column of ['ticket_id', 'account_id', 'state']) {
			await sql`create index ${sql.ref(`deliveries_${column}`)} on deliveries (${sql.ref(column)}${last})`.execute(
				db,
			)
		}

		await sql`
			create table comment_sources (
				source text primary key,
				ticket_id bigint not null,
				sequence bigint not null,
				account_id bigint not null references accounts (id),
				created_at bigint not null,
				foreign key (ticket_id, sequence) references comments (ticket_id, sequence)
			) ${keptByKey(dialect)}`.execute(db)
		await sql`create index comment_sources_account on comment_sources (account_id)`.execute(db)
		await sql`create index comment_sources_age on comment_sources (created_at)`.execute(db)

		await sql`alter table comments add column edited_at bigint`.execute(db)
		await sql`alter table comments add column withdrawn_at bigint`.execute(db)
		await sql`alter table links add column spoken_at bigint not null default 0`.execute(db)
		await sql`update links set spoken_at = linked_at`.execute(db)
		await sql`alter table preferences add column follows smallint not null default 0`.execute(db)
		await sql`
			update preferences set follows = 1 where ${organizationChoice(dialect)} in ('chat', 'mail')`.execute(db)

		await sql`alter table tickets add column reminded_at bigint`.execute(db)
		// Or everybody who owes an answer since whenever would be reminded at once.
		await sql`update tickets set reminded_at = activity_at where status = 'pending'`.execute(db)
		await sql`create index tickets_solved on tickets (activity_at) where status = 'solved'`.execute(db)
		await sql`
			create index tickets_unanswered on tickets (activity_at)
			where status = 'pending' and reminded_at is null`.execute(db)
	},
}

/** The clock acts too, so an event may have no actor; what happened before this is not told any more. */
async function changeEvents(db: Kysely<never>, dialect: Dialect): Promise<void> {
	if (dialect === 'postgres') {
		await sql`alter table events alter column actor_id drop not null`.execute(db)
		await sql`
			alter table events add column announced smallint not null default 1 check (announced in (0, 1))
		`.execute(db)
		await sql`alter table events alter column announced drop default`.execute(db)
		return
	}
	await sql`
		create table events_anew (
			id ${countedKey(dialect)},
			ticket_id bigint not null references tickets (id),
			kind text not null,
			actor_id bigint references accounts (id),
			via text not null,
			data text not null,
			created_at bigint not null,
			announced smallint not null check (announced in (0, 1))
		)`.execute(db)
	await sql`
		insert into events_anew (id, ticket_id, kind, actor_id, via, data, created_at, announced)
		select id, ticket_id, kind, actor_id, via, data, created_at, 1 from events`.execute(db)
	await sql`drop table events`.execute(db)
	await sql`alter table events_anew rename to events`.execute(db)
	await sql`create index events_ticket on events (ticket_id)`.execute(db)
}

function organizationChoice(dialect: Dialect): RawBuilder<unknown> {
	return dialect === 'sqlite'
		? sql`json_extract(content, '$.notices.organization')`
		: sql`content::json #>> '{notices,organization}'`
}
