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

/** Which requests the queue of support shows: those that nobody has taken, the agent's own, or all. */
export const queues = ['unassigned', 'mine', 'all'] as const
export type Queue = (typeof queues)[number]

/** `waiting`: whoever has waited longest for an answer of support first. `due`: the nearest target first. */
export const queueSorts = ['waiting', 'due', 'activity', 'created'] as const
export type QueueSort = (typeof queueSorts)[number]

/** What support has promised for a ticket; absent where there is no target for its priority. */
export type Targets = {
	/** Until when the first public answer is due, and when it was given. */
	readonly answerDue?: number
	readonly answeredAt?: number
	/** Until when it is to be solved, and when it last was. */
	readonly solveDue?: number
	readonly solvedAt?: number
}

/** What the requester says of how a solved request went. */
export type Rating = { readonly good: boolean; readonly text?: string; readonly at: number }

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
	/** The number of the ticket in which this duplicate goes on. */
	readonly mergedInto?: number
	/** Since when the people who asked wait for an answer of support; absent while support waits for them. */
	readonly waitingSince?: number
	readonly targets: Targets
	readonly rating?: Rating
	/** Whether it was opened again after it had been solved. */
	readonly reopened?: true
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

/** One line of the queue. */
export type QueueItem = TicketSummary &
	Pick<Ticket, 'organization' | 'assignee' | 'waitingSince' | 'targets' | 'rating'>

/** How many tickets of a list stand at each shown status. */
export type StatusCounts = Readonly<Record<ShownStatus, number>>
