import { withEmoji } from '../emoji.ts'
import { type Element, type Json, textOf } from '../../../standins/slack/types.ts'
import { useConfirm } from './confirm.tsx'
import { Menu } from './menu.tsx'
import { type At, listed, type Place } from './place.ts'

type Props = { readonly element: Element; readonly at: At; readonly place: Place }

/** A button; one with an address is a link that the app hears of as well. */
export function Button({ element, at, place }: Props) {
	const { confirm, url, style, accessibility_label: label } = element
	const { ask, question } = useConfirm(confirm, place)
	const text = withEmoji(textOf(element.text))
	const look = `button ${style ?? ''}`
	const name = label ? { 'aria-label': label } : {}
	const press = () => place.acts.press(at, {})
	return (
		<>
			{url ? (
				<a class={look} href={url} target="_blank" rel="noreferrer" {...name} onClick={press}>
					{text} <span aria-hidden="true">↗</span>
				</a>
			) : (
				<button type="button" class={look} {...name} onClick={() => ask(press)}>
					{text}
				</button>
			)}
			{question}
		</>
	)
}

/** Starts a workflow, which is Slack's own affair: the app is not asked. */
export function WorkflowButton({ element }: Props) {
	return (
		<button type="button" class="button" disabled title="There are no workflows here">
			{textOf(element.text)}
		</button>
	)
}

const icons: Readonly<Record<string, string>> = { trash: '🗑' }

export function IconButton({ element, at, place }: Props) {
	const { ask, question } = useConfirm(element.confirm, place)
	const label = element.accessibility_label ?? textOf(element.text)
	return (
		<>
			<button
				type="button"
				class="button icon"
				aria-label={label}
				title={textOf(element.text)}
				onClick={() => ask(() => place.acts.press(at, {}))}
			>
				{icons[String(element['icon'])] ?? textOf(element.text)}
			</button>
			{question}
		</>
	)
}

export function FeedbackButtons({ element, at, place }: Props) {
	const pair = [
		{ sign: '👍', button: element.positive_button },
		{ sign: '👎', button: element.negative_button },
	]
	return (
		<>
			{pair.map(
				({ sign, button }) =>
					button && (
						<button
							type="button"
							class="button icon"
							aria-label={button.accessibility_label ?? textOf(button.text)}
							title={textOf(button.text)}
							onClick={() => place.acts.press(at, pressed(button))}
						>
							{sign}
						</button>
					),
			)}
		</>
	)
}

function pressed({ value, text }: Element): Json {
	return { value, text }
}

export function Overflow({ element, at, place }: Props) {
	const { ask, question } = useConfirm(element.confirm, place)
	const items = listed(element.options).map(option => ({
		label: withEmoji(textOf(option.text)),
		...(option.description ? { detail: textOf(option.description) } : {}),
		pick: () =>
			ask(() => {
				if (option.url) window.open(option.url, '_blank', 'noopener')
				place.acts.press(at, { selected_option: option })
			}),
	}))
	return (
		<>
			<Menu label="More actions" look="button icon" items={items}>
				⋯
			</Menu>
			{question}
		</>
	)
}
