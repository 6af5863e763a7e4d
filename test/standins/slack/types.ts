/** A JSON object whose keys are not known in advance. */
export type Json = Record<string, unknown>

/** Slack's text object, plain or with its markup. */
export interface Text {
	type: 'plain_text' | 'mrkdwn'
	text: string
	emoji?: boolean
	verbatim?: boolean
}

/** One choice of a select, an overflow menu, radio buttons or checkboxes. */
export interface Option {
	text: Text
	value?: string
	description?: Text
	url?: string
}

/** The question that Slack asks before it sends an action. */
export interface Confirm {
	title?: Text
	text: Text
	confirm?: Text
	deny?: Text
	style?: string
}

/** Any interactive or context element, with the properties that a person can notice. */
export interface Element {
	type: string
	action_id?: string
	text?: Text | string
	value?: string
	url?: string
	style?: string
	confirm?: Confirm
	accessibility_label?: string
	placeholder?: Text
	options?: Option[]
	option_groups?: { label: Text; options: Option[] }[]
	initial_option?: Option
	initial_options?: Option[]
	initial_value?: string
	initial_date?: string
	initial_time?: string
	initial_date_time?: number
	initial_user?: string
	initial_conversation?: string
	initial_channel?: string
	min_length?: number
	max_length?: number
	max_files?: number
	filetypes?: string[]
	multiline?: boolean
	dispatch_action_config?: { trigger_actions_on?: string[] }
	positive_button?: Element
	negative_button?: Element
	image_url?: string
	alt_text?: string
	[other: string]: unknown
}

/** Any block. */
export interface Block {
	type: string
	block_id?: string
	text?: Text | string
	fields?: Text[]
	accessory?: Element
	elements?: Element[]
	element?: Element
	label?: Text
	hint?: Text
	optional?: boolean
	dispatch_action?: boolean
	title?: Text | string
	alt_text?: string
	image_url?: string
	[other: string]: unknown
}

/** A modal or home view as an app sends it. */
export interface ViewSpec {
	type: string
	blocks: Block[]
	title?: Text
	submit?: Text
	close?: Text
	callback_id?: string
	private_metadata?: string
	external_id?: string
	notify_on_close?: boolean
	clear_on_close?: boolean
	[other: string]: unknown
}

/** What a person typed or chose in one element, as Slack writes it into `state.values`. */
export interface StateValue {
	type: string
	value?: string | null
	selected_option?: Option | null
	selected_options?: Option[]
	selected_date?: string | null
	selected_time?: string | null
	selected_date_time?: number | null
	selected_user?: string | null
	selected_conversation?: string | null
	selected_channel?: string | null
	files?: Json[]
	rich_text_value?: unknown
	[other: string]: unknown
}

/** `state.values`: by block, then by action. */
export type StateValues = Record<string, Record<string, StateValue>>

/** Says whether something is a JSON object (not null, not a list). */
export function isObject(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text of a text object, of a bare string, or of nothing. */
export function textOf(text: unknown): string {
	if (typeof text === 'string') return text
	return isObject(text) && typeof text.text === 'string' ? text.text : ''
}
