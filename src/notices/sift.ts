import type { Account } from '../domain/account.ts'
import type { Comment } from '../domain/comment.ts'
import { shownStatus, type Status, type Ticket } from '../domain/ticket.ts'
import type { NoticeChannel, Preferences } from '../ports/accounts.ts'
import type { Notice, Settled, TicketEvent } from '../ports/notices.ts'
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
export async function sift(
	reader: Reader,
	notice: Notice,
	ticket: Ticket,
	preferences: Preferences,
): Promise<Sifted> {
	const { ports, account } = reader
	const muted = await ports.accounts.mutedUntil(account.id, ticket.id)
	const comments = await commentsOf(reader, ticket, notice)
	const chat: Told[] = []
	const mail: Told[] = []
	const settled: Settled[] = []
	for (const delivery of notice.waiting) {
		const comment = comments.about.get(sequenceOf(delivery.event))
		const why = reasonNot(reader, ticket, preferences, delivery, comment)
		const told = { ...delivery, ...(comment && { comment }) }
		const channel = channelOf(preferences, delivery.kind, reader.chats.length > 0)
		if (why) settled.push({ id: delivery.id, state: 'muted', why })
		else if (muted) settled.push({ id: delivery.id, state: 'muted', why: 'muted' })
		else if (channel === 'off') settled.push({ id: delivery.id, state: 'muted', why: 'off' })
		else listOf(channel).push(told)
	}
	const { mergedInto } = ticket
	const goesOn = mergedInto === undefined ? undefined : await ports.tickets.find(account, mergedInto)
	return {
		chat,
		mail,
		settled,
		latest: comments.latest,
		muted: muted !== undefined,
		goesOn: goesOn?.number,
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

/** The comments that the news is about, as far as the reader may read them, and the newest. */
async function commentsOf({ ports, account }: Reader, ticket: Ticket, { waiting }: Notice) {
	const about = new Map<number, Comment>()
	const { comments } = await ports.tickets.conversation(account, ticket.id, { size: 20 })
	for (const comment of comments) about.set(comment.sequence, comment)
	for (const { event } of waiting) {
		const sequence = sequenceOf(event)
		if (sequence === 0 || about.has(sequence)) continue
		const found = await ports.tickets.conversation(account, ticket.id, { from: sequence, size: 1 })
		const [comment] = found.comments
		if (comment?.sequence === sequence) about.set(sequence, comment)
	}
	return { about, latest: comments.findLast(comment => !comment.withdrawn && comment.public) }
}
