import { isObject } from '../types.ts'
import { limit } from './limits.ts'
import {
	actionId,
	anyText,
	choices,
	confirmation,
	conversationFilter,
	dispatchConfiguration,
	initialIsAnOption,
	option,
	plain,
	workflow,
} from './objects.ts'
import {
	all,
	anyObject,
	boolean,
	type Check,
	exactlyOne,
	list,
	must,
	number,
	object,
	oneOf,
	only,
	string,
	url,
} from './shape.ts'

const type = string({ min: 1 })
const named = { type, action_id: actionId }
const placeholder = plain(limit('select.placeholder').max_length)
const focusable = { ...named, focus_on_load: boolean }
const selectable = { ...focusable, confirm: confirmation, placeholder }
const several = { max_selected_items: number({ min: 1, integer: true }) }
const ids = list(string({ min: 1 }))
const query = { min_query_length: number({ min: 0, integer: true }) }
const responseUrl = { response_url_enabled: boolean }
const buttonText = plain(limit('button.text').max_length)
const buttonLabel = string({ max: limit('button.accessibility_label').max_length })
const buttonStyle = oneOf('primary', 'danger')

const choiceSource = exactlyOne('options', 'option_groups')

/** A group of boxes or circles: its options may carry markup. */
function group(kind: 'checkboxes' | 'radio_buttons', initial: Record<string, Check>): Check {
	const options = limit(`${kind}.options`)
	return object(
		{
			...focusable,
			confirm: confirmation,
			options: list(option({ text: anyText }), { min: options.min_items, max: options.max_items }),
			...initial,
		},
		['options'],
		initialIsAnOption,
	)
}

/** The elements that open, choose and press; each block lists those it takes. */
export const elements = {
	button: object(
		{
			...named,
			text: buttonText,
			value: string({ max: limit('button.value').max_length }),
			url: url(limit('button.url').max_length),
			style: buttonStyle,
			confirm: confirmation,
			accessibility_label: buttonLabel,
		},
		['text'],
	),
	workflow_button: object(
		{ ...named, text: buttonText, workflow, style: buttonStyle, accessibility_label: buttonLabel },
		['text', 'workflow'],
	),
	checkboxes: group('checkboxes', { initial_options: list(anyObject, { min: 1 }) }),
	radio_buttons: group('radio_buttons', { initial_option: anyObject }),
	datepicker: object({ ...selectable, initial_date: string({ pattern: /^\d{4}-\d\d-\d\d$/ }) }),
	timepicker: object({
		...selectable,
		initial_time: string({ pattern: /^\d\d:\d\d$/ }),
		timezone: string({ min: 1 }),
	}),
	datetimepicker: object({
		...focusable,
		confirm: confirmation,
		initial_date_time: number({ min: 1_000_000_000, max: 9_999_999_999, integer: true }),
	}),
	overflow: object(
		{
			...named,
			confirm: confirmation,
			options: list(option({ link: true }), {
				min: limit('overflow.options').min_items,
				max: limit('overflow.options').max_items,
			}),
		},
		['options'],
	),
	static_select: object(
		{ ...selectable, ...choices, initial_option: anyObject },
		[],
		all(choiceSource, initialIsAnOption),
	),
	multi_static_select: object(
		{ ...selectable, ...choices, ...several, initial_options: list(anyObject) },
		[],
		all(choiceSource, initialIsAnOption),
	),
	external_select: object({ ...selectable, ...query, initial_option: anyObject }),
	multi_external_select: object({ ...selectable, ...query, ...several, initial_options: list(anyObject) }),
	users_select: object({ ...selectable, initial_user: string({ min: 1 }) }),
	multi_users_select: object({ ...selectable, ...several, initial_users: ids }),
	channels_select: object({ ...selectable, ...responseUrl, initial_channel: string({ min: 1 }) }),
	multi_channels_select: object({ ...selectable, ...several, initial_channels: ids }),
	conversations_select: object({
		...selectable,
		...responseUrl,
		initial_conversation: string({ min: 1 }),
		default_to_current_conversation: boolean,
		filter: conversationFilter,
	}),
	multi_conversations_select: object({
		...selectable,
		...several,
		initial_conversations: ids,
		default_to_current_conversation: boolean,
		filter: conversationFilter,
	}),
}

