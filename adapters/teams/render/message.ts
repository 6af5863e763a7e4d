import type { Command } from '../../../src/commands/command.ts'
import { cutText } from '../../../src/text/rich.ts'
import type { MessageView } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { type Card, fitting } from './card.ts'
import {
	actionButton,
	type Button,
	button,
	type Element,
	fact,
	line,
	linkButton,
	rows,
	run,
	saidOf,
} from './elements.ts'

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
		...rows([...view.links.map(linkButton), ...view.actions.map(actionButton), wayOut(view)]),
	]
}

/** A card cannot be closed, so a question has an answer that changes nothing. */
function wayOut({ tone, actions, locale }: MessageView): Button | undefined {
	if (tone !== 'question' || actions.some(({ command }) => leavesAll(command))) return undefined
	return button(wordsOf(locale)('chat.cancel'), { cancel: 'yes' })
}

function leavesAll(command: Command): boolean {
	if (command.do === 'connect') return command.sure === 'no'
	return command.do === 'view' || command.do === 'discard'
}
