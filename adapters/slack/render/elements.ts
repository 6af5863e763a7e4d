import type {
	ActionsBlock,
	Button,
	ContextBlock,
	HeaderBlock,
	KnownBlock,
	Overflow,
	PlainTextOption,
	SectionBlock,
	StaticSelect,
} from '@slack/types'
import { type Command, withoutNext, writeCommand } from '../../../src/commands/command.ts'
import type { Action, Choice, Link } from '../../../src/views/view.ts'
import { limits } from '../limits.ts'
import type { Room } from './room.ts'
import { plain } from './text.ts'

/*
 * No block here has an id of its own unless it is an input: Slack keeps what was chosen in elements whose
 * block and action stay the same when a view is updated, and what is chosen is for the view to say.
 */

/** What the id of a button ends with that takes along what is filled in around it. */
export const keepsTyped = '.typed'

/**
 * A button that asks the next command; `about` makes its label tell itself apart from its like.
 * @returns undefined for a command that no button has room for
 */
export function button(action: Action, index: number, about?: string): Button | undefined {
	const { label, command, weight, keeps } = action
	const { value: most } = limits.button
	// A page is worth opening also where the way back to the list has no room.
	const value =
		commandText(command, most) ??
		(command.do === 'view' ? commandText({ ...command, back: undefined }, most) : undefined)
	if (value === undefined) return undefined
	return {
		type: 'button',
		action_id: `${command.do}.${index}${keeps ? keepsTyped : ''}`,
		text: plain(label, limits.button.text),
		value,
		...(weight && { style: weight === 'main' ? 'primary' : 'danger' }),
		...(about && { accessibility_label: plain(`${label} ${about}`, limits.button.label).text }),
	}
}

/** A button that opens an address; what Slack tells us of it asks nothing. */
export function linkButton({ label, url }: Link, index: number): Button {
	return { type: 'button', action_id: `link.${index}`, text: plain(label, limits.button.text), url }
}

/** The row of buttons, or nothing where there are none. */
export function buttons(actions: readonly Action[], links: readonly Link[] = []): ActionsBlock[] {
	const elements = [
		...actions.flatMap((action, index) => button(action, index) ?? []),
		...links.flatMap((link, index) => (link.url.length > limits.button.url ? [] : [linkButton(link, index)])),
	].slice(0, limits.actions)
	return elements.length > 0 ? [{ type: 'actions', elements }] : []
}

/** More buttons than these are hard to choose from. */
const manyActions = 8

/** The row of what one can do, with the last in a menu where there is much; the first are the most asked for. */
export function actionRow(actions: readonly Action[]): ActionsBlock[] {
	const more = actions.length > manyActions ? overflow(actions.slice(-limits.overflow)) : undefined
	if (!more) return buttons(actions)
	const [row] = buttons(actions.slice(0, -limits.overflow))
	return [{ type: 'actions', elements: [...(row?.elements ?? []), more] }]
}

/** A menu of actions; undefined where one has no room. */
function overflow(actions: readonly Action[]): Overflow | undefined {
	const options = actions.flatMap(({ label, command }) => {
		const value = commandText(command, limits.option.value)
		return value === undefined ? [] : [{ text: plain(label, limits.option.text), value }]
	})
	return options.length === actions.length ? { type: 'overflow', action_id: 'more', options } : undefined
}

/** Choices in a row; as buttons, which have more room, where an option cannot carry its whole command. */
export function choicesBlocks(
	choices: readonly Choice[],
	room: Pick<Room, 'options' | 'buttons'>,
): ActionsBlock[] {
	const elements = choices.flatMap(choice => select(choice, room.options) ?? [])
	if (elements.length === choices.length) return [{ type: 'actions', elements }]
	return choices.flatMap(({ options }) =>
		buttons(
			// Of many, one can only take back what is chosen.
			atMost(options, options.length > room.buttons ? 1 : room.buttons).map(({ label, command, chosen }) => ({
				label,
				command,
				...(chosen && { weight: 'main' }),
			})),
		),
	)
}

/** The first so many, and what is chosen wherever it stands. */
function atMost(options: Choice['options'], most: number): Choice['options'] {
	return options.filter(({ chosen }, index) => index < most || chosen)
}

/** A choice among a few, each of which asks its command; undefined where one has no room. */
function select(choice: Choice, most: number): StaticSelect | undefined {
	const options: PlainTextOption[] = []
	let initial: PlainTextOption | undefined
	for (const { label, command, chosen } of atMost(
		choice.options,
		Math.min(most, limits.select.options - 1),
	)) {
		const value = commandText(command, limits.option.value)
		if (value === undefined) return undefined
		const option = { text: plain(label, limits.option.text), value }
		if (chosen) initial = option
		options.push(option)
	}
	return {
		type: 'static_select',
		action_id: `choose.${choice.name}`,
		placeholder: plain(choice.label, limits.select.placeholder),
		options,
		...(initial && { initial_option: initial }),
	}
}

/**
 * A command as a short text, without what waits behind it where that has no room; undefined when it is too long
 * itself, for a part of it would be another command.
 */
export function commandText(command: Command, length: number): string | undefined {
	const text = writeCommand(command)
	if (text.length <= length) return text
	return command.next && commandText(withoutNext(command), length)
}

export function header(text: string): HeaderBlock {
	return { type: 'header', text: plain(text, limits.header) }
}

export function section(text: string, accessory?: Button): SectionBlock {
	return { type: 'section', text: plain(text, limits.section), ...(accessory && { accessory }) }
}

/** A line in small print. */
export function small(text: string): ContextBlock {
	return { type: 'context', elements: [plain(text, limits.contextText)] }
}

export const divider: KnownBlock = { type: 'divider' }

/** What an act has just caused, on top. */
export function saidBlocks(said: string | undefined): KnownBlock[] {
	return said ? [section(`✅ ${said}`)] : []
}
