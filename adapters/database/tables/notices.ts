import type { Bit } from './bit.ts'

/**
 * What one person is to be told of one ticket. A claim moves `due_at` to its end, so that a lost one is due
 * again by itself; what comes up during a claim is due at `next_at`, after it. Those and `sent_at` (when the
 * person was last told) are of the clock of jobs.
 */
export type NoticesTable = {
	account_id: number
	ticket_id: number
	due_at: number | null
	claimed: Bit
	/** The instance that holds it, or has lost it since. */
	holder: string | null
	next_at: number | null
	fence: number
	/** How often telling failed since something was added last before the claim, and the reason of the last time. */
	tries: number
	why: string | null
	sent_at: number | null
	settled_at: number | null
}
