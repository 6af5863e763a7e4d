import { type Element, type Option, textOf } from '../../../standins/slack/types.ts'
import { useConfirm } from './confirm.tsx'
import { type At, domId, listed, type Place } from './place.ts'
import { Words } from './rich.tsx'

type Props = {
	readonly element: Element
	readonly at: At
	readonly place: Place
	readonly label: string
}

/** Radio buttons or checkboxes. */
export function Choices({ element, at, place, label }: Props) {
	const { ask, question } = useConfirm(element.confirm, place)
	const several = element.type === 'checkboxes'
	const held = place.held(at)
	const chosen = several
		? listed(held?.selected_options ?? element.initial_options)
		: [held ? held.selected_option : element.initial_option].filter(one => one !== undefined && one !== null)
	const isChosen = (option: Option) => chosen.some(each => each.value === option.value)
	const toggle = (option: Option) => {
		const others = chosen.filter(each => each.value !== option.value)
		const selected = isChosen(option) ? others : [...others, option]
		const value = several ? { selected_options: selected } : { selected_option: option }
		ask(() => place.acts.choose(at, { type: element.type, ...value }))
	}
	return (
		<fieldset class="choose" id={domId(place, at)}>
			<legend class="unseen">{label}</legend>
			{listed(element.options).map(option => (
				<label>
					<input
						type={several ? 'checkbox' : 'radio'}
						name={domId(place, at, 'group')}
						checked={isChosen(option)}
						onClick={(event: Event) => {
							// Slack draws what is chosen once it is, which a question may prevent. What is drawn before this
							// event is over, the browser takes back.
							event.preventDefault()
							setTimeout(() => toggle(option))
						}}
					/>
					<span>
						<Words text={option.text} place={place} />
						{option.description && (
							<small>
								<Words text={option.description} place={place} />
							</small>
						)}
					</span>
				</label>
			))}
			{question}
		</fieldset>
	)
}

/** What a group of choices is called where no label stands above it. */
export function nameOf(element: Element, beside: string): string {
	return textOf(element.placeholder) || beside || (element.action_id ?? element.type)
}
