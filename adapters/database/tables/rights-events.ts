import type { Generated } from 'kysely'
import type { RightKind } from '../../../src/ports/accounts.ts'

/** One change of what an account, or all of an organization, may do; one of the two is null. */
export type RightsEventsTable = {
	id: Generated<number>
	at: number
	what: RightKind
	account_id: number | null
	organization_id: number | null
	/** Null where it was nobody with an account. */
	by_id: number | null
	via: string
	from_value: string | null
	to_value: string | null
}
