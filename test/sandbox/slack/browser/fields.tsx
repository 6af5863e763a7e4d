import { type Element, isObject, type StateValue, textOf } from '../../../standins/slack/types.ts'
import { useConfirm } from './confirm.tsx'
import { type At, domId, listed, type Place, wordOf } from './place.ts'

type Props = {
	readonly element: Element
	readonly at: At
	readonly place: Place
	readonly label: string
}

const types: Readonly<Record<string, string>> = {
	email_text_input: 'email',
	url_text_input: 'url',
	number_input: 'decimal',
}

/** A field for text; addresses and numbers are judged by Slack when the form is sent, not by the browser. */
export function TextField({ element, at, place, label, dispatches }: Props & { dispatches: boolean }) {
	const held = place.held(at)
	const value = held ? (held.value ?? '') : wordOf(element.initial_value)
	const triggers = dispatches
		? (element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'])
		: []
	const valued = (event: Event): StateValue => ({
		type: element.type,
		value: (event.target as HTMLInputElement).value || null,
	})
	const common = {
		id: domId(place, at),
		'aria-label': label,
		value,
		placeholder: textOf(element.placeholder),
		maxLength: element.max_length,
		onInput: (event: Event) => {
			if (triggers.includes('on_character_entered')) place.acts.choose(at, valued(event))
			else place.acts.type(at, valued(event))
		},
	}
	if (element.multiline) return <textarea rows={4} {...common} />
	return (
		<input
			type="text"
			inputMode={types[element.type] ?? 'text'}
			{...common}
			onKeyDown={(event: KeyboardEvent) => {
				if (event.key !== 'Enter' || !triggers.includes('on_enter_pressed')) return
				place.acts.choose(at, valued(event))
			}}
		/>
	)
}

/** A field for formatted text, without the formatting. */
export function RichField({ element, at, place, label }: Props) {
	const held = place.held(at)
	const value = held ? held.rich_text_value : element['initial_value']
	return (
		<textarea
			id={domId(place, at)}
			rows={4}
			aria-label={label}
			placeholder={textOf(element.placeholder)}
			value={textsIn(value)}
			onInput={(event: Event) => {
				const text = (event.target as HTMLTextAreaElement).value
				const elements = [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }]
				place.acts.type(at, {
					type: element.type,
					rich_text_value: text ? { type: 'rich_text', elements } : null,
				})
			}}
		/>
	)
}

function textsIn(value: unknown): string {
	if (!isObject(value)) return ''
	if (typeof value['text'] === 'string') return value['text']
	return listed(value['elements'] as readonly unknown[] | undefined)
		.map(textsIn)
		.join('')
}

const pickers = {
	datepicker: { type: 'date', holds: 'selected_date', initial: 'initial_date' },
	timepicker: { type: 'time', holds: 'selected_time', initial: 'initial_time' },
	datetimepicker: { type: 'datetime-local', holds: 'selected_date_time', initial: 'initial_date_time' },
} as const

/** A date, a time, or both; Slack keeps both as seconds. */
export function DateField({ element, at, place, label }: Props) {
	const { ask, question } = useConfirm(element.confirm, place)
	const { type, holds, initial } = pickers[element.type as keyof typeof pickers]
	const held = place.held(at)
	const kept = held ? held[holds] : element[initial]
	return (
		<>
			<input
				id={domId(place, at)}
				type={type}
				aria-label={label}
				value={type === 'datetime-local' ? localTime(kept) : wordOf(kept)}
				onInput={(event: Event) => {
					const { value } = event.target as HTMLInputElement
					const given = type === 'datetime-local' ? Math.floor(Date.parse(value) / 1_000) : value
					ask(() => place.acts.choose(at, { type: element.type, [holds]: given || null }))
				}}
			/>
			{question}
		</>
	)
}

function localTime(seconds: unknown): string {
	const at = new Date(Number(seconds ?? Number.NaN) * 1_000)
	if (Number.isNaN(at.getTime())) return ''
	return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
