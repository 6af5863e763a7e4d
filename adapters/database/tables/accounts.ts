import type { Generated } from 'kysely'
import type { Grant, Locale, Role } from '../../../src/domain/account.ts'
import type { Bit } from './bit.ts'

/** A person of the support platform. `email` is unique and normalized. */
export type AccountsTable = {
	id: Generated<number>
	email: string
	first_name: string
	last_name: string
	role: Role
	organization_id: number | null
	grant_level: Grant
	locale: Locale | null
	time_zone: string | null
	proved: Bit
	disabled: Bit
	created_at: number
}
