import { sql } from 'kysely'
import { byTheClock, record } from '../events.ts'
import type { Change, Store } from '../store.ts'
import { transact } from '../store.ts'
import type { TicketsTable } from '../tables/tickets.ts'
import { advance } from './act.ts'
import { ticketById } from './read.ts'

/** Closes solved tickets on which nothing has happened since `before`, the oldest first. */
export function closeSolved(store: Store, before: number, count: number): Promise<number> {
	return transact(store, async change => {
		const ids = await resting(change, 'solved', before, count)
		for (const id of ids) {
			const ticket = await ticketById(change.trx, id)
			if (!ticket) continue
			// Nobody did anything, so it keeps its place in the lists.
			await advance({ change, ticket }, { status: 'closed', active: false })
			await record(change, byTheClock, id, 'status', { from: 'solved', to: 'closed' })
		}
		return ids.length
	})
}

/** Has the requesters reminded of tickets that have waited for them since `before`. */
export function remind(store: Store, before: number, count: number): Promise<number> {
	return transact(store, async change => {
		const ids = await resting(change, 'pending', before, count)
		for (const id of ids) {
			await change.trx.updateTable('tickets').set({ reminded_at: change.now }).where('id', '=', id).execute()
			await record(change, byTheClock, id, 'reminded')
		}
		return ids.length
	})
}

/** Locked, and on PostgreSQL without those that somebody is working on, who may be another one like us. */
async function resting(
	{ trx, store }: Change,
	status: 'solved' | 'pending',
	before: number,
	count: number,
): Promise<readonly number[]> {
	const rows = await trx
		.selectFrom('tickets')
		.select('id')
		// As the partial indexes say it.
		.where('status', '=', sql.lit<TicketsTable['status']>(status))
		.$if(status === 'pending', query => query.where('reminded_at', 'is', null))
		.where('activity_at', '<=', before)
		.orderBy('activity_at')
		.limit(count)
		.$if(store.engine.name === 'postgres', query => query.forUpdate().skipLocked())
		.execute()
	return rows.map(row => row.id)
}
