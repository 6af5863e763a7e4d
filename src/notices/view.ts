import { authorName, shownComment } from '../features/comment.ts'
import { statusShown } from '../features/lists.ts'
import { goesOnAction } from '../features/acting.ts'
import { asksRating, rateActions } from '../features/rate.ts'
import type { Comment } from '../domain/comment.ts'
import { shownStatus, type Ticket } from '../domain/ticket.ts'
import type { NoticeChannel, NoticeKind } from '../ports/accounts.ts'
import type { Delivery } from '../ports/notices.ts'
import { can, factsOf } from '../rules/access.ts'
import { muteDays } from '../rules/limits.ts'
import { consequenceOfComment } from '../rules/status.ts'
import type { Action, News, NoticeView } from '../views/view.ts'
import type { Reader } from './reader.ts'

const day = 24 * 60 * 60_000

/** A delivery with the comment that it is about. */
export type Told = Delivery & { readonly comment?: Comment }

/** How a ticket stands for one reader; `statuses`: where they hear of its statuses. */
export type Standpoint = {
	readonly latest: Comment | undefined
	readonly muted: boolean
	readonly goesOn: number | undefined
	readonly statuses: NoticeChannel
}

/** News of a ticket and where it stands, for one reader who may see all of it. */
export function noticeView(
	reader: Reader,
	ticket: Ticket,
	told: readonly Told[],
	standpoint: Standpoint,
): NoticeView {
	const { latest, goesOn } = standpoint
	const { say, ports } = reader
	const number = ticket.number
	const on = factsOf(ticket)
	const agent = reader.account.role !== 'user'
	const news = newsOf(reader, ticket, told, goesOn)
	const hasLatest = news.some(one => one.comment?.sequence === latest?.sequence)
	const causes = consequenceOfComment(ticket.status, agent ? 'agent' : 'customer')
	return {
		kind: 'notice',
		locale: reader.locale,
		ticket: { number, subject: ticket.subject, status: statusShown(reader, ticket.status) },
		title: noticeTitle(reader, ticket, told, goesOn),
		news,
		...(latest && !hasLatest && { latest: shownComment(reader, number, latest) }),
		// What answers a note in public would be sent to the wrong people.
		...(can(reader.account, 'comment', on) &&
			goesOn === undefined &&
			told.at(-1)?.event.kind !== 'noted' && {
				reply: {
					label: say(agent ? 'ticket.replyTo' : 'notice.reply'),
					placeholder: say('notice.reply.placeholder', { number: String(number) }),
					...(causes && { hint: say(causes === 'reopens' ? 'reply.reopens' : 'reply.followUp') }),
					command: { do: 'reply', number, ...(agent && { seen: ticket.lastSequence }), sent: 'yes' },
					submit: say('notice.reply.submit'),
					how: say(agent ? 'notice.reply.how.agent' : 'notice.reply.how', { number: String(number) }),
				},
			}),
		actions: actionsOf(reader, ticket, told, standpoint),
		web: { label: say('ticket.web'), url: `${ports.settings.publicUrl}/requests/${number}` },
	}
}

function actionsOf(
	{ say, account }: Reader,
	ticket: Ticket,
	told: readonly Told[],
	{ muted, goesOn, statuses }: Standpoint,
): Action[] {
	const { number } = ticket
	const on = factsOf(ticket)
	// Asked with the news that it is solved, for as long as that stands there.
	const asks = told.length === 0 ? statuses === 'chat' : told.some(({ event }) => event.kind === 'status')
	const all: (Action | false)[] = [
		goesOn === undefined
			? { label: say('ticket.open'), command: { do: 'view', number }, weight: 'main' }
			: goesOnAction({ say }, goesOn),
		...(asks && asksRating(account, ticket) ? rateActions(say, number) : []),
		can(account, 'comment', on) &&
			goesOn === undefined && { label: say('ticket.reply'), command: { do: 'reply', number } },
		can(account, 'solve', on) &&
			shownStatus[ticket.status] !== 'solved' && {
				label: say('ticket.solve'),
				command: { do: 'solve', number },
			},
		muted
			? { label: say('ticket.unmute'), command: { do: 'unmute', number } }
			: { label: say('ticket.mute'), command: { do: 'mute', number, days: muteDays } },
	]
	return all.filter(action => action !== false)
}

