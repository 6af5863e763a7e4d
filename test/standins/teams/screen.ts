import { textIn } from './find.ts'
import { type Card, cardOf, type Dialog, type Json, type Message, valueOf } from './world.ts'

type Held = Pick<Message, 'inputs' | 'shown' | 'errors'>

/** A card as a person reads it: lines, `[buttons]` and fields with what is in them. */
export function cardText(card: Card, held: Held): string {
	return [...linesOf(card.body, held), ...buttonLine((card.actions ?? []) as Json[])].join('\n')
}

function linesOf(elements: readonly Json[], held: Held): string[] {
	return elements.flatMap(element => {
		if (element.isVisible === false && !held.shown.has(String(element.id))) return []
		if (element.type === 'RichTextBlock') return [textIn(element)]
		if (element.type === 'ActionSet') return buttonLine(element.actions as Json[])
		if (String(element.type).startsWith('Input.')) return fieldLines(element, held)
		if (element.type !== 'Container') return []
		const open = element.selectAction as Json | undefined
		return [...linesOf(element.items as Json[], held), ...(open ? [`[${String(open.title)}]`] : [])]
	})
}

function buttonLine(actions: readonly Json[]): string[] {
	return actions.length > 0 ? [actions.map(action => `[${String(action.title)}]`).join(' ')] : []
}

function fieldLines(element: Json, { inputs, errors }: Held): string[] {
	const id = String(element.id)
	const value = inputs.get(id) ?? valueOf(element)
	const choices = element.choices as { title: string; value: string }[] | undefined
	const shown = choices ? (choices.find(choice => choice.value === value)?.title ?? '') : value
	const error = errors.get(id)
	return [`${String(element.label)}: «${shown}»`, ...(error ? [`! ${error}`] : [])]
}

export function messageText(message: Message): string {
	const card = cardOf(message)
	const others = message.attachments.flatMap(({ contentType, name }) =>
		card && contentType.endsWith('card.adaptive') ? [] : [`[file: ${name ?? contentType}]`],
	)
	return [message.text, ...(card ? [cardText(card, message)] : []), ...others].filter(Boolean).join('\n')
}

export function dialogText(dialog: Dialog): string {
	return `══ ${dialog.title} ══\n${cardText(dialog.card, dialog)}`
}
