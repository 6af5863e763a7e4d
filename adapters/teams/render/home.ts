import type { HomeView } from '../../../src/views/view.ts'
import { type Card, fitting } from './card.ts'
import {
	actionButton,
	container,
	type Element,
	heading,
	line,
	rows,
	run,
	saidOf,
	subtle,
} from './elements.ts'
import { itemRow } from './list.ts'

/** The place to start from. */
export function homeCard(view: HomeView): Card {
	return fitting(view, [
		() => homeBody(view, 5, 200),
		() => homeBody(view, 5, 60),
		() => homeBody(view, 3, 60),
		() => homeBody(view, 1, 40),
	])
}

function homeBody(view: HomeView, items: number, most: number): Element[] {
	return [
		...saidOf(view),
		heading(view.title),
		...view.intro.map(text => line(text)),
		...view.lists.map(list =>
			container(
				[
					line([run(list.title, { weight: 'Bolder', size: 'Medium' })]),
					subtle(list.summary),
					...(list.empty ? [line(list.empty)] : []),
					...list.items.slice(0, items).map(item => itemRow(item, most)),
					...(list.items.length > 0 ? rows([actionButton(list.all)]) : []),
				],
				{ spacing: 'Large' },
			),
		),
		...rows(view.actions.map(actionButton), { spacing: 'Large' }),
	]
}
