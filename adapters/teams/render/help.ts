import type { HelpView } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { type Card, fitting } from './card.ts'
import { actionButton, container, type Element, heading, line, rows, run, saidOf } from './elements.ts'

/** What can be typed. */
export function helpCard(view: HelpView): Card {
	return fitting(view, [() => helpBody(view, true), () => helpBody(view, false)])
}

function helpBody(view: HelpView, examples: boolean): Element[] {
	const say = wordsOf(view.locale)
	return [
		...saidOf(view),
		heading(view.title),
		...view.intro.map(text => line(text)),
		...view.sections.map(section =>
			container(
				[
					line([run(section.title, { weight: 'Bolder', size: 'Medium' })]),
					...section.entries.flatMap(({ usage, does, example }) => [
						line([run(usage, { fontType: 'Monospace', weight: 'Bolder' })], { spacing: 'Small' }),
						line(
							[
								run(does),
								...(examples && example
									? [run(`. ${say('help.example', { example })}`, { isSubtle: true })]
									: []),
							],
							{ spacing: 'None' },
						),
					]),
				],
				{ spacing: 'Medium' },
			),
		),
		...rows(view.actions.map(actionButton)),
	]
}
