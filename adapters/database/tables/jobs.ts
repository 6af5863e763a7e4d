import type { Generated } from 'kysely'
import type { Job } from '../../../src/ports/jobs.ts'
import type { Bit } from './bit.ts'

/**
 * Work after a commit. A claim moves `due_at` to its end, so that a lost one is due again by itself;
 * `about` names the chat identity with which the job is erased, or what another one replaces.
 */
export type JobsTable = {
	id: Generated<number>
	kind: Job['kind']
	content: string
	about: string | null
	due_at: number
	fence: number
	tries: number
	/** The reason of the last failure. */
	why: string | null
	given_up_at: number | null
	created_at: number
	/** Somebody holds it, or has lost it since. */
	claimed: Generated<Bit>
	/** The instance that holds it, or has lost it since. */
	holder: string | null
	/** A JSON array of contents with which it is done again: what came up that whoever holds it does not know of. */
	next: string | null
}
