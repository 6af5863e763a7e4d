import type { Card } from './card.ts'
import type { Button, ButtonData, Element } from './elements.ts'
import { chatOnly } from './form.ts'

/**
 * The same card for a dialog: only `Action.Submit` is answered there, files come and go in the chat alone, and
 * the title stands above the card.
 */
export function dialogCard(card: Card, title: string): Card {
	const body = card.body.filter(element => element.id !== chatOnly && textOf(element) !== title)
	return { ...card, body: body.flatMap(submitting) }
}

function textOf(element: Element): string | undefined {
	if (element.type !== 'RichTextBlock') return undefined
	return element.inlines
		?.map(inline => (typeof inline === 'object' && 'text' in inline ? inline.text : ''))
		.join('')
}

function submitting(element: Element): Element[] {
	if (element.type === 'ActionSet') {
		const actions = (element.actions as Button[]).filter(action => !handsOver(action))
		return actions.length > 0 ? [{ ...element, actions: actions.map(submit) }] : []
	}
	if (element.type !== 'Container') return [element]
	const { selectAction, ...rest } = element
	return [
		{
			...rest,
			items: element.items.flatMap(submitting),
			...(selectAction && { selectAction: submit(selectAction as Button) }),
		},
	]
}

function handsOver(action: Button): boolean {
	return action.type === 'Action.Execute' && (action.data as ButtonData).file !== undefined
}

function submit(action: Button): Button {
	if (action.type !== 'Action.Execute') return action
	const { verb: _, fallback: _fallback, ...rest } = action
	return { ...rest, type: 'Action.Submit' }
}
