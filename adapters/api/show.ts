import type { Account, Organization } from '../../src/domain/account.ts'
import type { Comment } from '../../src/domain/comment.ts'
import type { Person, QueueItem, Ticket, TicketSummary } from '../../src/domain/ticket.ts'
import type * as schemas from './schemas.ts'
import type { Shown } from './schemas.ts'

/*
 * How things of the domain look in answers.
 */

function time(at: number): string {
	return new Date(at).toISOString()
}

function person({ id, name, role }: Person): Shown<typeof schemas.ticket>['requester'] {
	return { id, name, role }
}

export function summaryOf(
	ticket: TicketSummary & Partial<Pick<QueueItem, 'organization' | 'assignee' | 'waitingSince'>>,
): Shown<typeof schemas.ticketSummary> {
	const { number, subject, status, priority, requester, organization, assignee, waitingSince } = ticket
	return {
		number,
		subject,
		status,
		priority,
		requester: person(requester),
		...(organization && { organization: { id: organization.id, name: organization.name } }),
		...(assignee && { assignee: person(assignee) }),
		...(waitingSince !== undefined && { waitingSince: time(waitingSince) }),
		createdAt: time(ticket.createdAt),
		activityAt: time(ticket.activityAt),
	}
}

export function ticketOf(ticket: Ticket, publicUrl: string): Shown<typeof schemas.ticket> {
	const { followUpOf, mergedInto, rating } = ticket
	return {
		...summaryOf(ticket),
		ccs: ticket.ccs.map(({ id, name, email }) => ({ id, name, email })),
		...(followUpOf !== undefined && { followUpOf }),
		...(mergedInto !== undefined && { mergedInto }),
		...(rating && {
			rating: { good: rating.good, ...(rating.text && { text: rating.text }), at: time(rating.at) },
		}),
		lastSequence: ticket.lastSequence,
		url: `${publicUrl}/requests/${ticket.number}`,
	}
}

export function commentOf(comment: Comment): Shown<typeof schemas.comment> {
	const { sequence, author, text, withdrawn, editedAt } = comment
	return {
		sequence,
		author: person(author),
		public: comment.public,
		text,
		createdAt: time(comment.createdAt),
		...(editedAt !== undefined && { editedAt: time(editedAt) }),
		withdrawn,
		files: comment.attachments.map(({ id, name, size, type, state }) => ({ id, name, size, type, state })),
	}
}

export function accountOf(account: Account): Shown<typeof schemas.account> {
	const { id, email, firstName, lastName, role, organization, grant, locale, timeZone, proved, disabled } =
		account
	return {
		id,
		email,
		firstName,
		lastName,
		role,
		...(organization && { organization: { id: organization.id, name: organization.name } }),
		grant,
		...(locale && { locale }),
		...(timeZone && { timeZone }),
		proved,
		disabled,
	}
}

export function organizationOf({ id, name, grant }: Organization): Shown<typeof schemas.organization> {
	return { id, name, grant }
}
