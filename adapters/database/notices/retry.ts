import type { TicketId } from '../../../src/domain/ticket.ts'
import { parseId } from '../ids.ts'
import { readJobTime } from '../job-time.ts'
import type { Change } from '../store.ts'
import { makeDue } from './announce.ts'
import { dueNow } from './due.ts'

/** Has a delivery told now that failed or waits, as often as if it were new. */
export async function retry(change: Change, id: string, ticket: TicketId | undefined): Promise<boolean> {
	const { trx, store } = change
	const found = await trx
		.selectFrom('deliveries')
		.select(['account_id', 'ticket_id'])
		.where('id', '=', parseId(id) ?? 0)
		.$if(ticket !== undefined, query => query.where('ticket_id', '=', parseId(ticket ?? '') ?? 0))
		.executeTakeFirst()
	if (!found) return false
	const { account_id, ticket_id } = found
	// First this, as whoever settles does, so that the two never wait for each other in a circle.
	await trx
		.selectFrom('notices')
		.select('fence')
		.where('account_id', '=', account_id)
		.where('ticket_id', '=', ticket_id)
		.$if(store.engine.name === 'postgres', query => query.forUpdate())
		.execute()
	const failed = await trx
		.updateTable('deliveries')
		.set({ state: 'waiting', channel: null, why: null, tries: 0, settled_at: null })
		.where('id', '=', parseId(id) ?? 0)
		.where('state', '=', 'failed')
		.returning('id')
		.executeTakeFirst()
	if (!failed && !(await waits(change, id))) return false
	const now = await readJobTime(trx, store)
	await makeDue(change, ticket_id, [account_id], now, dueNow(now, failed !== undefined))
	return true
}

async function waits({ trx }: Change, id: string): Promise<boolean> {
	const row = await trx
		.selectFrom('deliveries')
		.select('state')
		.where('id', '=', parseId(id) ?? 0)
		.executeTakeFirst()
	return row?.state === 'waiting'
}
