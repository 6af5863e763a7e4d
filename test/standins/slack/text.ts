import {
	type Block,
	type Element,
	isObject,
	type Option,
	type StateValues,
	type Text,
	textOf,
} from './types.ts'

/** What is typed, chosen and wrong in the blocks that are drawn. */
export interface Drawn {
	state?: StateValues
	/** By label. */
	errors?: Record<string, string>
}

/** Draws blocks as plain text that reads like the screen: what is said, what can be pressed, what is typed. */
export function toText(blocks: Block[], drawn: Drawn = {}): string {
	return blocks.map(block => blockText(block, drawn)).join('\n')
}

function blockText(block: Block, drawn: Drawn): string {
	const draw = (element: Element) => elementText(element, block, drawn)
	switch (block.type) {
		case 'section':
			return sectionText(block, draw)
		case 'header':
			return `# ${textOf(block.text)}`
		case 'divider':
			return '────────'
		case 'context':
			return `(${(block.elements ?? []).map(contextText).join(' · ')})`
		case 'actions':
		case 'context_actions':
			return (block.elements ?? []).map(draw).join(' ')
		case 'input':
			return inputText(block, draw, drawn)
		case 'image':
			return `[image: ${block.alt_text ?? ''}]${block.title ? ` ${textOf(block.title)}` : ''}`
		case 'rich_text':
			return richText(block)
		case 'markdown':
			return textOf(block.text)
		case 'alert':
			return `! ${shown(block.text)}`
		default:
			return rareText(block, drawn)
	}
}

/** A text object as it is read: links by name and address, entities as characters. */
export function shown(text: unknown): string {
	const raw = textOf(text)
	if (isObject(text) && text.type === 'plain_text') return raw
	return raw
		.replace(/<((?:https?|mailto):[^|>]+)\|([^>]+)>/g, '$2 ($1)')
		.replace(/<((?:https?|mailto):[^|>]+)>/g, '$1')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&amp;', '&')
}

function contextText(element: Element): string {
	return element.type === 'image' ? `[image: ${element.alt_text ?? ''}]` : shown(element)
}

function sectionText(block: Block, draw: (element: Element) => string): string {
	const lines = block.text ? shown(block.text).split('\n') : []
	if (block.accessory) lines[0] = lines[0] ? `${lines[0]}  ${draw(block.accessory)}` : draw(block.accessory)
	const fields = (block.fields ?? []).map((field: Text) => `  ${shown(field).replaceAll('\n', '\n    ')}`)
	return [...lines, ...fields].join('\n')
}

function inputText(block: Block, draw: (element: Element) => string, { errors = {} }: Drawn): string {
	const label = textOf(block.label)
	const lines = [`${label}${block.optional ? ' (optional)' : ''}:`]
	if (block.element)
		lines.push(
			...draw(block.element)
				.split('\n')
				.map(line => `  ${line}`),
		)
	if (block.hint) lines.push(`  (${textOf(block.hint)})`)
	if (errors[label]) lines.push(`  ! ${errors[label]}`)
	return lines.join('\n')
}

const longest = 12

function optionsText(
	options: Option[],
	isChosen: (option: Option) => boolean,
	marks: [string, string],
): string {
	const drawn = options.slice(0, longest).map(option => {
		const about = option.description ? ` – ${textOf(option.description)}` : ''
		return `${isChosen(option) ? marks[0] : marks[1]}${shown(option.text)}${about}`
	})
	const more = options.length > longest ? [`… ${options.length - longest} more`] : []
	return [...drawn, ...more].join(' | ')
}

