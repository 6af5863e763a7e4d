import type { Opened, Refused, Tickets } from '../../../src/ports/tickets.ts'
import { can } from '../../../src/rules/access.ts'
import { record } from '../events.ts'
import type { Store } from '../store.ts'
import { bit } from '../tables/bit.ts'
import type { Outcome } from './act.ts'
import { onTicket } from './act.ts'
import { dueColumns } from './targets.ts'

/** Sets the priority, by an agent; what is promised counts anew from when the ticket was opened. */
export function setPriority(
	store: Store,
	act: Parameters<Tickets['setPriority']>[0],
): Promise<Opened | Refused> {
	return onTicket(store, 'priority', act, async ({ change, by, ticket, facts }): Promise<Outcome<object>> => {
		if (!can(by, 'work', facts) || ticket.status === 'closed') return { refused: 'forbidden' }
		if (act.priority === ticket.priority) return { refused: 'unchanged' }
		const due = dueColumns(change, ticket.createdAt, act.priority)
		await change.trx
			.updateTable('tickets')
			.set({
				priority: act.priority,
				...due,
				// Another time is another promise.
				...(due.answer_due !== (ticket.targets.answerDue ?? null) && { answer_warned: bit(false) }),
				...(due.solve_due !== (ticket.targets.solveDue ?? null) && { solve_warned: bit(false) }),
			})
			.where('id', '=', ticket.number)
			.execute()
		await record(change, act, ticket.number, 'priority', { from: ticket.priority, to: act.priority })
		return { number: ticket.number }
	})
}
