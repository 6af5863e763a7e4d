import type {
	RichTextBlock,
	RichTextBlockElement,
	RichTextElement,
	RichTextLink,
	RichTextList,
	RichTextText,
} from '@slack/types'
import { type Block, plainText, type RichText, type Span } from '../../../src/text/rich.ts'
import { limits } from '../limits.ts'
import { clean } from './text.ts'

/** One run of text; `style` only where there is one. */
export function run(text: string, style?: RichTextText['style']): RichTextText {
	return { type: 'text', text: clean(text) || ' ', ...(style && { style }) }
}

/** A link that is shown under a name. */
export function link(url: string, text?: string): RichTextLink | RichTextText {
	const shown = text === undefined ? undefined : clean(text) || ' '
	return isAddress(url) ? { type: 'link', url, ...(shown && { text: shown }) } : run(shown ?? url)
}

function isAddress(url: string): boolean {
	return url.length <= limits.link && /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url)
}

/** Lines of runs as one block; undefined when there are none. */
export function lines(rows: readonly (readonly RichTextElement[])[]): RichTextBlock[] {
	if (rows.length === 0) return []
	const elements = rows.flatMap((row, index) => (index === 0 ? row : [run('\n'), ...row]))
	return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
}

/** Label and value, one pair a line. */
export function factLines(
	facts: readonly { readonly label: string; readonly value: string }[],
): RichTextBlock[] {
	return lines(facts.map(({ label, value }) => [run(`${label}: `, { bold: true }), run(value)]))
}

/**
 * What people write, in blocks that Slack takes.
 * @param heaviest JSON characters; a text whose form weighs more (thousands of short spans) goes without it
 */
export function richBlocks(text: RichText, heaviest: number): RichTextBlock[] {
	const blocks = layOut(text)
	if (blocks.length <= limits.view.blocks / 2 && JSON.stringify(blocks).length <= heaviest) return blocks
	return layOut([{ kind: 'paragraph', spans: [{ text: plainText(text) }] }])
}

function layOut(text: RichText): RichTextBlock[] {
	const done: RichTextBlock[] = []
	let parts: RichTextBlockElement[] = []
	let room: number = limits.richText
	const flush = () => {
		if (parts.length > 0) done.push({ type: 'rich_text', elements: parts })
		parts = []
		room = limits.richText
	}
	const take = (part: RichTextBlockElement, length: number) => {
		if (length > room) flush()
		parts.push(part)
		room -= length
	}
	for (const [index, block] of text.entries()) {
		for (const { part, length } of partsOf(block, index < text.length - 1)) take(part, length)
	}
	flush()
	return done
}

type Part = { readonly part: RichTextBlockElement; readonly length: number }

function partsOf(block: Block, more: boolean): Part[] {
	switch (block.kind) {
		case 'code':
			return pieces(clean(block.text) || ' ').map(text => ({
				part: { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] },
				length: text.length,
			}))
		case 'list':
			return listParts(block)
		case 'quote':
			return spanGroups(block.spans).map(({ elements, length }) => ({
				part: { type: 'rich_text_quote', elements },
				length,
			}))
		case 'paragraph':
			return spanGroups(block.spans).map(({ elements, length }, index, all) => ({
				part: {
					type: 'rich_text_section',
					// Slack sets sections close together; the empty line is what made them paragraphs.
					elements: more && index === all.length - 1 ? [...elements, run('\n')] : elements,
				},
				length,
			}))
	}
}

function listParts({ ordered, indent, start, items }: Extract<Block, { kind: 'list' }>): Part[] {
	const parts: Part[] = []
	let elements: RichTextList['elements'] = []
	let length = 0
	let first = start
	const flush = (next: number) => {
		if (elements.length > 0) {
			const offset = Math.min(Math.max(first - 1, 0), 1_000_000)
			// Slack documents `offset`; the SDK's types lack it.
			const part: RichTextList & { readonly offset?: number } = {
				type: 'rich_text_list',
				style: ordered ? 'ordered' : 'bullet',
				indent: Math.min(indent, 8),
				...(ordered && offset > 0 && { offset }),
				elements,
			}
			parts.push({ part, length })
		}
		elements = []
		length = 0
		first = next
	}
	for (const [index, item] of items.entries()) {
		for (const group of spanGroups(item)) {
			if (length + group.length > limits.richText) flush(start + index)
			elements.push({ type: 'rich_text_section', elements: group.elements })
			length += group.length
		}
	}
	flush(start + items.length)
	return parts
}

type Group = { readonly elements: RichTextElement[]; readonly length: number }

/** Spans as elements, in groups of what one block takes. */
function spanGroups(spans: readonly Span[]): Group[] {
	const groups: Group[] = []
	let elements: RichTextElement[] = []
	let length = 0
	const flush = () => {
		groups.push({ elements: elements.length > 0 ? elements : [run(' ')], length: Math.max(length, 1) })
		elements = []
		length = 0
	}
	for (const span of spans) {
		const style = styleOf(span)
		if (span.url && isAddress(span.url)) {
			if (length + span.url.length > limits.richText) flush()
			elements.push({ type: 'link', url: span.url, ...(style && { style }) })
			length += span.url.length
			continue
		}
		for (const text of pieces(clean(span.text))) {
			if (length + text.length > limits.richText) flush()
			elements.push({ type: 'text', text, ...(style && { style }) })
			length += text.length
		}
	}
	if (elements.length > 0 || groups.length === 0) flush()
	return groups
}

function styleOf({ bold, italic, strike, code }: Span): RichTextText['style'] {
	if (!bold && !italic && !strike && !code) return undefined
	return {
		...(bold && { bold }),
		...(italic && { italic }),
		...(strike && { strike }),
		...(code && { code }),
	}
}

/** A text in pieces of what one block takes, cut between characters. */
function pieces(text: string): string[] {
	if (text.length <= limits.richText) return text ? [text] : []
	const found: string[] = []
	for (let at = 0; at < text.length; ) {
		let end = Math.min(at + limits.richText, text.length)
		if (end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end -= 1
		found.push(text.slice(at, end))
		at = end
	}
	return found
}