/** What happened, oldest first; several changes of the status are one. */
export function newsOf(
	reader: Reader,
	ticket: Ticket,
	told: readonly Told[],
	goesOn: number | undefined,
): News[] {
	return withLastStatus(told).map(one => ({
		headline: headline(reader, ticket, one, goesOn),
		at: { at: one.event.at, text: reader.format.moment(one.event.at) },
		...(one.comment && { comment: shownComment(reader, ticket.number, one.comment) }),
	}))
}

function withLastStatus(told: readonly Told[]): readonly Told[] {
	const last = told.findLast(({ event }) => event.kind === 'status')
	return told.filter(one => one.event.kind !== 'status' || one === last)
}

function headline(reader: Reader, ticket: Ticket, { kind, event }: Told, goesOn: number | undefined): string {
	const { say } = reader
	const name = nameOf(reader, event)
	switch (kind) {
		case 'answer':
			return say(event.kind === 'noted' ? 'news.note' : 'news.answer', { name })
		case 'status': {
			if (isMerge(event)) {
				return goesOn === undefined
					? say('news.merged.elsewhere', { name })
					: say('news.merged', { name, into: String(goesOn) })
			}
			const { label } = statusShown(reader, ticket.status)
			return event.by
				? say('news.status', { name, status: label })
				: say('news.status.itself', { status: label })
		}
		case 'reminder': {
			const days = Math.max(1, Math.floor((event.at - ticket.activityAt) / day))
			const reminder = say('news.reminder', { days, support: reader.ports.settings.supportName })
			return can(reader.account, 'solve', factsOf(ticket))
				? `${reminder} ${say('news.reminder.solve')}`
				: reminder
		}
		default:
			return say(`news.${kind}`, { name })
	}
}

function isMerge(event: Told['event']): boolean {
	return event.kind === 'status' && event.into !== undefined
}

function nameOf(reader: Reader, { by }: Told['event']): string {
	return by ? authorName(reader, by) : reader.ports.settings.supportName
}

/** All of it in one line, with the number. */
export function noticeTitle(
	reader: Reader,
	ticket: Ticket,
	told: readonly Told[],
	goesOn: number | undefined,
): string {
	const { say } = reader
	const number = String(ticket.number)
	const { label: status } = statusShown(reader, ticket.status)
	const kinds = new Set<NoticeKind>(told.map(one => one.kind))
	const authors = new Set(told.map(one => one.event.by?.id))
	const [first] = told
	if (!first) return say('notice.title.state', { number })
	if (told.some(({ event }) => isMerge(event))) {
		return goesOn === undefined
			? say('notice.title.merged.elsewhere', { number })
			: say('notice.title.merged', { number, into: String(goesOn) })
	}
	const name = nameOf(reader, first.event)
	const onlyKind = kinds.size === 1
	if (onlyKind && first.kind === 'status') return say('notice.title.status', { number, status })
	if (told.every(({ event }) => event.kind === 'noted')) return say('notice.title.note', { number, name })
	if (onlyKind && authors.size === 1) return say(`notice.title.${first.kind}`, { number, name, status })
	if (onlyKind && first.kind === 'answer') return say('notice.title.answers', { number, count: told.length })
	if (kinds.size === 2 && kinds.has('answer') && kinds.has('status') && authors.size === 1) {
		return shownStatus[ticket.status] === 'awaiting'
			? say('notice.title.answerAwaiting', { number, name })
			: say('notice.title.answerStatus', { number, name, status })
	}
	return say('notice.title.many', { number, count: withLastStatus(told).length })
}
