import type {
	Account,
	AccountId,
	Grant,
	Locale,
	Organization,
	OrganizationId,
	Role,
} from '../domain/account.ts'
import type { Act, Via } from './tickets.ts'

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

/** Who changes somebody's rights and from where; `by` is absent where it is nobody with an account. */
export type Doer = { readonly by?: AccountId; readonly via: Via }

/** What can change of what an account, or all of an organization, may do. */
export const rightKinds = [
	'made',
	'role',
	'grant',
	'organization',
	'disabled',
	'linked',
	'unlinked',
	'invited',
	'password',
	'address',
	'domain',
] as const
export type RightKind = (typeof rightKinds)[number]

/** An account as it is named in the history of rights, by what it is called now. */
export type Named = { readonly id: AccountId; readonly name: string; readonly email: string }

/** One change of what an account, or all of an organization, may do. */
export type RightsEntry = {
	readonly id: string
	readonly at: number
	readonly what: RightKind
	/** Absent where it is of an organization, or the other way round. */
	readonly account?: Named
	readonly organization?: Pick<Organization, 'id' | 'name'>
	/** Who did it, where it was someone with an account. */
	readonly by?: Named
	readonly via: string
	readonly from?: string
	readonly to?: string
}

/**
 * People and organizations of the support platform. Addresses are normalized by {@link normalizeEmail}. Whoever
 * runs the service, at the command line, changes rights where no {@link Doer} is given.
 */
export type Accounts = {
	byId(id: AccountId): Promise<Account | undefined>
	byEmail(email: string): Promise<Account | undefined>
	/** The first so many by address, after an address. */
	page(part: { readonly after?: string; readonly size: number }): Promise<readonly Account[]>
	/** Everyone, by address. */
	all(): AsyncIterable<Account>
	/** The first so many who work for support now, by address. */
	agents(size: number): Promise<readonly Account[]>
	/** @returns undefined when the address has an account already */
	add(account: NewAccount, doer?: Doer): Promise<Account | undefined>
	/** Chats that are linked to an account which is now disabled will be told. */
	change(
		id: AccountId,
		change: Partial<Pick<Account, 'firstName' | 'lastName' | 'role' | 'grant' | 'locale' | 'disabled'>> & {
			readonly organization?: OrganizationId
			/** null: none from now on. */
			readonly timeZone?: string | null
		},
		doer?: Doer,
	): Promise<Account | undefined>

	/** All of them, by name. */
	organizations(): Promise<readonly Organization[]>
	/** The first so many by name, with this one wherever it stands. `count` is of all that there are. */
	firstOrganizations(
		size: number,
		also?: OrganizationId,
	): Promise<{ readonly organizations: readonly Organization[]; readonly count: number }>
	addOrganization(
		organization: { readonly name: string; readonly grant: Grant },
		doer?: Doer,
	): Promise<Organization>
	setGrant(id: OrganizationId, grant: Grant, doer?: Doer): Promise<Organization | undefined>
	/** The mail domains that an organization owns: an account without one joins it by proving an address of theirs. */
	domains(id: OrganizationId): Promise<readonly string[]>
	/**
	 * Domains as {@link normalizeDomain} gives them. Accounts whose proved address is of the domain join now.
	 * @returns which organization owns the domain after this: another one keeps what it has
	 */
	addDomain(id: OrganizationId, domain: string, doer?: Doer): Promise<Organization | undefined>
	/** @returns whether it was theirs; who has joined stays */
	removeDomain(id: OrganizationId, domain: string, doer?: Doer): Promise<boolean>

	/**
	 * Every change of rights, newest first: of accounts all but domain; of organizations made, grant, domain.
	 */
	history(part: {
		readonly account?: AccountId
		readonly before?: string
		readonly size: number
	}): Promise<readonly RightsEntry[]>

	preferences(id: AccountId): Promise<Preferences>
	/** @param digestAt when the next daily list is due, where one was chosen: it is queued anew */
	setPreferences(id: AccountId, preferences: Preferences, digestAt?: number): Promise<void>
	/** Says nothing of one ticket until then; undefined hears of it again. */
	mute(act: Act & { readonly ticket: string; readonly until: number | undefined }): Promise<void>
	/** @returns when the mute ends, if there is one that has not */
	mutedUntil(id: AccountId, ticket: string): Promise<number | undefined>
	/** Those that have not ended, by the tickets' numbers. */
	mutes(id: AccountId): AsyncIterable<{ readonly number: number; readonly until: number }>
}
