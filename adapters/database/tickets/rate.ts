import { shownStatus } from '../../../src/domain/ticket.ts'
import type { Opened, Refused, Tickets } from '../../../src/ports/tickets.ts'
import { record } from '../events.ts'
import type { Store } from '../store.ts'
import { bit } from '../tables/bit.ts'
import type { Outcome } from './act.ts'
import { onTicket } from './act.ts'

/** Keeps what the requester says of how it went, in place of what they said before. */
export function rate(store: Store, act: Parameters<Tickets['rate']>[0]): Promise<Opened | Refused> {
	return onTicket(store, 'rate', act, async ({ change, by, ticket }): Promise<Outcome<object>> => {
		if (ticket.requester.id !== by.id || shownStatus[ticket.status] !== 'solved') {
			return { refused: 'forbidden' }
		}
		// As it will be kept.
		const text = act.text?.replaceAll('\0', '') || undefined
		const before = ticket.rating
		if (before && before.good === act.good && before.text === text) return { refused: 'unchanged' }
		await change.trx
			.updateTable('tickets')
			.set({ rating_good: bit(act.good), rating_text: text ?? null, rated_at: change.now })
			.where('id', '=', ticket.number)
			.execute()
		await record(change, act, ticket.number, 'rated', { good: act.good })
		return { number: ticket.number }
	})
}
