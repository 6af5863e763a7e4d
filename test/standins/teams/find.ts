import { type Card, type Json } from './world.ts'

/** A button that a person could press, or a row that opens. */
export type Button = {
	readonly text: string
	/** What stands in the same part of the card, or above it. */
	readonly beside: string
	readonly action: Json
	/** The inputs that go along. */
	readonly withInputs: boolean
	/** The part of the card that is folded away and holds it. */
	readonly within: string | undefined
}

export type Field = {
	readonly id: string
	readonly label: string
	readonly element: Json
	readonly within: string | undefined
}

/** What a card shows and can do, in reading order. */
export type Contents = { readonly buttons: readonly Button[]; readonly fields: readonly Field[] }

export function contentsOf(card: Card): Contents {
	const buttons: Button[] = []
	const fields: Field[] = []
	let above = ''
	visit(card.body, undefined, '')
	for (const action of (card.actions ?? []) as Json[]) add(action, above, undefined)
	return { buttons, fields }

	function visit(elements: readonly Json[], within: string | undefined, around: string): void {
		for (const element of elements) {
			const inside = element.isVisible === false && typeof element.id === 'string' ? element.id : within
			const said = textIn(element)
			if (element.type === 'RichTextBlock') {
				above = said
				for (const inline of element.inlines as Json[]) {
					if (inline.selectAction)
						add(inline.selectAction as Json, around || said, within, String(inline.text))
				}
			}
			if (element.selectAction) add(element.selectAction as Json, said, inside)
			if (element.type === 'Container') visit(element.items as Json[], inside, said)
			if (element.type === 'ActionSet') {
				for (const action of element.actions as Json[]) add(action, around || above, inside)
			}
			if (String(element.type).startsWith('Input.')) {
				fields.push({ id: String(element.id), label: String(element.label), element, within: inside })
			}
		}
	}

	function add(
		action: Json,
		beside: string,
		within: string | undefined,
		text = typeof action.title === 'string' ? action.title : '',
	): void {
		buttons.push({ text, beside, action, withInputs: action.associatedInputs !== 'none', within })
	}
}

export function textIn(element: Json): string {
	if (element.type === 'TextRun') return String(element.text)
	if (element.type === 'RichTextBlock') return (element.inlines as Json[]).map(textIn).join('')
	if (element.type === 'Container') return (element.items as Json[]).map(textIn).filter(Boolean).join('\n')
	return ''
}

/** The one button that is meant, whole or by how it begins; fails with those there are when it is not one. */
export function findButton(
	{ buttons }: Contents,
	name: string,
	{ beside, nth }: { beside?: string | undefined; nth?: number | undefined } = {},
): Button {
	const near = buttons.filter(button => !beside || button.beside.includes(beside))
	const whole = near.filter(button => button.text === name)
	const found = whole.length > 0 ? whole : near.filter(button => button.text.startsWith(`${name} `))
	const one = nth === undefined ? (found.length === 1 ? found[0] : undefined) : found[nth - 1]
	if (one) return one
	const list = buttons.map(({ text, beside }) => `[${text}] beside "${beside.replaceAll('\n', ' ')}"`)
	throw new Error(
		`${found.length || 'no'} buttons match "${name}"; there are:\n${list.join('\n') || '(none)'}`,
	)
}

export function findField({ fields }: Contents, label: string): Field {
	const named = fields.filter(field => field.label === label)
	const found = named.length > 0 ? named : fields.filter(field => field.label.includes(label))
	if (found.length === 1 && found[0]) return found[0]
	const list = fields.map(field => field.label).join(', ')
	throw new Error(`${found.length || 'no'} fields match "${label}"; there are: ${list || '(none)'}`)
}
