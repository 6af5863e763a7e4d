import type {
	CardElementArray,
	IActionSet,
	IContainer,
	IExecuteAction,
	IOpenUrlAction,
	IRichTextBlock,
	ISubmitAction,
	ITextRun,
	IToggleVisibilityAction,
	Spacing,
} from '@microsoft/teams.cards'
import { type Command, withoutNext, writeCommand } from '../../../src/commands/command.ts'
import type { Action, Link } from '../../../src/views/view.ts'
import { buttonsInRow, commandBytes } from '../limits.ts'

export type Element = CardElementArray[number]
export type Button = IExecuteAction | IOpenUrlAction | ISubmitAction | IToggleVisibilityAction
export type Run = Omit<ITextRun, 'type' | 'text'>

/** What a button of ours brings back, beside what was typed. */
export type ButtonData = {
	readonly command?: Command
	/** Which part of a comment to show. */
	readonly part?: number
	/** The attachment to hand over. */
	readonly file?: string
	readonly cancel?: 'yes'
}

/** A piece of text in which nothing is parsed. Whatever turns the writing around or is no character goes. */
export function run(text: string, style: Run = {}): ITextRun {
	return { type: 'TextRun', text: harmless(text), ...style }
}

const harmful = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u

function harmless(text: string): string {
	// Hardly any text has to be changed.
	if (!harmful.test(text)) return text
	return text
		.toWellFormed()
		.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
		.replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, '')
}

/** One paragraph. */
export function line(runs: readonly ITextRun[] | string, style: { spacing?: Spacing } = {}): IRichTextBlock {
	return {
		type: 'RichTextBlock',
		inlines: typeof runs === 'string' ? [run(runs)] : [...runs],
		...style,
	}
}

export function heading(text: string): IRichTextBlock {
	return line([run(text, { size: 'Large', weight: 'Bolder' })])
}

export function subtle(text: string): IRichTextBlock {
	return line([run(text, { isSubtle: true })], { spacing: 'Small' })
}

export function container(
	items: readonly Element[],
	style: Omit<IContainer, 'type' | 'items'> = {},
): IContainer {
	return { type: 'Container', items: [...items], ...style }
}

/** What an act has caused, on top. */
export function saidOf({ said }: { readonly said?: string }): Element[] {
	return said ? [container([line([run(said, { weight: 'Bolder' })])], { style: 'good' })] : []
}

/** A button that asks something of us; `withInputs` sends along what is filled in. */
export function button(
	label: string,
	data: ButtonData,
	{ weight, withInputs }: { weight?: Action['weight'] | undefined; withInputs?: boolean } = {},
): IExecuteAction {
	return {
		type: 'Action.Execute',
		title: harmless(label),
		verb: data.command?.do ?? (data.file ? 'file' : 'cancel'),
		data: data.command ? { ...data, command: shortened(data.command) } : data,
		...(weight && { style: weight === 'main' ? 'positive' : 'destructive' }),
		...(!withInputs && { associatedInputs: 'none' }),
	}
}

/** A command too long for a button goes without what waits behind it, and then without its long texts. */
function shortened(command: Command): Command {
	if (Buffer.byteLength(writeCommand(command)) <= commandBytes) return command
	const alone = withoutNext(command)
	if (Buffer.byteLength(writeCommand(alone)) <= commandBytes) return alone
	return Object.fromEntries(
		Object.entries(alone).filter(([, value]) => typeof value !== 'string' || value.length <= 64),
	) as Command
}

export function actionButton(action: Action): IExecuteAction {
	const { label, command, weight, keeps = false } = action
	return button(label, { command }, { weight, withInputs: keeps })
}

export function linkButton(link: Link): IOpenUrlAction {
	return { type: 'Action.OpenUrl', title: harmless(link.label), url: link.url }
}

/** Inside a card of 320 px, less the gaps; a button is as wide as its words and some 34 px. */
const rowWidth = 296
const widthOf = ({ title = '' }: Button) => title.length * 8.2 + 34

/**
 * Rows of buttons, each of which fits a narrow screen with its words in full: clients cut them otherwise. Where
 * one alone is too wide, it becomes a line to press, which breaks.
 */
export function rows(
	buttons: readonly (Button | undefined)[],
	style: { spacing?: Spacing } = {},
): (IActionSet | IContainer)[] {
	const sets: Button[][] = []
	let left = 0
	for (const one of buttons.filter(one => one !== undefined)) {
		const last = sets.at(-1)
		if (last && last.length < buttonsInRow && widthOf(one) <= left) last.push(one)
		else {
			sets.push([one])
			left = rowWidth
		}
		left -= widthOf(one)
	}
	return sets.map((actions, index) => {
		const [first] = actions
		const spaced = index > 0 ? { spacing: 'Small' as const } : style
		if (first && widthOf(first) > rowWidth) return pressable(first, spaced)
		return { type: 'ActionSet', actions, ...spaced }
	})
}

function pressable(action: Button, style: { spacing?: Spacing }): IContainer {
	return container([line([run(`${action.title ?? ''} ›`, { color: 'Accent', weight: 'Bolder' })])], {
		selectAction: action,
		...style,
	})
}

/** A label and what it says, as a line: a FactSet would parse Markdown in it. */
export function fact({ label, value }: { readonly label: string; readonly value: string }): IRichTextBlock {
	return line([run(`${label}: `, { isSubtle: true }), run(value)], { spacing: 'Small' })
}
