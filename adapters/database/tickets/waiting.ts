import type { Status, Ticket } from '../../../src/domain/ticket.ts'
import { shownStatus } from '../../../src/domain/ticket.ts'
import type { Side } from '../../../src/rules/status.ts'
import type { Bit } from '../tables/bit.ts'
import { bit } from '../tables/bit.ts'
import type { TicketsTable } from '../tables/tickets.ts'

type Times = Pick<TicketsTable, 'waiting_since' | 'answered_at' | 'solved_at'> & { readonly reopened: Bit }

/**
 * Since when the people who asked wait, when support first answered, when it was last solved and whether it was
 * opened again after that, once a ticket has gone to `status`.
 * @param spoke who added a public comment in the same act
 */
export function timesAfter(
	ticket: Pick<Ticket, 'status' | 'waitingSince' | 'targets' | 'reopened'>,
	status: Status,
	spoke: Side | undefined,
	now: number,
): Times {
	const { answeredAt, solvedAt } = ticket.targets
	const wasDone = shownStatus[ticket.status] === 'solved'
	const isDone = shownStatus[status] === 'solved'
	return {
		waiting_since: waitingAfter(ticket, status, spoke, now) ?? null,
		answered_at: answeredAt ?? (spoke === 'agent' ? now : null),
		reopened: bit(ticket.reopened === true || (wasDone && !isDone)),
		solved_at: isDone && !wasDone ? now : (solvedAt ?? null),
	}
}

function waitingAfter(
	ticket: Pick<Ticket, 'status' | 'waitingSince'>,
	status: Status,
	spoke: Side | undefined,
	now: number,
): number | undefined {
	if (shownStatus[status] !== 'open' || spoke === 'agent') return undefined
	const reopened = shownStatus[ticket.status] !== 'open'
	return spoke === 'customer' || reopened ? (ticket.waitingSince ?? now) : ticket.waitingSince
}
