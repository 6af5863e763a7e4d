import type { Locale } from '../../src/domain/account.ts'
import type { News, NoticeView } from '../../src/views/view.ts'
import { wordsOf } from '../../src/words/index.ts'
import { own, type Size } from './own.ts'
import { commentExample, ticketExample } from './tickets.ts'

/** News of a request: an answer and what came with it, as much as waits after quiet hours, or badly meant. */
export function noticeExample(locale: Locale, size: Size): NoticeView {
	const say = wordsOf(locale)
	const { ticket, web } = ticketExample(locale, size)
	const about = size === 'largest' ? { ...ticket, number: 999_999_999_999_999 } : ticket
	const { number, subject } = about
	const support = say('ticket.support', { name: 'Diego Sala' })
	const news: News[] =
		size === 'usual'
			? [
					{
						headline: support,
						at: commentExample(locale, size, 1).at,
						comment: commentExample(locale, size, 2),
					},
					{ headline: say('status.awaiting'), at: commentExample(locale, size, 2).at },
				]
			: Array.from({ length: 20 }, (_, index) => {
					const comment = commentExample(locale, size, index + 1)
					return {
						headline: `${own[size].name} · ${support}`,
						at: comment.at,
						...(index % 4 !== 3 && { comment }),
					}
				})
	return {
		kind: 'notice',
		locale,
		ticket: about,
		title: `#${number} ${subject}: ${own[size].name}`,
		news,
		...(size === 'largest' && { latest: commentExample(locale, size, 20) }),
		reply: {
			label: say('reply.text'),
			placeholder: say('reply.text'),
			...(size !== 'usual' && { hint: say('reply.reopens') }),
			command: { do: 'reply', number, sent: 'yes' },
			submit: say('reply.submit'),
			how: say('reply.about', { number: String(number), subject }),
		},
		actions: [
			{ label: say('ticket.open'), command: { do: 'view', number }, weight: 'main' },
			{ label: say('ticket.reply'), command: { do: 'reply', number } },
			{ label: say('ticket.solve'), command: { do: 'solve', number } },
			{ label: say('ticket.mute'), command: { do: 'mute', number } },
		],
		web,
	}
}

/** The same when only the state is shown anew, to someone who cannot answer. */
export function stateExample(locale: Locale, size: Size): NoticeView {
	const { reply: _, ...notice } = noticeExample(locale, size)
	return { ...notice, news: [], latest: commentExample(locale, size, 3) }
}
