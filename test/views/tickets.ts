import type { Locale } from '../../src/domain/account.ts'
import type { RichText } from '../../src/text/rich.ts'
import type { ShownComment, TicketView } from '../../src/views/view.ts'
import { formatOf } from '../../src/words/format.ts'
import { wordsOf } from '../../src/words/index.ts'
import { at, own, said, type Size } from './own.ts'
import { hostile } from './texts.ts'

export function commentExample(
	locale: Locale,
	size: Size,
	sequence: number,
	text: RichText = said[size],
): ShownComment {
	const say = wordsOf(locale)
	const fromSupport = sequence % 2 === 0
	const files = size === 'largest' ? 10 : 2
	return {
		sequence,
		author: fromSupport ? say('ticket.support', { name: 'Diego Sala' }) : own[size].name,
		fromSupport,
		note: sequence === 4,
		at: { at: at + sequence * 60_000, text: formatOf(locale, 'UTC').moment(at + sequence * 60_000) },
		text,
		attachments:
			sequence % 2 === 0
				? []
				: Array.from({ length: files }, (_, index) => ({
						id: `f${sequence}${index}`,
						name: own[size].file,
						detail: index === 1 ? say('attachment.waiting', { size: '1 MB' }) : '1 MB',
						...(index !== 1 && {
							url: `https://support.example/files/f${sequence}${index}/${encodeURIComponent(own[size].file)}?for=a1&until=1&signature=s`,
						}),
					})),
		whole: { label: say('ticket.whole'), command: { do: 'comment', number: 1042, sequence } },
	}
}

export function ticketExample(locale: Locale, size: Size): TicketView {
	const say = wordsOf(locale)
	const names = size === 'largest' ? Array.from({ length: 48 }, () => own[size].name) : ['Ben Kay']
	return {
		kind: 'ticket',
		locale,
		...(size !== 'usual' && { said: say('reply.done', { number: '1042' }) }),
		ticket: {
			number: 1042,
			subject: own[size].subject,
			status: { shown: 'awaiting', label: say('status.awaiting') },
		},
		facts: [
			{ label: say('ticket.requester'), value: own[size].name },
			{ label: say('ticket.organization'), value: size === 'hostile' ? hostile : 'Acme' },
			{ label: say('ticket.assignee'), value: 'Diego Sala' },
			{ label: say('ticket.ccs'), value: formatOf(locale).list(names) },
			{ label: say('ticket.opened'), value: formatOf(locale, 'UTC').moment(at) },
		],
		comments: Array.from({ length: size === 'usual' ? 3 : 5 }, (_, index) =>
			commentExample(locale, size, index + 1),
		),
		single: false,
		older: { label: say('ticket.older'), command: { do: 'view', number: 1042, before: 1 } },
		actions: [
			{ label: say('ticket.reply'), command: { do: 'reply', number: 1042 }, weight: 'main' },
			{ label: say('ticket.solve'), command: { do: 'solve', number: 1042 } },
			{ label: say('ticket.copy'), command: { do: 'cc', number: 1042 } },
			{ label: say('ticket.mute'), command: { do: 'mute', number: 1042 } },
		],
		back: { label: say('ticket.back'), command: { do: 'list', scope: 'requested' } },
		web: { label: say('ticket.web'), url: 'https://support.example/requests/1042' },
	}
}

export function singleExample(locale: Locale, size: Size): TicketView {
	const { older: _, ...ticket } = ticketExample(locale, size)
	return { ...ticket, single: true, actions: [], comments: [commentExample(locale, size, 3)] }
}
