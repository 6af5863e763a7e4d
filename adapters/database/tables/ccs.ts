import type { Shown } from './shown.ts'

/** Who is copied on a ticket; what lists are sorted by is repeated here, so that no list has to join first. */
export type CcsTable = {
	ticket_id: number
	account_id: number
	added_at: number
	shown: Shown
	activity_at: number
}
