import { sql } from 'kysely'
import { countedKey } from './columns.ts'
import type { Migration } from './migration.ts'

/** Systems beside the service that are told of events, and what they are told. `secret` and `old_secret` are sealed. */
export const webhooks: Migration = {
	name: '0014-webhooks',
	async up(db, dialect) {
		await sql`
			create table webhooks (
				id ${countedKey(dialect)},
				url text not null,
				account_id bigint not null references accounts (id),
				events text not null,
				secret text not null,
				old_secret text,
				old_until bigint,
				created_at bigint not null,
				paused_until bigint not null,
				failing_since bigint,
				failed_at bigint,
				disabled_at bigint,
				disabled_why text
			)`.execute(db)
		await sql`
			create table webhook_messages (
				id ${countedKey(dialect)},
				message text not null unique,
				webhook_id bigint not null references webhooks (id) on delete cascade,
				event_id bigint not null references events (id),
				state text not null check (state in ('waiting', 'sent', 'muted', 'failed')),
				due_at bigint,
				fence bigint not null,
				tries bigint not null,
				why text,
				created_at bigint not null,
				settled_at bigint,
				unique (webhook_id, event_id)
			)`.execute(db)
		await sql`
			create index webhook_messages_due on webhook_messages (webhook_id, due_at) where due_at is not null
		`.execute(db)
		await sql`
			create index webhook_messages_settled on webhook_messages (settled_at) where settled_at is not null
		`.execute(db)
	},
}
