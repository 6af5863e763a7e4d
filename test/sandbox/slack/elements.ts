import type { Block, Json } from '../../standins/slack/types.ts'

const plain = (text: string) => ({ type: 'plain_text', text }) as const
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() })
const options = ['Red', 'Green', 'Blue'].map(option)
const confirm = { title: plain('Sure?'), text: plain('It cannot be undone.'), confirm: plain('Do it') }

const placeholders = {
	static_select: 'Colour',
	multi_static_select: 'Colours',
	users_select: 'Person',
	multi_users_select: 'People',
	channels_select: 'Channel',
	datepicker: 'Day',
} as const

const chosenFrom: Readonly<Record<string, Json>> = {
	static_select: { options },
	multi_static_select: { options },
}

/** One of each that a person can press or choose in a message. */
export function everyElement(): Block[] {
	return [
		{
			type: 'actions',
			block_id: 'chosen',
			elements: Object.entries(placeholders).map(([type, name]) => ({
				type,
				action_id: type,
				placeholder: plain(name),
				...chosenFrom[type],
			})),
		},
		{
			type: 'actions',
			block_id: 'pressed',
			elements: [
				{ type: 'button', action_id: 'plain', text: plain('Plain'), value: 'v' },
				{ type: 'button', action_id: 'sure', text: plain('Delete it'), style: 'danger', value: 'v', confirm },
				{ type: 'button', action_id: 'link', text: plain('Elsewhere'), url: 'https://example.com/there' },
				{ type: 'overflow', action_id: 'more', options },
				{ type: 'timepicker', action_id: 'time', placeholder: plain('Hour') },
				{ type: 'datetimepicker', action_id: 'moment' },
			],
		},
		{
			type: 'section',
			block_id: 'groups',
			text: plain('Which of these?'),
			accessory: { type: 'radio_buttons', action_id: 'radio', options },
		},
		{
			type: 'actions',
			block_id: 'boxes',
			elements: [{ type: 'checkboxes', action_id: 'boxes', options }],
		},
	]
}
