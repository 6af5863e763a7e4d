import type { Account, Organization } from '../../src/domain/account.ts'
import type { Comment } from '../../src/domain/comment.ts'
import type { Person, QueueItem, Ticket, TicketSummary } from '../../src/domain/ticket.ts'
import type * as schemas from './schemas.ts'
import type { Shown } from './schemas.ts'

/*
 * How things of the domain look in answers.
 */

export function timeOf(at: number): string {
	return new Date(at).toISOString()
}

export function personOf({ id, name, role }: Person): Shown<typeof schemas.person> {
	return { id, name, role }
}

export function copiedOf({ id, name, email }: Ticket['ccs'][number]): Shown<typeof schemas.copied> {
	return { id, name, email }
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
		requester: personOf(requester),
		...(organization && { organization: { id: organization.id, name: organization.name } }),
		...(assignee && { assignee: personOf(assignee) }),
		...(waitingSince !== undefined && { waitingSince: timeOf(waitingSince) }),
		createdAt: timeOf(ticket.createdAt),
		activityAt: timeOf(ticket.activityAt),
	}
}

export function ticketOf(ticket: Ticket, publicUrl: string): Shown<typeof schemas.ticket> {
	const { followUpOf, mergedInto, rating } = ticket
	return {
		...summaryOf(ticket),
		ccs: ticket.ccs.map(copiedOf),
		...(followUpOf !== undefined && { followUpOf }),
		...(mergedInto !== undefined && { mergedInto }),
		...(rating && {
			rating: { good: rating.good, ...(rating.text && { text: rating.text }), at: timeOf(rating.at) },
		}),
		lastSequence: ticket.lastSequence,
		url: `${publicUrl}/requests/${ticket.number}`,
	}
}

export function commentOf(comment: Comment): Shown<typeof schemas.comment> {
	const { sequence, author, text, withdrawn, editedAt } = comment
	return {
		sequence,
		author: personOf(author),
		public: comment.public,
		text,
		createdAt: timeOf(comment.createdAt),
		...(editedAt !== undefined && { editedAt: timeOf(editedAt) }),
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
