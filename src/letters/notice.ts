import { unsubscribeAddress } from '../features/unsubscribe.ts'
import type { Ticket, TicketSummary } from '../domain/ticket.ts'
import { newsOf, noticeTitle, type Told } from '../notices/view.ts'
import type { Reader } from '../notices/reader.ts'
import { type Addressed, composeTo } from './compose.ts'

/** News of a ticket by mail; all letters about it to the same person are one thread. */
export function noticeLetter(reader: Reader, ticket: Ticket, told: readonly Told[]): Addressed {
	const { ports, account } = reader
	const { settings } = ports
	const number = String(ticket.number)
	const news = newsOf(reader, ticket, told)
	return composeTo(
		account,
		settings,
		say => ({
			// The same for the whole thread: some clients keep letters together by their subject.
			subject: say('letter.notice.subject', { number, subject: ticket.subject }),
			preview: noticeTitle(reader, ticket, told),
			heading: noticeTitle(reader, ticket, told),
			paragraphs: [
				say('letter.notice.preview', { number, subject: ticket.subject }),
				...news.flatMap(({ comment, headline }) => (comment ? [] : [headline])),
			],
			passages: news.flatMap(({ comment, headline, at }) =>
				comment
					? [
							{
								heading: `${headline} · ${at.text}`,
								text: comment.text,
								files: comment.attachments.map(({ name, detail }) => `${name} (${detail})`),
							},
						]
					: [],
			),
			action: { label: say('letter.notice.action'), url: `${settings.publicUrl}/requests/${number}` },
			footnotes: [
				say('letter.notice.answer'),
				say('letter.notice.footer', { number, support: settings.supportName }),
			],
			thread: `request-${number}.${account.id}`,
			unsubscribe: { label: say('letter.notice.unsubscribe'), url: unsubscribeAddress(ports, account) },
		}),
		reader.locale,
	)
}

/** To someone who was copied by an address that nobody has proved yet: no word of what it is about. */
export function copiedLetter(reader: Reader, number: number): Addressed {
	const { account, ports } = reader
	const { settings } = ports
	return composeTo(
		account,
		settings,
		say => ({
			subject: say('letter.copied.subject', { number: String(number) }),
			preview: say('letter.copied.preview'),
			heading: say('letter.copied.subject', { number: String(number) }),
			paragraphs: [
				say('letter.copied.text', {
					number: String(number),
					support: settings.supportName,
					email: account.email,
				}),
			],
			action: { label: say('letter.copied.action'), url: `${settings.publicUrl}/sign-up` },
			footnotes: [say('letter.notice.footer', { number: String(number), support: settings.supportName })],
			thread: `request-${number}.${account.id}`,
			unsubscribe: { label: say('letter.notice.unsubscribe'), url: unsubscribeAddress(ports, account) },
		}),
		reader.locale,
	)
}

/** The daily list of what waits for someone. */
export function digestLetter(
	reader: Reader,
	list: { readonly tickets: readonly TicketSummary[]; readonly count: number; readonly hour: string },
): Addressed {
	const { account, ports } = reader
	const { settings } = ports
	return composeTo(
		account,
		settings,
		say => ({
			subject: say('letter.digest.subject', { count: list.count }),
			preview: say('letter.digest.preview'),
			heading: say('letter.digest.subject', { count: list.count }),
			paragraphs: list.tickets.map(({ number, subject }) =>
				say('letter.digest.item', { number: String(number), subject }),
			),
			action: {
				label: say('letter.digest.action'),
				url: `${settings.publicUrl}/requests?status=awaiting`,
			},
			footnotes: [say('letter.digest.footer', { support: settings.supportName, hour: list.hour })],
			unsubscribe: { label: say('letter.notice.unsubscribe'), url: unsubscribeAddress(ports, account) },
		}),
		reader.locale,
	)
}
