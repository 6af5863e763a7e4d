import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { countedKey, keptByKey } from './columns.ts'
import type { Migration } from './migration.ts'

/** What agents work with: the queue, what is promised, triage rooms, saved answers, the history of rights. */
export const desk: Migration = {
	name: '0010-desk',
	async up(db, dialect) {
		for (const column of [
			sql`merged_into bigint references tickets (id)`,
			sql`waiting_since bigint`,
			sql`answer_due bigint`,
			sql`answered_at bigint`,
			sql`solve_due bigint`,
			sql`solved_at bigint`,
			sql`answer_warned smallint not null default 0 check (answer_warned in (0, 1))`,
			sql`solve_warned smallint not null default 0 check (solve_warned in (0, 1))`,
			sql`rating_good smallint check (rating_good in (0, 1))`,
			sql`rating_text text`,
			sql`rated_at bigint`,
		]) {
			await sql`alter table tickets add column ${column}`.execute(db)
		}
		await sql`update tickets set waiting_since = activity_at where shown = 2`.execute(db)
		// Only of what is not done: of the rest nobody asks any more.
		await sql`
			update tickets set answered_at = (
				select min(c.created_at) from comments as c join accounts as a on a.id = c.author_id
				where c.ticket_id = tickets.id and c.sequence > 1 and c.public = 1 and a.role <> 'user'
			) where shown <> 0`.execute(db)

		const undone = sql`status in ('new', 'open', 'pending', 'hold')`
		// SQLite ends its indexes with the key anyway.
		const last = dialect === 'sqlite' ? sql`` : sql`, id`
		const waiting = sql`(coalesce(waiting_since, 999999999999999))`
		const due = sql`(case when answered_at is null
			and answer_due < coalesce(solve_due, 999999999999999) then answer_due
			else coalesce(solve_due, 999999999999999) end)`
		// With the status, so that SQLite counts along the index alone.
		await index('tickets_queue_assignee', sql`assignee_id, ${waiting}, id, status`, undone)
		await index('tickets_queue_waiting', sql`${waiting}${last}`, undone)
		await index('tickets_queue_due', sql`${due}${last}`, undone)
		await index('tickets_queue_activity', sql`activity_at${last}`, undone)
		await index('tickets_queue', sql`id`, undone)
		// Told apart by how they say the same, so that each query has one that fits.
		await index('tickets_done', sql`status${last}`, sql`status in ('solved', 'closed')`)
		await index('tickets_done_assignee', sql`assignee_id, status${last}`, sql`shown = 0`)
		await index(
			'tickets_answer_due',
			sql`answer_due`,
			sql`${undone} and answered_at is null and answer_warned = 0 and answer_due is not null`,
		)
		await index(
			'tickets_solve_due',
			sql`solve_due`,
			sql`${undone} and solve_warned = 0 and solve_due is not null`,
		)

		await sql`alter table jobs add column claimed smallint not null default 0 check (claimed in (0, 1))`.execute(
			db,
		)
		await sql`alter table jobs add column next text`.execute(db)

		await sql`
			create table triage_rooms (
				platform text not null,
				space text not null,
				channel text not null,
				reference text not null,
				organization text,
				word text,
				by_id bigint not null references accounts (id),
				opened_at bigint not null,
				primary key (platform, space, channel)
			) ${keptByKey(dialect)}`.execute(db)
		await sql`
			create table triage_cards (
				platform text not null,
				space text not null,
				channel text not null,
				ticket_id bigint not null references tickets (id),
				standing text,
				primary key (platform, space, channel, ticket_id)
			) ${keptByKey(dialect)}`.execute(db)
		await sql`
			create index triage_cards_standing on triage_cards (platform, space, channel, standing)
			where standing is not null`.execute(db)

		await sql`
			create table saved_answers (
				id ${countedKey(dialect)},
				name text not null,
				folded text not null unique,
				text text not null
			)`.execute(db)

		await sql`
			create table rights_events (
				id ${countedKey(dialect)},
				at bigint not null,
				what text not null,
				account_id bigint references accounts (id),
				organization_id bigint references organizations (id),
				by_id bigint references accounts (id),
				via text not null,
				from_value text,
				to_value text,
				check ((account_id is null) <> (organization_id is null))
			)`.execute(db)
		await sql`create index rights_events_account on rights_events (account_id${last})`.execute(db)

		async function index(
			name: string,
			columns: RawBuilder<unknown>,
			where: RawBuilder<unknown>,
		): Promise<void> {
			await sql`create index ${sql.ref(name)} on tickets (${columns}) where ${where}`.execute(db)
		}
	},
}
