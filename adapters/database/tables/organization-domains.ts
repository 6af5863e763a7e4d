/** A mail domain and the organization that owns it. */
export type OrganizationDomainsTable = { domain: string; organization_id: number }