const dispatchable = { ...focusable, placeholder, dispatch_action_config: dispatchConfiguration }
const typedLength = limit('plain_text_input.max_length').max ?? Number.POSITIVE_INFINITY

const initialFits = must('initial_value must fit min_length and max_length', value => {
	const { initial_value: text, max_length: max } = value
	return !(typeof text === 'string' && typeof max === 'number' && [...text].length > max)
})

const rangeHolds = must('min must not exceed max', value => {
	const [min, max] = [value.min_value ?? value.min_length, value.max_value ?? value.max_length]
	return min === undefined || max === undefined || Number(min) <= Number(max)
})

/** The elements that only an input block takes. */
export const inputs = {
	plain_text_input: object(
		{
			...dispatchable,
			initial_value: string({ max: typedLength }),
			multiline: boolean,
			min_length: number({ min: 0, max: typedLength, integer: true }),
			max_length: number({ min: 1, max: typedLength, integer: true }),
		},
		[],
		all(initialFits, rangeHolds),
	),
	email_text_input: object({ ...dispatchable, initial_value: string() }),
	url_text_input: object({ ...dispatchable, initial_value: string() }),
	number_input: object(
		{
			...dispatchable,
			is_decimal_allowed: boolean,
			initial_value: string(),
			min_value: string({ pattern: /^-?\d+(\.\d+)?$/ }),
			max_value: string({ pattern: /^-?\d+(\.\d+)?$/ }),
		},
		['is_decimal_allowed'],
		rangeHolds,
	),
	rich_text_input: object({
		...dispatchable,
		initial_value: anyObject,
		min_lines: number({ min: 1, integer: true }),
		max_lines: number({ min: 1, integer: true }),
	}),
	file_input: only(
		['modal'],
		object({
			...named,
			filetypes: list(string({ min: 1 }), { min: 1 }),
			max_files: number({ ...limit('file_input.max_files'), integer: true }),
		}),
	),
}

const slackFile = object({ id: string({ min: 1 }), url: url() }, [], exactlyOne('id', 'url'))

/** What an image says about itself, as a block or as an element. */
export const picture = {
	image_url: url(limit('image.image_url').max_length),
	slack_file: slackFile,
	alt_text: string({ min: 1, max: limit('image.alt_text').max_length }),
}

/** The image element of a context or a section. */
export const image = object({ type, ...picture }, ['alt_text'], exactlyOne('image_url', 'slack_file'))

const feedbackButton = object(
	{
		text: plain(limit('feedback_button.text').max_length),
		value: string({ max: limit('feedback_button.value').max_length }),
		accessibility_label: string({ max: limit('feedback_button.accessibility_label').max_length }),
	},
	['text', 'value'],
)

/** The elements of a context_actions block. */
export const contextActions = {
	feedback_buttons: object({ ...named, positive_button: feedbackButton, negative_button: feedbackButton }, [
		'positive_button',
		'negative_button',
	]),
	icon_button: object(
		{
			...named,
			icon: string({ min: 1 }),
			text: buttonText,
			value: string({ max: limit('button.value').max_length }),
			confirm: confirmation,
			accessibility_label: buttonLabel,
			visible_to_user_ids: list(string({ min: 1 }), {
				max: limit('icon_button.visible_to_user_ids').max_items,
			}),
		},
		['icon', 'text'],
	),
}

/** The source link of a task card. */
export const urlSource = object(
	{ type: oneOf('url'), url: url(limit('url_source.url').max_length), text: string({ min: 1 }) },
	['url', 'text'],
)

/** Text or image: the elements of a context block. */
export const contextElement: Check = (value, path, walk) => {
	if (isObject(value) && ['plain_text', 'mrkdwn'].includes(String(value.type)))
		return anyText()(value, path, walk)
	if (isObject(value) && value.type === 'image') return image(value, path, walk)
	walk.problems.push({ path, problem: 'a context takes only text and images' })
}
