import type { AccountId, OrganizationId } from './account.ts'

/** Where a ticket stands. Agents see all six by name; requesters see the three of {@link ShownStatus}. */
export const statuses = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const
export type Status = (typeof statuses)[number]

/** What a requester is told of a ticket's status. */
export const shownStatuses = ['open', 'awaiting', 'solved'] as const
export type ShownStatus = (typeof shownStatuses)[number]

export const shownStatus: Readonly<Record<Status, ShownStatus>> = {
	new: 'open',
	open: 'open',
	hold: 'open',
	pending: 'awaiting',
	solved: 'solved',
	closed: 'solved',
}

/** The three lists: what I opened, what I am copied on, what my organization's members opened. */
export const scopes = ['requested', 'ccd', 'organization'] as const
export type Scope = (typeof scopes)[number]

export const sorts = ['activity', 'created', 'status'] as const
export type Sort = (typeof sorts)[number]

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

/** Opaque outside the store that made it; people use {@link Ticket.number}. */
export type TicketId = string

/** Someone as others may see them. */
export type Person = {
	readonly id: AccountId
	readonly name: string
	readonly role: 'user' | 'agent' | 'admin'
}

/** Times are milliseconds since 1970, everywhere. */
export type Ticket = {
	readonly id: TicketId
	readonly number: number
	readonly subject: string
	readonly status: Status
	readonly priority: Priority
	readonly requester: Person
	readonly organization?: { readonly id: OrganizationId; readonly name: string }
	readonly assignee?: Person
	/** People are copied by address, whether they have an account in use or not. */
	readonly ccs: readonly (Person & { readonly email: string })[]
	/** The number of the closed ticket that this one follows up. */
	readonly followUpOf?: number
	readonly createdAt: number
	readonly activityAt: number
	/** The sequence of the last comment; internal notes count. */
	readonly lastSequence: number
}

/** One line of a list. */
export type TicketSummary = Pick<
	Ticket,
	'id' | 'number' | 'subject' | 'status' | 'priority' | 'requester' | 'createdAt' | 'activityAt'
>

/** How many tickets of a list stand at each shown status. */
export type StatusCounts = Readonly<Record<ShownStatus, number>>
