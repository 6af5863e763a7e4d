import type {
	Account,
	AccountId,
	Grant,
	Locale,
	Organization,
	OrganizationId,
	Role,
} from '../domain/account.ts'
import type { Act } from './tickets.ts'

export type NewAccount = {
	readonly email: string
	readonly firstName: string
	readonly lastName: string
	readonly role: Role
	readonly organization?: OrganizationId
	readonly grant?: Grant
	readonly locale?: Locale
	readonly timeZone?: string
	readonly proved?: boolean
}

/** The kinds of notice a person can choose about. */
export const noticeKinds = [
	'answer',
	'status',
	'received',
	'copied',
	'reminder',
	'organization',
	'assigned',
] as const
export type NoticeKind = (typeof noticeKinds)[number]
export const noticeChannels = ['chat', 'mail', 'off'] as const
export type NoticeChannel = (typeof noticeChannels)[number]

/** What a person wants to hear and where; what is absent is by default. Hours are `HH:MM` in their zone. */
export type Preferences = {
	readonly notices: Readonly<Partial<Record<NoticeKind, NoticeChannel>>>
	/** Nothing is told in these hours; what waited comes after them. */
	readonly quiet?: { readonly from: string; readonly to: string }
	/** When to list the requests that wait for this person, each day on which there are any. */
	readonly digest?: string
	/** The chat to be told in, as {@link identityKey} writes it; the one last spoken in when absent. */
	readonly chat?: string
	/** What no chat takes is not sent by mail instead: they have unsubscribed. */
	readonly chatOnly?: true
}

/** People and organizations of the support platform. Addresses are normalized by {@link normalizeEmail}. */
export type Accounts = {
	byId(id: AccountId): Promise<Account | undefined>
	byEmail(email: string): Promise<Account | undefined>
	/** Everyone, by address. */
	all(): AsyncIterable<Account>
	/** @returns undefined when the address has an account already */
	add(account: NewAccount): Promise<Account | undefined>
	/** Chats that are linked to an account which is now disabled will be told. */
	change(
		id: AccountId,
		change: Partial<Pick<Account, 'firstName' | 'lastName' | 'role' | 'grant' | 'locale' | 'disabled'>> & {
			readonly organization?: OrganizationId
			/** null: none from now on. */
			readonly timeZone?: string | null
		},
	): Promise<Account | undefined>

	organizations(): Promise<readonly Organization[]>
	addOrganization(organization: { readonly name: string; readonly grant: Grant }): Promise<Organization>
	setGrant(id: OrganizationId, grant: Grant): Promise<Organization | undefined>
	/** The mail domains that an organization owns: an account without one joins it by proving an address of theirs. */
	domains(id: OrganizationId): Promise<readonly string[]>
	/**
	 * Domains as {@link normalizeDomain} gives them. Accounts whose proved address is of the domain join now.
	 * @returns which organization owns the domain after this: another one keeps what it has
	 */
	addDomain(id: OrganizationId, domain: string): Promise<Organization | undefined>
	/** @returns whether it was theirs; who has joined stays */
	removeDomain(id: OrganizationId, domain: string): Promise<boolean>

	preferences(id: AccountId): Promise<Preferences>
	/** @param digestAt when the next daily list is due, where one was chosen: it is queued anew */
	setPreferences(id: AccountId, preferences: Preferences, digestAt?: number): Promise<void>
	/** Says nothing of one ticket until then; undefined hears of it again. */
	mute(act: Act & { readonly ticket: string; readonly until: number | undefined }): Promise<void>
	/** @returns when the mute ends, if there is one that has not */
	mutedUntil(id: AccountId, ticket: string): Promise<number | undefined>
}
