import type { Priority, Targets } from '../../../src/domain/ticket.ts'
import type { Change } from '../store.ts'
import type { TicketsTable } from '../tables/tickets.ts'

/** What is promised for a ticket, as columns. */
export function dueColumns(
	{ store }: Pick<Change, 'store'>,
	opened: number,
	priority: Priority,
): Pick<TicketsTable, 'answer_due' | 'solve_due'> {
	const { answerDue, solveDue } = store.targets(opened, priority)
	return { answer_due: answerDue ?? null, solve_due: solveDue ?? null }
}

export type TargetColumns = Pick<TicketsTable, 'answer_due' | 'answered_at' | 'solve_due' | 'solved_at'>

export function toTargets(row: TargetColumns): Targets {
	return {
		...(row.answer_due !== null && { answerDue: row.answer_due }),
		...(row.answered_at !== null && { answeredAt: row.answered_at }),
		...(row.solve_due !== null && { solveDue: row.solve_due }),
		...(row.solved_at !== null && { solvedAt: row.solved_at }),
	}
}
