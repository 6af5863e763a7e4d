import { unsubscribeAddress } from '../features/unsubscribe.ts'
import type { Ticket, TicketSummary } from '../domain/ticket.ts'
import { asksRating, rateActions } from '../features/rate.ts'
import { newsOf, noticeTitle, type Standpoint, type Told } from '../notices/view.ts'
import type { Reader } from '../notices/reader.ts'
import { maySignUp } from '../rules/sign-up.ts'
import { type Addressed, compose, composeTo } from './compose.ts'

/** News of a ticket by mail; all letters about it to the same person are one thread. */
export function noticeLetter(
	reader: Reader,
	ticket: Ticket,
	told: readonly Told[],
	{ goesOn }: Pick<Standpoint, 'goesOn'>,
): Addressed {
	const { ports, account } = reader
	const { settings } = ports
	const number = String(ticket.number)
	const news = newsOf(reader, ticket, told, goesOn)
	const title = noticeTitle(reader, ticket, told, goesOn)
	const asks = told.some(({ event }) => event.kind === 'status') && asksRating(account, ticket)
	const pages = `${settings.publicUrl}/requests`
	return composeTo(
		account,
		settings,
		say => ({
			// The same for the whole thread: some clients keep letters together by their subject.
			subject: say('letter.notice.subject', { number, subject: ticket.subject }),
			preview: title,
			heading: title,
			paragraphs: [say('letter.notice.preview', { number, subject: ticket.subject })],
			// In the order in which it happened, what was said with its words and the rest by its headline.
			passages: news.map(({ comment, headline, at }) => ({
				heading: `${headline} · ${at.text}`,
				text: comment?.text ?? [],
				files: (comment?.attachments ?? []).map(({ name, detail }) => `${name} (${detail})`),
			})),
			action:
				goesOn === undefined
					? { label: say('letter.notice.action'), url: `${pages}/${number}` }
					: { label: say('merge.open', { number: String(goesOn) }), url: `${pages}/${goesOn}` },
			// Pages that ask once more: programs follow the links of a letter too.
			...(asks && {
				choice: {
					text: say('rate.ask', { number, subject: ticket.subject }),
					links: rateActions(say, ticket.number).map(({ label, command }) => ({
						label,
						url: `${pages}/${number}/rate?chosen=${command.good}`,
					})),
				},
			}),
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
export function copiedLetter({ account, ports, locale }: Reader, of: number): Addressed {
	const { publicUrl, supportName: support, signUp } = ports.settings
	const number = String(of)
	const may = maySignUp(signUp, account.email)
	return compose(account.email, locale, say => ({
		subject: say('letter.copied.subject', { number }),
		preview: say('letter.copied.preview'),
		heading: say('letter.copied.subject', { number }),
		paragraphs: [
			may
				? say('letter.copied.text', { number, support, email: account.email })
				: say('letter.copied.closed', { number, support }),
		],
		...(may && { action: { label: say('letter.copied.action'), url: `${publicUrl}/sign-up` } }),
		footnotes: [say('letter.notice.footer', { number, support })],
		thread: `request-${number}.${account.id}`,
		unsubscribe: { label: say('letter.notice.unsubscribe'), url: unsubscribeAddress(ports, account) },
	}))
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
