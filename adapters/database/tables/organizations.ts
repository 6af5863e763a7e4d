import type { Generated } from 'kysely'
import type { Grant } from '../../../src/domain/account.ts'

/** A company, and what its members may do with one another's tickets. */
export type OrganizationsTable = {
	id: Generated<number>
	name: string
	grant_level: Grant
	created_at: number
}
