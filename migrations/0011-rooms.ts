import { sql } from 'kysely'
import { keptByKey } from './columns.ts'
import type { Migration } from './migration.ts'

type Named = { readonly id: number; readonly name: string }
type Room = {
	readonly platform: string
	readonly space: string
	readonly channel: string
	readonly organization: string
}

/**
 * A triage room is of an organization whatever that is called by now; who was asked once how it went is not again;
 * what an agent was shown last is known.
 */
export const rooms: Migration = {
	name: '0011-rooms',
	async up(db, dialect) {
		await sql`
			alter table tickets add column reopened smallint not null default 0 check (reopened in (0, 1))
		`.execute(db)
		await sql`update tickets set reopened = 1 where solved_at is not null and shown <> 0`.execute(db)

		await sql`
			alter table triage_rooms add column organization_id bigint references organizations (id)
		`.execute(db)
		const { rows } = await sql<Room>`
			select platform, space, channel, organization from triage_rooms where organization is not null
		`.execute(db)
		const known =
			rows.length === 0
				? []
				: (await sql<Named>`select id, name from organizations order by id`.execute(db)).rows
		for (const { platform, space, channel, organization } of rows) {
			const id = idOf(known, organization)
			const here = sql`platform = ${platform} and space = ${space} and channel = ${channel}`
			if (id !== undefined) {
				await sql`update triage_rooms set organization_id = ${id} where ${here}`.execute(db)
				continue
			}
			// It has shown nothing new since its organization was called otherwise, and must not show everything.
			await sql`delete from triage_cards where ${here}`.execute(db)
			await sql`delete from triage_rooms where ${here}`.execute(db)
		}
		await sql`alter table triage_rooms drop column organization`.execute(db)

		await sql`
			create table seen (
				account_id bigint not null references accounts (id),
				ticket_id bigint not null references tickets (id),
				sequence bigint not null,
				primary key (account_id, ticket_id)
			) ${keptByKey(dialect)}`.execute(db)

		await sql`create index accounts_agents on accounts (email) where role <> 'user'`.execute(db)
	},
}

/** As names were compared until now: whatever the case, in every script. */
function idOf(known: readonly Named[], name: string): number | undefined {
	const sought = name.toLowerCase()
	return known.find(one => one.name.toLowerCase() === sought)?.id
}
