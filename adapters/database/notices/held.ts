import type { Notice } from '../../../src/ports/notices.ts'
import { parseId } from '../ids.ts'
import type { Change } from '../store.ts'
import type { NoticesTable } from '../tables/notices.ts'

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
