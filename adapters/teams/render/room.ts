import type { IChoiceSetInput } from '@microsoft/teams.cards'
import { settableStatuses } from '../../../src/rules/status.ts'
import { cutText } from '../../../src/text/rich.ts'
import type { Action, TicketView } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { type Card, frame } from './card.ts'
import {
	actionButton,
	type Button,
	button,
	container,
	type Element,
	fact,
	linkButton,
	rows,
} from './elements.ts'
import { head } from './ticket.ts'

const lengths = { names: 120, value: 200 }

/**
 * A ticket in a channel, where everyone reads and anyone may press: only what all may see, in a few lines. Opening
 * it leads to the web, and a status is chosen in the card itself.
 */
export function roomCard(view: TicketView): Card {
	const status = view.actions.find(({ command }) => command.do === 'status')
	const open = view.actions.find(({ command }) => command.do === 'view')
	const others = view.actions.filter(action => action !== status && action !== open)
	const choosing: Button | undefined = status && {
		type: 'Action.ToggleVisibility',
		title: status.label,
		targetElements: ['choosing'],
	}
	const openButton = linkButton({ label: open?.label ?? view.web.label, url: view.web.url })
	return frame(view, [
		...head(view, lengths),
		...view.facts.map(({ label, value }) => fact({ label, value: cutText(value, lengths.value) })),
		...rows([...others.map(actionButton), choosing, openButton]),
		...(status ? [statusChoice(view, status)] : []),
	])
}

function statusChoice({ locale }: TicketView, { label, command }: Action): Element {
	const say = wordsOf(locale)
	const input: IChoiceSetInput = {
		type: 'Input.ChoiceSet',
		id: 'status',
		label,
		style: 'compact',
		isRequired: true,
		errorMessage: say('chat.needed'),
		choices: settableStatuses.map(one => ({ value: one, title: say(`status.agent.${one}`) })),
	}
	return container(
		[input, ...rows([button(say('chat.apply'), { command }, { weight: 'main', withInputs: true })])],
		{ id: 'choosing', isVisible: false, style: 'emphasis' },
	)
}
