import { cutText } from '../../../src/text/rich.ts'
import type { MessageView } from '../../../src/views/view.ts'
import { type Card, fitting } from './card.ts'
import { actionButton, type Element, fact, line, linkButton, rows, run, saidOf } from './elements.ts'

/** An answer, a refusal, a question. */
export function messageCard(view: MessageView): Card {
	return fitting(
		view,
		[20_000, 1_000, 200].map(most => () => messageBody(view, most)),
	)
}

function messageBody(view: MessageView, most: number): Element[] {
	return [
		...saidOf(view),
		line([
			run(cutText(view.title, most), {
				weight: 'Bolder',
				size: 'Medium',
				...(view.tone === 'refused' && { color: 'Attention' as const }),
			}),
		]),
		...view.paragraphs.flatMap(text =>
			cutText(text, most)
				.split('\n')
				.map(part => line(part, { spacing: 'Small' })),
		),
		...view.facts.map(({ label, value }) => fact({ label, value: cutText(value, most) })),
		...rows([...view.links.map(linkButton), ...view.actions.map(actionButton)]),
	]
}
