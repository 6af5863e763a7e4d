import type { Notice } from '../../../src/ports/notices.ts'
import { parseId } from '../ids.ts'
import type { Change } from '../store.ts'
import type { NoticesTable } from '../tables/notices.ts'
import { byKey, type Key, oneOf } from './keys.ts'

/** A notice as whoever claimed it names it. */
export type Held = Pick<Notice, 'account' | 'ticket' | 'fence'>
export type HeldRow = Pick<NoticesTable, 'account_id' | 'ticket_id' | 'fence' | 'next_at' | 'tries'>

/** The notice, locked, if its claim was not lost: whatever is announced meanwhile comes before or after. */
export async function held(
	{ trx, store }: Change,
	{ account, ticket, fence }: Held,
): Promise<HeldRow | undefined> {
	return trx
		.selectFrom('notices')
		.select(['account_id', 'ticket_id', 'fence', 'next_at', 'tries'])
		.where('account_id', '=', parseId(account) ?? 0)
		.where('ticket_id', '=', parseId(ticket) ?? 0)
		.where('fence', '=', fence)
		.$if(store.engine.name === 'postgres', query => query.forUpdate())
		.executeTakeFirst()
}

/** The same of many, locked in one order, so that two who do so never wait for each other in a circle. */
export async function allHeld(
	{ trx, store }: Change,
	notices: readonly Held[],
): Promise<(notice: Held) => HeldRow | undefined> {
	const rows = await trx
		.selectFrom('notices')
		.select(['account_id', 'ticket_id', 'fence', 'next_at', 'tries'])
		.where(oneOf(store, notices.map(keyOf), 'notices'))
		.$if(store.engine.name === 'postgres', query =>
			query.orderBy('ticket_id').orderBy('account_id').forUpdate(),
		)
		.execute()
	const rowOf = byKey(rows, row => row)
	return notice => rowOf(keyOf(notice)).find(({ fence }) => fence === notice.fence)
}

function keyOf({ account, ticket }: Held): Key {
	return { account_id: parseId(account) ?? 0, ticket_id: parseId(ticket) ?? 0 }
}
