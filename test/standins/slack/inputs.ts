import type { Block, Element, StateValue, StateValues } from './types.ts'
import { isObject } from './types.ts'

/** Gives each block and element the ids that Slack would make up. */
export function withIds(blocks: Block[], next: () => number): Block[] {
	const made = () => next().toString(36).padStart(5, 'x')
	const named = (element: Element): Element =>
		isInteractive(element) && element.action_id === undefined ? { ...element, action_id: made() } : element
	return blocks.map(block => ({
		...block,
		block_id: block.block_id ?? made(),
		...(block.element ? { element: named(block.element) } : {}),
		...(block.accessory ? { accessory: named(block.accessory) } : {}),
		...(block.elements && ['actions', 'context_actions'].includes(block.type)
			? { elements: block.elements.map(named) }
			: {}),
	}))
}

const passive = new Set(['image', 'plain_text', 'mrkdwn'])

function isInteractive(element: Element): boolean {
	return !passive.has(element.type)
}

/** The interactive elements of a block, in the order they are shown. */
export function elementsOf(block: Block): Element[] {
	const found: Element[] = []
	if (block.type === 'section' && block.accessory) found.push(block.accessory)
	if (block.type === 'input' && block.element) found.push(block.element)
	if (['actions', 'context_actions'].includes(block.type)) found.push(...(block.elements ?? []))
	if (block.type === 'card' && Array.isArray(block.actions)) found.push(...(block.actions as Element[]))
	const inside = [block.child_blocks, block.type === 'carousel' ? block.elements : undefined]
	for (const blocks of inside)
		if (Array.isArray(blocks)) found.push(...(blocks as Block[]).flatMap(elementsOf))
	return found.filter(element => isObject(element) && isInteractive(element))
}

/** The value of an element before anybody touched it; buttons and overflow menus have none. */
function initialValue(element: Element): StateValue | undefined {
	const { type } = element
	switch (type) {
		case 'plain_text_input':
		case 'email_text_input':
		case 'url_text_input':
		case 'number_input':
			return { type, value: element.initial_value || null }
		case 'static_select':
		case 'external_select':
		case 'radio_buttons':
			return { type, selected_option: element.initial_option ?? null }
		case 'multi_static_select':
		case 'multi_external_select':
		case 'checkboxes':
			return { type, selected_options: element.initial_options ?? [] }
		case 'datepicker':
			return { type, selected_date: element.initial_date ?? null }
		case 'timepicker':
			return { type, selected_time: element.initial_time ?? null }
		case 'datetimepicker':
			return { type, selected_date_time: element.initial_date_time ?? null }
		case 'users_select':
			return { type, selected_user: element.initial_user ?? null }
		case 'channels_select':
			return { type, selected_channel: element.initial_channel ?? null }
		case 'conversations_select':
			return { type, selected_conversation: element.initial_conversation ?? null }
		case 'multi_users_select':
			return { type, selected_users: element.initial_users ?? [] }
		case 'multi_channels_select':
			return { type, selected_channels: element.initial_channels ?? [] }
		case 'multi_conversations_select':
			return { type, selected_conversations: element.initial_conversations ?? [] }
		case 'file_input':
			return { type, files: [] }
		case 'rich_text_input':
			return { type, rich_text_value: element.initial_value ?? null }
		default:
			return undefined
	}
}

/**
 * The state of a set of blocks. What a person had typed into an element of the same block and action stays,
 * whatever its new initial value says: so it is in Slack when a view is updated.
 */
export function stateOf(blocks: Block[], before: StateValues = {}): StateValues {
	const state: StateValues = {}
	for (const block of blocks)
		for (const element of elementsOf(block)) {
			const initial = initialValue(element)
			if (!initial || !block.block_id || !element.action_id) continue
			const kept = before[block.block_id]?.[element.action_id]
			const values = (state[block.block_id] ??= {})
			values[element.action_id] = kept?.type === initial.type ? kept : initial
		}
	return state
}

/** Whether an input holds anything. */
function isEmpty(value: StateValue): boolean {
	const { type: _, ...rest } = value
	return Object.values(rest).every(each => each === null || (Array.isArray(each) && each.length === 0))
}

const looksLike: Record<string, [RegExp, string]> = {
	email_text_input: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Please enter a valid email address.'],
	url_text_input: [/^https?:\/\/\S+$/, 'Please enter a valid URL.'],
	number_input: [/^-?\d+(\.\d+)?$/, 'Please enter a number.'],
}

/** What Slack itself finds wrong with a form before it sends it, by block. */
export function formErrors(blocks: Block[], state: StateValues): Record<string, string> {
	const errors: Record<string, string> = {}
	for (const block of blocks) {
		const { element, block_id: id } = block
		const value = element && id ? state[id]?.[element.action_id ?? ''] : undefined
		if (block.type !== 'input' || !element || !id || !value) continue
		if (isEmpty(value)) {
			if (!block.optional) errors[id] = 'Please complete this required field.'
			continue
		}
		const length = [...(value.value ?? '')].length
		const like = looksLike[element.type]
		if (like && !like[0].test(value.value ?? '')) errors[id] = like[1]
		else if (element.min_length !== undefined && length < element.min_length)
			errors[id] = `Please enter at least ${element.min_length} characters.`
		else if (element.max_length !== undefined && length > element.max_length)
			errors[id] = `Please enter no more than ${element.max_length} characters.`
	}
	return errors
}
