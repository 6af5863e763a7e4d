import { sql } from 'kysely'
import type { Database } from '../../../adapters/database/open.ts'

/**
 * Counts anew all that is counted and compares all that is repeated; each rests on the tickets alone.
 * @returns what is not as it should be
 */
export async function recount({ store }: Pick<Database, 'store'>): Promise<readonly string[]> {
	const { kysely } = store
	const counted = await sql`
		select 'all' as kind, id % 16 as owner, shown, count(*) as tickets from tickets group by id % 16, shown
		union all select 'requested', requester_id, shown, count(*) from tickets group by requester_id, shown
		union all select 'organization', organization_id, shown, count(*) from tickets
			where organization_id is not null group by organization_id, shown
		union all select 'ccd', c.account_id, t.shown, count(*)
			from ccs c join tickets t on t.id = c.ticket_id group by c.account_id, t.shown
		order by 1, 2, 3`.execute(kysely)
	const kept = await sql`
		select kind, owner, shown, tickets from counters where tickets <> 0 order by 1, 2, 3`.execute(kysely)
	const right = new Set(counted.rows.map(row => JSON.stringify(row)))
	const wrong = kept.rows.map(row => JSON.stringify(row)).filter(row => !right.delete(row))

	const strayed = await sql`
		select c.ticket_id from ccs c join tickets t on t.id = c.ticket_id
		where c.shown <> t.shown or c.activity_at <> t.activity_at`.execute(kysely)
	const shown = await sql`
		select id from tickets where shown <> case
			when status in ('new', 'open', 'hold') then 2 when status = 'pending' then 1 else 0 end
		`.execute(kysely)
	const waits = await sql`
		select id from tickets where (waiting_since is not null and shown <> 2)
			or (solved_at is null and shown = 0)
			or (answered_at is null and waiting_since is null and shown = 2)`.execute(kysely)
	const gaps = await sql`
		select t.id from tickets t left join comments c on c.ticket_id = t.id group by t.id, t.last_sequence
		having count(c.sequence) = 0 or min(c.sequence) <> 1 or max(c.sequence) <> t.last_sequence
			or count(*) <> t.last_sequence`.execute(kysely)
	const loose = await sql`
		select a.id from attachments a
			left join comments c on c.ticket_id = a.ticket_id and c.sequence = a.sequence
		where c.ticket_id is null`.execute(kysely)
	const found = {
		'counts what is not there': wrong,
		'does not count': [...right],
		'is shown otherwise to who is copied': strayed.rows,
		'is shown by another status': shown.rows,
		'has times that do not agree': waits.rows,
		'has gaps in its conversation': gaps.rows,
		'has no comment': loose.rows,
	}
	return Object.entries(found).flatMap(([what, rows]) =>
		rows.map(row => `${typeof row === 'string' ? row : JSON.stringify(row)} ${what}`),
	)
}
