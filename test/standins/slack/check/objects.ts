import { isDeepStrictEqual } from 'node:util'
import { isObject } from '../types.ts'
import { limit, unlisted } from './limits.ts'
import { all, boolean, type Check, list, must, object, oneOf, string, url } from './shape.ts'

const minText = limit('text').min_length

/** A `plain_text` object. */
export function plain(max = limit('text').max_length): Check {
	return object({ type: oneOf('plain_text'), text: string({ min: minText, max }), emoji: boolean }, [
		'type',
		'text',
	])
}

/** A `mrkdwn` object. */
export function markup(max = limit('text').max_length): Check {
	return object({ type: oneOf('mrkdwn'), text: string({ min: minText, max }), verbatim: boolean }, [
		'type',
		'text',
	])
}

/** A text object of either kind. */
export function anyText(max = limit('text').max_length): Check {
	const ofMarkup = markup(max)
	const ofPlain = plain(max)
	return (value, path, walk) =>
		(isObject(value) && value.type === 'mrkdwn' ? ofMarkup : ofPlain)(value, path, walk)
}

/** What every interactive element may carry to be recognised by. */
export const actionId = string({ min: 1, max: limit('action_id').max_length })

/** The confirmation dialog. */
export const confirmation = object(
	{
		title: plain(limit('confirmation.title').max_length),
		text: anyText(limit('confirmation.text').max_length),
		confirm: plain(limit('confirmation.confirm').max_length),
		deny: plain(limit('confirmation.deny').max_length),
		style: oneOf('primary', 'danger'),
	},
	['text'],
)

const optionValue = string({ max: limit('option.value').max_length })

/** An option of a select, or of a group that takes markup; only an overflow menu's has a `url`. */
export function option({
	text = plain,
	link = false,
}: {
	text?: (max?: number) => Check
	link?: boolean
} = {}): Check {
	return object(
		{
			text: text(limit('option.text').max_length),
			value: optionValue,
			description: text(limit('option.description').max_length),
			...(link ? { url: url(limit('option.url').max_length) } : {}),
		},
		link ? ['text'] : ['text', 'value'],
	)
}

/** A titled group of options. */
export const optionGroup = object(
	{
		label: plain(limit('option_group.label').max_length),
		options: list(option(), {
			min: limit('option_group.options').min_items,
			max: limit('option_group.options').max_items,
		}),
	},
	['label', 'options'],
)

/** The options of a select: a list or groups, 1 to 100. */
export const choices = {
	options: list(option(), { min: unlisted.minSelectOptions, max: limit('select.options').max_items }),
	option_groups: list(optionGroup, {
		min: unlisted.minSelectOptions,
		max: limit('select.option_groups').max_items,
	}),
}

/** What is chosen at first must be one of the options, to the letter. */
export const initialIsAnOption: Check = all(
	must('initial_option must equal one of the options', value =>
		value.initial_option === undefined ? true : isAmong(value, value.initial_option),
	),
	must('initial_options must each equal one of the options', value =>
		Array.isArray(value.initial_options)
			? value.initial_options.length > 0 && value.initial_options.every(each => isAmong(value, each))
			: value.initial_options === undefined,
	),
)

function isAmong(element: Record<string, unknown>, wanted: unknown): boolean {
	const groups = Array.isArray(element.option_groups) ? element.option_groups : []
	const lists = [element.options, ...groups.map(group => (isObject(group) ? group.options : []))]
	return lists.some(options => Array.isArray(options) && options.some(o => isDeepStrictEqual(o, wanted)))
}

/** When an input sends its value before the form is submitted. */
export const dispatchConfiguration = object({
	trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { min: 1, max: 2 }),
})

/** Which conversations a conversation select offers. */
export const conversationFilter = object({
	include: list(oneOf('im', 'mpim', 'private', 'public'), { min: 1 }),
	exclude_external_shared_channels: boolean,
	exclude_bot_users: boolean,
})

/** A name and a value handed to a workflow. */
export const inputParameter = object({ name: string({ min: 1 }), value: string() }, ['name', 'value'])

/** The link trigger of a workflow. */
export const trigger = object({ url: url(), customizable_input_parameters: list(inputParameter) }, ['url'])

/** The workflow of a workflow button. */
export const workflow = object({ trigger }, ['trigger'])