function elementText(element: Element, block: Block, { state = {} }: Drawn): string {
	const held = state[block.block_id ?? '']?.[element.action_id ?? '']
	const placeholder = textOf(element.placeholder)
	const options = [
		...(element.options ?? []),
		...(element.option_groups ?? []).flatMap(group => group.options),
	]
	const chosen = held?.selected_options ?? [held?.selected_option ?? element.initial_option]
	const isChosen = (option: Option) => chosen.some(each => each?.value === option.value)
	switch (element.type) {
		case 'button':
		case 'workflow_button':
		case 'icon_button':
			return `[${textOf(element.text)}${element.url ? ' ↗' : ''}]`
		case 'feedback_buttons':
			return `[${textOf(element.positive_button?.text)}] [${textOf(element.negative_button?.text)}]`
		case 'static_select':
		case 'multi_static_select':
			return `‹${placeholder ? `${placeholder}: ` : ''}${optionsText(options, isChosen, ['●', ''])}›`
		case 'overflow':
			return `‹⋯ ${optionsText(options, () => false, ['', ''])}›`
		case 'radio_buttons':
			return optionsText(options, isChosen, ['(●) ', '( ) ']).replaceAll(' | ', '\n')
		case 'checkboxes':
			return optionsText(options, isChosen, ['[x] ', '[ ] ']).replaceAll(' | ', '\n')
		case 'image':
			return `[image: ${element.alt_text ?? ''}]`
		case 'file_input': {
			const names = (held?.files ?? []).map(file => String(file.name))
			return names.length > 0 ? `[files: ${names.join(', ')}]` : '[Add files]'
		}
		default:
			return fieldText(element, held, placeholder)
	}
}

function fieldText(
	element: Element,
	held: StateValues[string][string] | undefined,
	placeholder: string,
): string {
	const { type: _, ...values } = held ?? { type: '' }
	const value = Object.values(values).find(each => each !== null && each !== undefined)
	if (Array.isArray(value) ? value.length > 0 : value !== undefined)
		return `|${wordOf(value).replaceAll('\n', '\n|')}|`
	return placeholder ? `|${placeholder}…|` : element.type.endsWith('input') ? '|_|' : '|choose…|'
}

function wordOf(value: unknown): string {
	if (value === undefined || value === null) return ''
	return typeof value === 'string' ? value : JSON.stringify(value)
}

interface Piece {
	type?: string
	elements?: Piece[]
	style?: unknown
	indent?: number
	offset?: number
	[other: string]: unknown
}

function richText(block: { elements?: unknown }): string {
	const pieces = Array.isArray(block.elements) ? (block.elements as Piece[]) : []
	return pieces.map(partText).join('\n')
}

function partText(part: Piece): string {
	const inside = part.elements ?? []
	if (part.type === 'rich_text_list') {
		const margin = '  '.repeat(part.indent ?? 0)
		const mark = (at: number) => (part.style === 'ordered' ? `${at + 1 + (part.offset ?? 0)}.` : '•')
		return inside.map((item, at) => `${margin}${mark(at)} ${partText(item)}`).join('\n')
	}
	const text = inside.map(inlineText).join('')
	if (part.type === 'rich_text_quote') return text.replace(/^/gm, '> ')
	if (part.type === 'rich_text_preformatted') return `\`\`\`\n${text}\n\`\`\``
	return text.replace(/\n$/, '')
}

function inlineText(piece: Piece): string {
	const word = (name: string) => wordOf(piece[name])
	switch (piece.type) {
		case 'text':
			return word('text')
		case 'link':
			return piece.text && piece.text !== piece.url ? `${word('text')} (${word('url')})` : word('url')
		case 'user':
			return `@${word('user_id')}`
		case 'usergroup':
			return `@${word('usergroup_id')}`
		case 'channel':
			return `#${word('channel_id')}`
		case 'broadcast':
			return `@${word('range')}`
		case 'emoji':
			return `:${word('name')}:`
		case 'date':
			return word('fallback') || new Date(Number(piece.timestamp) * 1000).toISOString()
		default:
			return word('value')
	}
}

function rareText(block: Block, drawn: Drawn): string {
	const { type, title, rows } = block
	const inside = block.child_blocks ?? (type === 'carousel' ? block.elements : undefined)
	const lines: string[] = []
	if (title) lines.push(`# ${shown(title)}`)
	for (const part of [block.subtitle, block.body, block.subtext]) if (part) lines.push(shown(part))
	if (Array.isArray(rows)) lines.push(...rows.map(row => (row as Block[]).map(cellText).join(' | ')))
	if (Array.isArray(inside)) lines.push(toText(inside as Block[], drawn))
	if (type === 'card' && Array.isArray(block.actions))
		lines.push((block.actions as Element[]).map(each => elementText(each, block, drawn)).join(' '))
	return lines.length > 0 ? lines.join('\n') : `[${type}]`
}

function cellText(cell: Block): string {
	return cell.type === 'rich_text' ? richText(cell) : textOf(cell.text)
}
