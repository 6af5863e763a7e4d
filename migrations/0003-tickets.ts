import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { countedKey, keptByKey } from './columns.ts'
import type { Migration } from './migration.ts'

const firstNumber = 1001

export const tickets: Migration = {
	name: '0003-tickets',
	async up(db, dialect) {
		await sql`
			create table tickets (
				id ${countedKey(dialect, firstNumber)},
				subject text not null,
				status text not null check (status in ('new', 'open', 'pending', 'hold', 'solved', 'closed')),
				shown smallint not null check (shown in (0, 1, 2)),
				priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
				requester_id bigint not null references accounts (id),
				organization_id bigint references organizations (id),
				assignee_id bigint references accounts (id),
				follow_up_of bigint references tickets (id),
				created_at bigint not null,
				activity_at bigint not null,
				last_sequence bigint not null
			)`.execute(db)
		if (dialect === 'sqlite') {
			await sql`insert into sqlite_sequence (name, seq) values ('tickets', ${firstNumber - 1})`.execute(db)
		}

		// Each list has an index for each of its orders, with and without a status, that ends in the ticket:
		// a page is read from the middle of it, whatever the size. SQLite ends its indexes with the key anyway.
		const last = dialect === 'sqlite' ? sql`` : sql`, id`
		for (const owner of ['requester_id', 'organization_id']) {
			await index(`tickets_${owner}`, 'tickets', sql`${sql.ref(owner)}${last}`)
			await index(`tickets_${owner}_activity`, 'tickets', sql`${sql.ref(owner)}, activity_at${last}`)
			await index(`tickets_${owner}_shown`, 'tickets', sql`${sql.ref(owner)}, shown${last}`)
			await index(
				`tickets_${owner}_shown_activity`,
				'tickets',
				sql`${sql.ref(owner)}, shown, activity_at${last}`,
			)
		}

		await sql`
			create table ccs (
				ticket_id bigint not null references tickets (id),
				account_id bigint not null references accounts (id),
				added_at bigint not null,
				shown smallint not null check (shown in (0, 1, 2)),
				activity_at bigint not null,
				primary key (ticket_id, account_id)
			) ${keptByKey(dialect)}`.execute(db)
		await index('ccs_account', 'ccs', sql`account_id, ticket_id`)
		await index('ccs_account_activity', 'ccs', sql`account_id, activity_at, ticket_id`)
		await index('ccs_account_shown', 'ccs', sql`account_id, shown, ticket_id`)
		await index('ccs_account_shown_activity', 'ccs', sql`account_id, shown, activity_at, ticket_id`)

		await sql`
			create table comments (
				ticket_id bigint not null references tickets (id),
				sequence bigint not null,
				author_id bigint not null references accounts (id),
				public smallint not null check (public in (0, 1)),
				text text not null,
				created_at bigint not null,
				primary key (ticket_id, sequence)
			) ${keptByKey(dialect)}`.execute(db)

		await sql`
			create table attachments (
				id ${countedKey(dialect)},
				ticket_id bigint not null,
				sequence bigint not null,
				name text not null,
				size bigint not null,
				type text not null,
				state text not null check (state in ('waiting', 'stored', 'lost')),
				platform text,
				source text,
				key text,
				sha256 text,
				foreign key (ticket_id, sequence) references comments (ticket_id, sequence)
			)`.execute(db)
		await index('attachments_comment', 'attachments', sql`ticket_id, sequence`)

		await sql`
			create table counters (
				kind text not null,
				owner bigint not null,
				shown smallint not null,
				tickets bigint not null,
				primary key (kind, owner, shown)
			) ${keptByKey(dialect)}`.execute(db)

		await sql`
			create table mutes (
				account_id bigint not null references accounts (id),
				ticket_id bigint not null references tickets (id),
				ends_at bigint not null,
				primary key (account_id, ticket_id)
			) ${keptByKey(dialect)}`.execute(db)
		await index('mutes_ticket', 'mutes', sql`ticket_id`)

		async function index(name: string, table: string, columns: RawBuilder<unknown>): Promise<void> {
			await sql`create index ${sql.ref(name)} on ${sql.table(table)} (${columns})`.execute(db)
		}
	},
}
