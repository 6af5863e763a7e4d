import type { Tickets } from '../../../src/ports/tickets.ts'
import { parseId } from '../ids.ts'
import type { Store } from '../store.ts'
import { transact } from '../store.ts'

/** What an agent was shown of a conversation; kept only where it is more than before. */
export async function saw(
	store: Store,
	{ by, ticket, sequence }: Parameters<Tickets['saw']>[0],
): Promise<void> {
	const before = await seen(store, by, ticket)
	const [account_id, ticket_id] = [parseId(by), parseId(ticket)]
	if (account_id === undefined || ticket_id === undefined) return
	if (before !== undefined && before >= sequence) return
	await transact(store, async ({ trx }) => {
		await trx
			.insertInto('seen')
			.values({ account_id, ticket_id, sequence })
			.onConflict(conflict =>
				conflict
					.columns(['account_id', 'ticket_id'])
					.doUpdateSet({ sequence })
					.where('seen.sequence', '<', sequence),
			)
			.execute()
	})
}

/** The last comment that an agent was shown, if it is known. */
export async function seen(
	{ kysely }: Pick<Store, 'kysely'>,
	by: string,
	ticket: string,
): Promise<number | undefined> {
	const row = await kysely
		.selectFrom('seen')
		.select('sequence')
		.where('account_id', '=', parseId(by) ?? 0)
		.where('ticket_id', '=', parseId(ticket) ?? 0)
		.executeTakeFirst()
	return row?.sequence
}
