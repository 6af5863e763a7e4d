import type { Generated } from 'kysely'
import type { Priority, Status } from '../../../src/domain/ticket.ts'
import type { Bit } from './bit.ts'
import type { Shown } from './shown.ts'

/** A ticket; the id is the number that people say. */
export type TicketsTable = {
	id: Generated<number>
	subject: string
	status: Status
	/** What requesters are told of the status, as a number that sorts. */
	shown: Shown
	priority: Priority
	requester_id: number
	/** The requester's when the ticket was opened. */
	organization_id: number | null
	assignee_id: number | null
	follow_up_of: number | null
	created_at: number
	activity_at: number
	last_sequence: number
	/** When the requester was reminded of an unanswered question; null again once something happens. */
	reminded_at: number | null
	/** The ticket in which this duplicate goes on. */
	merged_into: number | null
	/** Since when the people who asked wait for support. */
	waiting_since: number | null
	answer_due: number | null
	/** When support first said something in public. */
	answered_at: number | null
	solve_due: number | null
	/** When it last was solved. */
	solved_at: number | null
	/** Whether it was said that a target is about to be missed. */
	answer_warned: Generated<Bit>
	solve_warned: Generated<Bit>
	/** Whether it was opened again after it had been solved. */
	reopened: Generated<Bit>
	rating_good: Bit | null
	rating_text: string | null
	rated_at: number | null
}
