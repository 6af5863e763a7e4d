import type { List, Nodes, Parents, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { type Block, type RichText, type Span, spansText } from './rich.ts'
import { tangledIn } from './tangled.ts'

/**
 * Reads what a person typed: CommonMark's emphasis, code, quotes, lists and links, GFM's strikethrough and
 * bare addresses. Whatever else Markdown knows stays as it was typed, and no character of it is lost: HTML,
 * images, references, character references, rules and backslashes are plain text here. So is markup that
 * marks nothing, and what there is far too much of.
 */
export function parseMarkdown(text: string): RichText {
	if (isPlain(text)) return text.split('\n\n').map(part => ({ kind: 'paragraph', spans: [{ text: part }] }))
	const { everything, emphasis, links, addresses, nesting } = tangledIn(text)
	if (everything) return [{ kind: 'paragraph', spans: [{ text }] }]
	const unread = [
		...literal,
		...(emphasis ? ['attention', 'strikethrough'] : []),
		...(links ? ['labelStartLink', 'labelEnd'] : []),
		...(nesting ? ['blockQuote', 'list'] : []),
	]
	const tree = fromMarkdown(text, {
		extensions: [
			gfmStrikethrough(),
			...(addresses ? [] : [gfmAutolinkLiteral()]),
			{ disable: { null: unread } },
		],
		mdastExtensions: [
			gfmStrikethroughFromMarkdown(),
			...(addresses ? [] : [gfmAutolinkLiteralFromMarkdown()]),
		],
	})
	const blocks: Block[] = []
	for (const node of tree.children) addBlock(blocks, node, text)
	return blocks
}

/**
 * Whether a text is of words and nothing that could be markup or an address, as most of what people write: reading it
 * by the rules of Markdown gives the same, and takes half a millisecond.
 */
function isPlain(text: string): boolean {
	return text !== '' && text.length <= longestPlain && !marking.test(text)
}

const longestPlain = 4_000
/** What may mark something: where it stands alone, at the edge of a line, or doubled; ’ “ ” … € are escaped for the bundle. */
const marking =
	/[^\p{L}\p{M}\p{N} \n,.;:!?'"()\u2019\u201C\u201D\u2026%\u20AC$-]|  |\n\n\n|^[\s\d-]|\s$| \n|\n[ \d-]|www\./iu

const literal = [
	'characterEscape',
	'characterReference',
	'definition',
	'hardBreakEscape',
	'htmlFlow',
	'htmlText',
	'labelStartImage',
	'setextUnderline',
]

/** Words behind a fence that only name what the code is written in, and need not be shown. */
const languages = new Set(
	`bash c cpp cs csharp css diff go html http ini java javascript js json jsx kotlin log markdown md php
	plaintext powershell ps1 py python rb ruby rust sh shell sql swift text toml ts tsx txt typescript xml yaml
	yml zsh`.split(/\s+/),
)

type Style = Omit<Span, 'text' | 'url'>

function addBlock(blocks: Block[], node: RootContent, source: string): void {
	const made: Block[] = []
	switch (node.type) {
		case 'code':
			made.push({ kind: 'code', text: codeText(node) })
			break
		case 'blockquote':
			made.push({ kind: 'quote', spans: flatten(node, source) })
			break
		case 'list':
			addList(made, node, 0, source)
			break
		default:
			made.push({ kind: 'paragraph', spans: blockSpans(node, source) })
	}
	if (made.some(saysSomething)) blocks.push(...made)
	else blocks.push({ kind: 'paragraph', spans: [{ text: sourceOf(node, source) }] })
}

function saysSomething(block: Block): boolean {
	if (block.kind === 'code') return block.text.trim() !== ''
	return (block.kind === 'list' ? block.items.flat() : block.spans).some(span => span.text.trim() !== '')
}

/** A word behind the fence is shown when it is more than the name of a language: people begin there. */
function codeText({ lang, meta, value }: Extract<RootContent, { type: 'code' }>): string {
	const info = !meta && languages.has(lang?.toLowerCase() ?? '') ? '' : [lang, meta].filter(Boolean).join(' ')
	return [info, value].filter(Boolean).join('\n')
}

function addList(blocks: Block[], list: List, indent: number, source: string): void {
	const ordered = list.ordered === true
	const numbers = numbersOf(list, source)
	let start = numbers[0] ?? 1
	let items: (readonly Span[])[] = []
	const flush = () => {
		if (items.length > 0) blocks.push({ kind: 'list', ordered, indent, start, items })
		start += items.length
		items = []
	}
	for (const [index, item] of list.children.entries()) {
		const number = numbers[index] ?? 1
		if (ordered && number !== start + items.length) {
			flush()
			start = number
		}
		const nested = item.children.findIndex(child => child.type === 'list')
		const own = nested < 0 ? item.children : item.children.slice(0, nested)
		items.push(joinLines(own.map(child => blockSpans(child, source))))
		for (const child of item.children.slice(own.length)) {
			flush()
			if (child.type === 'list') addList(blocks, child, Math.min(indent + 1, 5), source)
			else addBlock(blocks, child, source)
		}
	}
	flush()
}

/** The items' numbers as they were typed; counted on where each has the same, as Markdown allows. */
function numbersOf(list: List, source: string): readonly number[] {
	if (!list.ordered) return []
	const typed = list.children.map(item => Number(/^\d+/.exec(sourceOf(item, source).slice(0, 9))?.[0] ?? 1))
	return typed[0] === typed[1] ? typed.map((_, index) => (typed[0] ?? 1) + index) : typed
}

function flatten(node: Parents, source: string): Span[] {
	return joinLines(node.children.map(child => blockSpans(child, source)))
}

function blockSpans(node: RootContent, source: string): Span[] {
	switch (node.type) {
		case 'paragraph':
			return spansOf(node, {}, source)
		case 'heading':
			return spansOf(node, { bold: true }, source)
		case 'code':
			return [{ text: codeText(node), code: true }]
		case 'blockquote':
		case 'listItem':
			return flatten(node, source)
		case 'list': {
			const numbers = numbersOf(node, source)
			return joinLines(
				node.children.map((item, index) => [
					{ text: node.ordered ? `${numbers[index]}. ` : '• ' },
					...flatten(item, source),
				]),
			)
		}
		default:
			return [{ text: sourceOf(node, source) }]
	}
}

function joinLines(lines: readonly (readonly Span[])[]): Span[] {
	return lines.flatMap((line, index) => (index === 0 ? line : [{ text: '\n' }, ...line])).filter(notEmpty)
}

function spansOf(parent: Parents, style: Style, source: string): Span[] {
	return parent.children.flatMap(child => spanOf(child, style, source)).filter(notEmpty)
}

function spanOf(node: Nodes, style: Style, source: string): Span[] {
	switch (node.type) {
		case 'text':
			return [{ ...style, text: node.value }]
		case 'break':
			return [{ ...style, text: '\n' }]
		case 'inlineCode':
			return [{ ...style, text: node.value, code: true }]
		case 'strong':
			return spansOf(node, { ...style, bold: true }, source)
		case 'emphasis':
			return spansOf(node, { ...style, italic: true }, source)
		case 'delete':
			return spansOf(node, { ...style, strike: true }, source)
		case 'link':
			return linkSpans(node, style, source)
		default:
			return [{ ...style, text: sourceOf(node, source) }]
	}
}

/** A link shows its own address; a label that says something else stands before it, a title after it. */
function linkSpans(node: Extract<Nodes, { type: 'link' }>, style: Style, source: string): Span[] {
	const { url, title } = node
	const label = spansOf(node, style, source)
	// Addresses that are found in plain text have no place in the source; they are their own label.
	if (!isSafe(url)) return node.position ? [{ ...style, text: sourceOf(node, source) }] : label
	const shown = spansText(label)
	if (!title) {
		if (shown === url || `mailto:${shown}` === url) return [{ ...style, text: shown, url }]
		if (`http://${shown}` === url) return [{ ...style, text: url, url }]
	}
	return [
		...label,
		{ ...style, text: ' (' },
		{ ...style, text: url.replace(/^mailto:/i, ''), url },
		{ ...style, text: title ? ` “${title}”)` : ')' },
	]
}

/** Whether an address is what it looks like, and leads to a page or a mailbox. */
function isSafe(url: string): boolean {
	if (url.length > 2_000 || /[\s\\\p{C}]/u.test(url)) return false
	if (/^mailto:[^?@]+@[^?@]+$/i.test(url)) return true
	// Addresses with user info before the host are made to be misread.
	return /^https?:\/\/[^/?#]/i.test(url) && !/^https?:\/\/[^/?#]*@/i.test(url)
}

function sourceOf(node: Nodes, source: string): string {
	const { start, end } = node.position ?? {}
	return source.slice(start?.offset ?? 0, end?.offset ?? 0)
}

function notEmpty(span: Span): boolean {
	return span.text !== ''
}
