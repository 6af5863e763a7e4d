import type { Spot } from './hands.ts'
import { elementsOf } from './inputs.ts'
import type { SeenMessage, Sight } from './sight.ts'
import { shown } from './text.ts'
import { type Block, type Confirm, type Element, type Option, textOf } from './types.ts'

/** A button that a person could press now. */
export interface Button {
	text: string
	accessibilityLabel: string
	/** What stands beside or above it, so that ten buttons called "Open" can be told apart. */
	beside: string
	actionId: string
	blockId: string
	value: string | undefined
	url: string | undefined
	style: string | undefined
	confirm: Confirm | undefined
	/** Sent with the action besides what the element says itself. */
	chosen: Record<string, unknown>
}

/** Something that a person could choose in or type into. */
export interface Field {
	/** The label of the input, the placeholder, or what stands beside it. */
	names: string[]
	blockId: string
	actionId: string
	element: Element
	options: Option[]
}

/** Where a person looks: a place, with the blocks there. */
export interface View {
	spot: Spot
	blocks: Block[]
}

/** Which place an act means: a message, the home tab, the modal; without a word, what is in front. */
export type In = 'modal' | 'home' | SeenMessage | undefined

/** The place that a person means. */
export function viewed(sight: Sight, where: In): View {
	if (where === 'modal' || (where === undefined && sight.modal)) {
		if (!sight.modal) throw new Error('no modal is open')
		return { spot: { kind: 'modal' }, blocks: sight.modal.blocks }
	}
	if (where === 'home' || (where === undefined && sight.gaze === 'home')) {
		if (!sight.home) throw new Error('there is no home tab yet')
		return { spot: { kind: 'home' }, blocks: sight.home.blocks }
	}
	const message = typeof where === 'object' ? where : sight.messages.at(-1)
	if (!message) throw new Error('there is no message yet')
	const now = sight.messages.find(each => each.ts === message.ts && each.channel === message.channel)
	if (!now) throw new Error('the message is gone')
	const inside = now.attachments.flatMap(each => (Array.isArray(each.blocks) ? (each.blocks as Block[]) : []))
	return {
		spot: { kind: 'message', channel: now.channel, ts: now.ts },
		blocks: [...now.blocks, ...inside],
	}
}

function said(block: Block): string {
	const fields = (block.fields ?? []).map(shown)
	const rich = block.type === 'rich_text' ? JSON.stringify(block.elements) : ''
	return [shown(block.text), shown(block.title), ...fields, rich].filter(Boolean).join(' ')
}

/** Every interactive element of some blocks, with what is said beside or above it. */
function standing(blocks: Block[]): { block: Block; element: Element; beside: string }[] {
	let above = ''
	return blocks.flatMap(block => {
		const own = said(block)
		const beside = own || (block.type === 'actions' ? above : '')
		if (own) above = own
		return elementsOf(block).map(element => ({ block, element, beside }))
	})
}

/** Every button in some blocks. */
export function buttonsIn(blocks: Block[]): Button[] {
	return standing(blocks).flatMap(({ block, element, beside }) => {
		const of = (each: Element, chosen: Record<string, unknown> = {}): Button => ({
			text: textOf(each.text),
			accessibilityLabel: each.accessibility_label ?? '',
			beside,
			actionId: element.action_id ?? '',
			blockId: block.block_id ?? '',
			value: each.value,
			url: each.url,
			style: each.style,
			confirm: element.confirm,
			chosen,
		})
		if (['button', 'workflow_button', 'icon_button'].includes(element.type)) return [of(element)]
		if (element.type !== 'feedback_buttons') return []
		const pair = [element.positive_button, element.negative_button]
		return pair.flatMap(each => (each ? [of(each, { value: each.value, text: each.text })] : []))
	})
}

/** Every select, group and input in some blocks. */
function fieldsIn(blocks: Block[]): Field[] {
	return standing(blocks).flatMap(({ block, element, beside }) => {
		if (element.type.endsWith('button') || element.type === 'feedback_buttons') return []
		const placeholder = textOf(element.placeholder)
		const names = [textOf(block.label), placeholder, element.action_id ?? '', beside, element.type]
		const grouped = (element.option_groups ?? []).flatMap(group => group.options)
		const options = [...(element.options ?? []), ...grouped]
		const ids = { blockId: block.block_id ?? '', actionId: element.action_id ?? '' }
		return [{ names: names.filter(Boolean), ...ids, element, options }]
	})
}

/** How a person names a button. */
export type ButtonName = string | RegExp | ((button: Button) => boolean)

/** The one button that is meant; fails with the buttons there are when it is none or not one. */
export function findButton(
	blocks: Block[],
	name: ButtonName,
	{ nth, beside }: { nth?: number | undefined; beside?: string | undefined } = {},
): Button {
	const buttons = buttonsIn(blocks)
	const isMeant = (button: Button) => {
		if (typeof name === 'function') return name(button)
		const words = [button.text, button.accessibilityLabel]
		return words.some(word => (typeof name === 'string' ? word === name : name.test(word)))
	}
	const found = buttons.filter(each => isMeant(each) && (!beside || each.beside.includes(beside)))
	const button = nth === undefined ? (found.length === 1 ? found[0] : undefined) : found[nth - 1]
	if (button) return button
	const list = buttons.map(each => `[${each.text}]${each.beside ? ` beside "${each.beside}"` : ''}`)
	const meant = typeof name === 'function' ? 'that' : String(name)
	throw new Error(
		`${found.length || 'no'} buttons match ${meant}; there are:\n${list.join('\n') || '(none)'}`,
	)
}

/** The one field that is meant; with `option`, one that offers it. */
export function findField(blocks: Block[], name: string, option?: string): Field {
	const fields = fieldsIn(blocks)
	const named = fields.filter(field => field.names.some(each => each === name))
	const near =
		named.length > 0 ? named : fields.filter(field => field.names.some(each => each.includes(name)))
	const offering = option === undefined ? near : near.filter(field => offered(field, option))
	const found = offering.length > 0 ? offering : near
	if (found.length === 1 && found[0]) return found[0]
	const list = fields.map(field => field.names.join(' / '))
	throw new Error(
		`${found.length || 'no'} fields match "${name}"; there are:\n${list.join('\n') || '(none)'}`,
	)
}

/** The option with this text. */
export function offered(field: Field, text: string): Option | undefined {
	return field.options.find(option => textOf(option.text) === text)
}
