import type { ShownStatus, Status } from '../../../src/domain/ticket.ts'
import { shownStatus } from '../../../src/domain/ticket.ts'

/** A shown status as a number: lists sorted by status run downwards in it, as they do in time. */
export type Shown = 0 | 1 | 2

const numbers: Readonly<Record<ShownStatus, Shown>> = { open: 2, awaiting: 1, solved: 0 }

export function shownNumber(status: ShownStatus): Shown {
	return numbers[status]
}

export function shownOf(status: Status): Shown {
	return numbers[shownStatus[status]]
}
