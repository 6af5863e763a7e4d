import { sql } from 'kysely'
import { byTheClock, record } from '../events.ts'
import type { Change, Store } from '../store.ts'
import { transact } from '../store.ts'
import { bit } from '../tables/bit.ts'
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

/** The two promises, each with what of a ticket says that it is still to be kept, as the partial indexes say it. */
const promises = [
	{
		target: 'answer',
		due: 'answer_due',
		kept: sql<boolean>`answered_at is null and answer_warned = 0 and answer_due is not null`,
		warned: { answer_warned: bit(true) },
	},
	{
		target: 'solve',
		due: 'solve_due',
		kept: sql<boolean>`solve_warned = 0 and solve_due is not null`,
		warned: { solve_warned: bit(true) },
	},
] as const

/** Records of promises that are due by then, the nearest first, that they are about to be missed. */
export function warnOfTargets(store: Store, by: number, count: number): Promise<number> {
	return transact(store, async change => {
		const { trx } = change
		let warned = 0
		for (const promise of promises) {
			if (warned >= count) break
			const rows = await trx
				.selectFrom('tickets')
				.select(['id', 'answer_due', 'solve_due'])
				.where(sql<boolean>`status in ('new', 'open', 'pending', 'hold')`)
				.where(promise.kept)
				.where(promise.due, '<=', by)
				.orderBy(promise.due)
				.limit(count - warned)
				.$if(store.engine.name === 'postgres', query => query.forUpdate().skipLocked())
				.execute()
			for (const row of rows) {
				await trx.updateTable('tickets').set(promise.warned).where('id', '=', row.id).execute()
				await record(change, byTheClock, row.id, 'target', {
					target: promise.target,
					due: row[promise.due],
				})
			}
			warned += rows.length
		}
		return warned
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
