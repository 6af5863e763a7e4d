export type AccountId = string
export type OrganizationId = string

export const roles = ['user', 'agent', 'admin'] as const
export type Role = (typeof roles)[number]

/** What colleagues may do with one another's tickets, from nothing to commenting. */
export const grants = ['none', 'see', 'comment'] as const
export type Grant = (typeof grants)[number]

export type Organization = { readonly id: OrganizationId; readonly name: string; readonly grant: Grant }

export const locales = ['en', 'it'] as const
export type Locale = (typeof locales)[number]

/** A person on the support platform. */
export type Account = {
	readonly id: AccountId
	/** Normalized: trimmed, lower case. */
	readonly email: string
	readonly firstName: string
	readonly lastName: string
	readonly role: Role
	readonly organization?: Organization
	/** What this member may do with colleagues' tickets; the organization's own grant may be more generous. */
	readonly grant: Grant
	/** What the person chose; absent means that the chat's language counts. */
	readonly locale?: Locale
	/** An IANA zone, e.g. `Europe/Rome`. */
	readonly timeZone?: string
	/** Whether the person has shown that the address is theirs. */
	readonly proved: boolean
	readonly disabled: boolean
}

/** The name as others see it; the part of the address before the @ when there is none. */
export function fullName(account: Pick<Account, 'firstName' | 'lastName' | 'email'>): string {
	return (
		`${account.firstName} ${account.lastName}`.trim() || account.email.slice(0, account.email.indexOf('@'))
	)
}
