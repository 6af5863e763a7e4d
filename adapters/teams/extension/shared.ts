import type { ShownStatus } from '../../../src/domain/ticket.ts'
import { type SharedTicket, sharedTicket } from '../../../src/features/shared.ts'
import type { TicketView } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { cardType } from '../render/card.ts'
import type { Answer, PersonalTurn } from '../turn.ts'
import { line, linkButton, rows, run } from '../render/elements.ts'
import { statusStyle } from '../render/list.ts'

/** What of a request may be shown where others read along. */
export type Shared = {
	readonly number: number
	readonly shown: ShownStatus
	readonly locale: TicketView['locale']
	readonly url: string
}

/** Number and status, nothing else, and the way to the page for whoever may see it. */
export function sharedCard({ number, shown, locale, url }: Shared) {
	const say = wordsOf(locale)
	const status = { shown, label: say(`status.${shown}`) }
	const text = say('shared.ticket', { number: String(number), status: status.label })
	return {
		type: 'AdaptiveCard' as const,
		$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
		version: '1.5' as const,
		lang: locale,
		fallbackText: text,
		body: [
			line([run(say('ticket.number', { number: String(number) }), { weight: 'Bolder', size: 'Medium' })]),
			line([run(status.label, statusStyle({ status }))], { spacing: 'None' }),
			...rows([linkButton({ label: say('ticket.web'), url })]),
		],
	}
}

/**
 * One result of a message extension.
 * @param preview what only the person who searches sees; the text of a thumbnail card is HTML
 */
export function result(shared: Shared, preview: { readonly title: string; readonly text: string }) {
	return {
		contentType: cardType,
		content: sharedCard(shared),
		preview: {
			contentType: 'application/vnd.microsoft.card.thumbnail',
			content: { title: escapeHtml(preview.title), text: escapeHtml(preview.text) },
		},
	}
}

/**
 * A request by its number, by the rights of whoever asks: who chooses one to share does not read it.
 * @param preview what only they see of it
 * @returns undefined where they may not see it
 */
export async function sharedResult(
	{ world: { ports }, identity }: PersonalTurn,
	number: number,
	preview: (ticket: SharedTicket) => { readonly title: string; readonly text: string },
) {
	const ticket = await sharedTicket(ports, identity, number)
	if (!ticket) return undefined
	const { status, locale } = ticket
	const url = `${ports.settings.publicUrl}/requests/${number}`
	return result({ number, shown: status.shown, locale, url }, preview(ticket))
}

export function results(attachments: readonly ReturnType<typeof result>[]): Answer {
	return {
		status: 200,
		body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } },
	}
}

export function sentence(text: string): Answer {
	return { status: 200, body: { composeExtension: { type: 'message', text } } }
}

function escapeHtml(text: string): string {
	return text.toWellFormed().replaceAll(/[&<>"']/g, character => `&#${character.codePointAt(0)};`)
}
