import type { LoggedDelivery, Notices } from '../../../src/ports/notices.ts'
import { parseId } from '../ids.ts'
import { readJobTime } from '../job-time.ts'
import { toPerson } from '../people.ts'
import type { Store } from '../store.ts'

/** Who was told what, newest first; nothing for an id that was never one of ours. */
export async function log(
	store: Store,
	query: Parameters<Notices['log']>[0],
): Promise<readonly LoggedDelivery[]> {
	const { state } = query
	const rows = await store.kysely
		.selectFrom('deliveries as told')
		.innerJoin('events as e', 'e.id', 'told.event_id')
		.innerJoin('accounts as a', 'a.id', 'told.account_id')
		.leftJoin('notices as n', join =>
			join.onRef('n.account_id', '=', 'told.account_id').onRef('n.ticket_id', '=', 'told.ticket_id'),
		)
		.select([
			'told.id',
			'told.ticket_id',
			'told.account_id',
			'a.email',
			'a.first_name',
			'a.last_name',
			'a.role',
			'told.kind',
			'e.kind as event',
			'told.state',
			'told.channel',
			'told.why',
			'told.tries',
			'told.created_at',
			'told.settled_at',
			'n.why as last_why',
			'n.tries as last_tries',
			'n.due_at',
		])
		.$if(query.ticket !== undefined, q => q.where('told.ticket_id', '=', parseId(query.ticket ?? '') ?? 0))
		.$if(query.account !== undefined, q => q.where('told.account_id', '=', parseId(query.account ?? '') ?? 0))
		.$if(query.before !== undefined, q => q.where('told.id', '<', parseId(query.before ?? '') ?? 0))
		.$if(state !== undefined, q => q.where('told.state', '=', state ?? 'waiting'))
		.orderBy('told.id', 'desc')
		.limit(query.size)
		.execute()
	// Due times are of the clock of jobs.
	const ahead = (await readJobTime(store.kysely, store)) - store.clock.now()
	return rows.map(row => {
		const waits = row.state === 'waiting'
		const why = waits ? row.last_why : row.why
		return {
			id: String(row.id),
			number: row.ticket_id,
			account: { ...toPerson({ ...row, id: row.account_id }), email: row.email },
			kind: row.kind,
			event: row.event,
			state: row.state,
			...(row.channel !== null && { channel: row.channel }),
			...(why !== null && { why }),
			tries: waits ? (row.last_tries ?? 0) : row.tries,
			createdAt: row.created_at,
			at: waits ? (row.due_at ?? 0) - ahead : (row.settled_at ?? row.created_at),
		}
	})
}
