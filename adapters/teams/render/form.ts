import type { IChoiceSetInput, ITextInput } from '@microsoft/teams.cards'
import type { Field, FormView } from '../../../src/views/view.ts'
import { type PlainKey, wordsOf } from '../../../src/words/index.ts'
import { type Card, fitting } from './card.ts'
import { actionButton, button, type Element, heading, line, rows, run, saidOf, subtle } from './elements.ts'

/** What is only true in the chat, and not in a dialog over another one. */
export const chatOnly = 'chat-only'

/** What a client says of a field that was left empty, in our own words for it. */
const missing: Readonly<Record<string, PlainKey>> = {
	subject: 'refused.subject.missing',
	text: 'refused.text.missing',
	email: 'refused.email.missing',
}

/** Something to fill in. */
export function formCard(view: FormView): Card {
	return fitting(view, [() => formBody(view, 100), () => formBody(view, 30)])
}

function formBody(view: FormView, most: number): Element[] {
	const say = wordsOf(view.locale)
	const names = new Set(view.fields.map(field => field.name))
	// What is said of a field that is not shown here stands on top.
	const others = Object.entries(view.errors ?? {}).filter(([name]) => !names.has(name))
	const takesFiles = ['reply', 'new', 'note'].includes(view.command.do)
	return [
		...saidOf(view),
		heading(view.title),
		...others.map(([, text]) => error(text)),
		...view.intro.map(text => line(text, { spacing: 'Small' })),
		...view.fields.flatMap(field => fieldElements(view, field, most)),
		...view.carried.map(text => line([run(text, { weight: 'Bolder' })])),
		...(takesFiles ? [{ ...subtle(say('chat.file.how')), id: chatOnly }] : []),
		...rows([
			button(view.submit, { command: view.command }, { weight: 'main', withInputs: true }),
			...view.actions.map(actionButton),
			button(view.cancel, { cancel: 'yes' }),
		]),
	]
}

function fieldElements(view: FormView, field: Field, most: number): Element[] {
	const wrong = view.errors?.[field.name]
	const input = inputOf(view, field, most)
	return [
		...(wrong ? [error(wrong)] : []),
		...(input ? [input] : []),
		...(input && field.hint ? [subtle(field.hint)] : []),
	]
}

function error(text: string): Element {
	return line([run(text, { color: 'Attention', weight: 'Bolder' })])
}

/** A client that took more than its field holds gets back what fits: a larger card would not be shown at all. */
function within(maxLength: number, value: string | undefined) {
	return { maxLength, ...(value !== undefined && { value: value.slice(0, maxLength).toWellFormed() }) }
}

/** Files are sent as messages here, so a field for them has no form. */
function inputOf(view: FormView, field: Field, most: number): ITextInput | IChoiceSetInput | undefined {
	if (field.type === 'files') return undefined
	const base = {
		id: field.name,
		label: field.label,
		// A client checks it for each button that takes along what is filled in, and not for sending alone.
		...(!field.optional && {
			isRequired: !(field.type === 'text' && view.actions.some(({ keeps }) => keeps)),
			errorMessage: wordsOf(view.locale)(missing[field.name] ?? 'chat.needed'),
		}),
		...(field.value !== undefined && { value: field.value }),
	}
	if (field.type === 'choice') {
		// Never style `expanded`: it would parse Markdown in the titles.
		return {
			type: 'Input.ChoiceSet',
			style: 'compact',
			...base,
			choices: field.options.slice(0, most).map(({ value, label }) => ({ value, title: label })),
		}
	}
	return {
		type: 'Input.Text',
		...base,
		...(field.type === 'text' && { isMultiline: true }),
		...(field.type === 'email' && { style: 'Email' }),
		...(field.placeholder && { placeholder: field.placeholder }),
		...(field.maxLength !== undefined && within(field.maxLength, field.value)),
	}
}
