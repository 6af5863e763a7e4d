import type { IChoiceSetInput, TextColor } from '@microsoft/teams.cards'
import type { Command } from '../../../src/commands/command.ts'
import { cutText } from '../../../src/text/rich.ts'
import type { Choice, ListItem, ListView, ShownTicket } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { type Card, fitting } from './card.ts'
import {
	actionButton,
	button,
	container,
	type Element,
	heading,
	line,
	rows,
	run,
	saidOf,
	subtle,
} from './elements.ts'

/** What stands for “none of them” in a choice: an empty value counts as nothing chosen. */
export const noChoice = '*'

/** One of the three lists, or the queue. */
export function listCard(view: ListView): Card {
	return fitting(
		view,
		[200, 60, 20].map(most => () => listBody(view, most)),
	)
}

function listBody(view: ListView, most: number): Element[] {
	const { searched } = view
	const scopes = view.choices.find(choice => choice.name === 'scope')?.options ?? []
	return [
		...saidOf(view),
		heading(view.title),
		subtle(view.summary),
		...(searched ? [line(searched.label), ...rows([actionButton(searched.clear)])] : []),
		...rows([
			...scopes.filter(option => !option.chosen).map(actionButton),
			{
				type: 'Action.ToggleVisibility',
				title: wordsOf(view.locale)('chat.filter'),
				targetElements: ['filter'],
			},
		]),
		filter(view, most),
		...(view.empty ? [line(view.empty)] : []),
		...view.items.map(item => itemRow(item, most)),
		...rows([view.previous, view.next].map(action => action && actionButton(action))),
		...rows(view.actions.map(actionButton)),
	]
}

function filter({ choices, locale }: ListView, most: number): Element {
	const shown = choices.filter(choice => choice.name !== 'scope')
	const here = choices.flatMap(choice => choice.options).find(option => option.chosen)?.command
	return container(
		[
			...shown.map(choice => choiceInput(choice, most)),
			...rows([
				here &&
					button(wordsOf(locale)('chat.apply'), { command: here }, { weight: 'main', withInputs: true }),
			]),
		],
		{ id: 'filter', isVisible: false, style: 'emphasis' },
	)
}

function choiceInput(choice: Choice, most: number): IChoiceSetInput {
	const chosen = choice.options.find(option => option.chosen)
	return {
		type: 'Input.ChoiceSet',
		id: choice.name,
		label: choice.label,
		style: 'compact',
		choices: choice.options.map(({ label, command }) => ({
			title: cutText(label, most),
			value: chosenValue(choice.name, command),
		})),
		...(chosen && { value: chosenValue(choice.name, chosen.command) }),
	}
}

function chosenValue(name: Choice['name'], command: Command): string {
	const value: unknown = Object.entries(command).find(([key]) => key === name)?.[1]
	return typeof value === 'string' ? value : noChoice
}

/** One ticket in a list; pressing it anywhere opens it. */
export function itemRow(item: ListItem, most: number): Element {
	const open = `${item.open.label} #${item.number}`
	return container(
		[
			line([
				run(cutText(item.subject, most), { weight: 'Bolder' }),
				run(' ›', { color: 'Accent', weight: 'Bolder' }),
			]),
			line(
				[
					run(`#${item.number} · `, { isSubtle: true }),
					run(item.status.label, statusStyle(item)),
					run(` · ${cutText(item.detail, most)} · ${item.activity.text}`, { isSubtle: true }),
				],
				{ spacing: 'None' },
			),
		],
		{ separator: true, selectAction: button(open, { command: item.open.command }) },
	)
}

const colors: Readonly<Record<ShownTicket['status']['shown'], TextColor>> = {
	open: 'Accent',
	awaiting: 'Attention',
	solved: 'Default',
}

export function statusStyle({ status }: Pick<ShownTicket, 'status'>) {
	return { color: colors[status.shown], weight: 'Bolder' as const }
}
