import type { Status } from '../domain/ticket.ts'

/** Who speaks: the people who asked (requester, CC, colleague) or support. */
export type Side = 'customer' | 'agent'

/** What an agent may set together with an answer. */
export const followingStatuses = ['open', 'pending', 'hold', 'solved'] as const satisfies Status[]

/** What an agent may set by itself; closing is asked about first. */
export const settableStatuses = [...followingStatuses, 'closed'] as const satisfies Status[]
export type SettableStatus = (typeof settableStatuses)[number]

/**
 * The status after a public comment, or `follow-up` where the ticket is closed and the comment opens a new
 * one instead. `chosen` is what an agent sets in the same act.
 */
export function afterComment(status: Status, side: Side, chosen?: SettableStatus): Status | 'follow-up' {
	if (status === 'closed') return 'follow-up'
	if (side === 'agent') return chosen ?? (status === 'new' ? 'open' : status)
	return status === 'new' ? 'new' : 'open'
}

/** What a public comment is about to cause beside being added, to be said before it is sent. */
export function consequenceOfComment(status: Status, side: Side): 'reopens' | 'follow-up' | undefined {
	if (status === 'closed') return 'follow-up'
	if (side === 'customer' && status === 'solved') return 'reopens'
	return undefined
}

/** Whether a status may be set by hand: closed is final, and nothing becomes new again. */
export function maySet(from: Status, to: Status): to is SettableStatus {
	return from !== 'closed' && to !== 'new' && from !== to
}

/** Assigning makes a new ticket open. */
export function afterAssignment(status: Status): Status {
	return status === 'new' ? 'open' : status
}
