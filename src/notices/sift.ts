import type { Account } from '../domain/account.ts'
import type { Comment } from '../domain/comment.ts'
import { shownStatus, type Status, type Ticket } from '../domain/ticket.ts'
import type { NoticeChannel, Preferences } from '../ports/accounts.ts'
import type { Notice, Settled, Situation, TicketEvent } from '../ports/notices.ts'
import { factsOf } from '../rules/access.ts'
import { noticeFor } from '../rules/audience.ts'
import { channelOf } from '../rules/channels.ts'
import type { Reader } from './reader.ts'
import type { Told } from './view.ts'

/** What of a notice is told where, and what is not told at all. */
export type Sifted = {
	readonly chat: readonly Told[]
	readonly mail: readonly Told[]
	readonly settled: readonly Settled[]
	/** The newest comment that the reader may read. */
	readonly latest: Comment | undefined
	readonly muted: boolean
	/** The request in which this duplicate goes on, if the reader may see it. */
	readonly goesOn: number | undefined
	/** Where they hear of statuses. */
	readonly statuses: NoticeChannel
}

/**
 * Decides about each delivery as things stand now: rights that were lost, comments that were taken back, mutes
 * and choices since the event all count.
 */
export function sift(
	reader: Reader,
	notice: Notice,
	{ ticket, comments, muted, goesOn }: Situation,
	preferences: Preferences,
): Sifted {
	const about = new Map(comments.map(comment => [comment.sequence, comment]))
	const chat: Told[] = []
	const mail: Told[] = []
	const settled: Settled[] = []
	for (const delivery of notice.waiting) {
		const comment = about.get(sequenceOf(delivery.event))
		const why = reasonNot(reader, ticket, preferences, delivery, comment)
		const told = { ...delivery, ...(comment && { comment }) }
		const channel = channelOf(preferences, delivery.kind, reader.chats.length > 0)
		if (why) settled.push({ id: delivery.id, state: 'muted', why })
		else if (muted) settled.push({ id: delivery.id, state: 'muted', why: 'muted' })
		else if (channel === 'off') settled.push({ id: delivery.id, state: 'muted', why: 'off' })
		else listOf(channel).push(told)
	}
	return {
		chat,
		mail,
		settled,
		latest: comments.findLast(comment => !comment.withdrawn && comment.public),
		muted,
		goesOn,
		statuses: channelOf(preferences, 'status', reader.chats.length > 0),
	}

	function listOf(channel: Exclude<NoticeChannel, 'off'>): Told[] {
		return channel === 'chat' ? chat : mail
	}
}

function reasonNot(
	{ account }: Reader,
	ticket: Ticket,
	preferences: Preferences,
	{ event }: Notice['waiting'][number],
	comment: Comment | undefined,
): 'rights' | 'outdated' | undefined {
	if (!isNews(account, event, ticket, channelOf(preferences, 'organization', true) !== 'off'))
		return 'outdated'
	if (event.kind === 'commented' || event.kind === 'noted') {
		if (!comment) return 'rights'
		if (comment.withdrawn) return 'outdated'
	}
	if (event.kind === 'status') return isStill(account, event.to, ticket) ? undefined : 'outdated'
	return event.kind === 'reminded' && ticket.status !== 'pending' ? 'outdated' : undefined
}

/** Whether an event is one for this person, as the ticket is now. */
export function isNews(
	account: Account,
	event: TicketEvent,
	ticket: Ticket,
	followsOrganization = false,
): boolean {
	return noticeFor(event, { viewer: account, followsOrganization }, factsOf(ticket)) !== undefined
}

/** Whether a status is still what the person is shown. */
function isStill({ role }: Account, status: Status, ticket: Ticket): boolean {
	return role === 'user' ? shownStatus[status] === shownStatus[ticket.status] : status === ticket.status
}

function sequenceOf(event: Notice['waiting'][number]['event']): number {
	if (event.kind === 'opened') return 1
	return event.kind === 'commented' || event.kind === 'noted' ? event.sequence : 0
}

/** The sequences of the comments that the news is about. */
export function commentsAbout({ waiting }: Notice): readonly number[] {
	return waiting.map(({ event }) => sequenceOf(event)).filter(sequence => sequence > 0)
}
