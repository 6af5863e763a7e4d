import type { Organization } from '../../src/domain/account.ts'
import type { OrganizationsTable } from './tables/organizations.ts'

export function toOrganization(row: Omit<OrganizationsTable, 'id'> & { readonly id: number }): Organization {
	return { id: String(row.id), name: row.name, grant: row.grant_level }
}
