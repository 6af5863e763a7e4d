import type { Account, AccountId, Grant, OrganizationId } from '../domain/account.ts'
import { grants } from '../domain/account.ts'
import type { Status, Ticket } from '../domain/ticket.ts'

/** What of an account decides what it may do. */
export type Viewer = Pick<Account, 'id' | 'role' | 'organization' | 'grant' | 'proved' | 'disabled'>

/** Sees everything, and is nobody: for what the service does by itself. */
export const everyone: Viewer = {
	id: '0',
	role: 'admin',
	grant: 'none',
	proved: true,
	disabled: false,
}

/** What of a ticket decides who may do what with it. */
export type TicketFacts = {
	readonly status: Status
	readonly requester: AccountId
	readonly organization?: OrganizationId
	readonly ccs: readonly AccountId[]
	readonly assigned: boolean
	readonly assignee?: AccountId
}

/** The same of a whole ticket. */
export function factsOf(
	ticket: Pick<Ticket, 'status' | 'requester' | 'organization' | 'ccs' | 'assignee'>,
): TicketFacts {
	return {
		status: ticket.status,
		requester: ticket.requester.id,
		...(ticket.organization && { organization: ticket.organization.id }),
		ccs: ticket.ccs.map(person => person.id),
		assigned: ticket.assignee !== undefined,
		...(ticket.assignee && { assignee: ticket.assignee.id }),
	}
}

export const operations = ['see', 'comment', 'solve', 'addCc', 'leaveCc', 'note', 'work', 'rate'] as const
/**
 * `note`: read and write internal notes. `work`: what agents do (assign, set status and priority, merge).
 * `rate`: say how it went.
 */
export type Operation = (typeof operations)[number]

export type Relation = 'agent' | 'requester' | 'cc' | 'colleague' | 'none'

/** The more generous of what the organization and the member were granted. */
export function effectiveGrant(viewer: Pick<Viewer, 'organization' | 'grant'>): Grant {
	if (!viewer.organization) return 'none'
	const { grant } = viewer.organization
	return grants.indexOf(grant) > grants.indexOf(viewer.grant) ? grant : viewer.grant
}

/** How someone stands to a ticket; the closest relation wins. */
export function relationTo(viewer: Viewer, ticket: TicketFacts): Relation {
	if (viewer.disabled) return 'none'
	if (viewer.role !== 'user') return 'agent'
	if (ticket.requester === viewer.id) return 'requester'
	const sameOrganization = viewer.organization !== undefined && viewer.organization.id === ticket.organization
	// Whoever is copied by a mere address, from outside, has yet to show that it is theirs.
	if (ticket.ccs.includes(viewer.id) && (viewer.proved || sameOrganization)) return 'cc'
	if (sameOrganization && effectiveGrant(viewer) !== 'none') return 'colleague'
	return 'none'
}

/**
 * The one function that decides who may do what. Whoever may not even `see` is to be answered as if the
 * ticket did not exist.
 */
export function can(viewer: Viewer, operation: Operation, ticket: TicketFacts): boolean {
	switch (relationTo(viewer, ticket)) {
		case 'agent':
			if (operation === 'leaveCc') return ticket.ccs.includes(viewer.id)
			if (operation === 'addCc') return ticket.status !== 'closed'
			if (operation === 'rate') return false
			return operation !== 'solve' || !isDone(ticket.status)
		case 'requester':
			if (operation === 'solve') return ticket.assigned && !isDone(ticket.status)
			if (operation === 'addCc') return ticket.status !== 'closed'
			if (operation === 'rate') return isDone(ticket.status)
			return operation === 'see' || operation === 'comment'
		case 'cc':
			return operation === 'see' || operation === 'comment' || operation === 'leaveCc'
		case 'colleague':
			return operation === 'see' || (operation === 'comment' && effectiveGrant(viewer) === 'comment')
		case 'none':
			return false
	}
}

function isDone(status: Status): boolean {
	return status === 'solved' || status === 'closed'
}

/** What `can(viewer, 'see', …)` says, as a filter that a store can put into a query: any of its parts holds. */
export type Visibility =
	| { readonly everything: true }
	| {
			readonly everything: false
			readonly requester?: AccountId
			/** Tickets on which this account is copied; `within` limits them to one organization. */
			readonly cc?: { readonly account: AccountId; readonly within?: OrganizationId }
			readonly organization?: OrganizationId
	  }

/** The filter for all that someone may see. */
export function visibleTo(viewer: Viewer): Visibility {
	if (viewer.disabled) return { everything: false }
	if (viewer.role !== 'user') return { everything: true }
	const within = viewer.organization?.id
	const organization = effectiveGrant(viewer) === 'none' ? undefined : within
	return {
		everything: false,
		requester: viewer.id,
		...(viewer.proved
			? { cc: { account: viewer.id } }
			: within !== undefined && { cc: { account: viewer.id, within } }),
		...(organization !== undefined && { organization }),
	}
}
