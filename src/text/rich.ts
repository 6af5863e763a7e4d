/** Text with a little form, and nothing active in it: what every platform can show of what people write. */
export type RichText = readonly Block[]

export type Block =
	| { readonly kind: 'paragraph' | 'quote'; readonly spans: readonly Span[] }
	| { readonly kind: 'code'; readonly text: string }
	/** `indent` counts from 0; a nested list follows its parent as a block of its own. */
	| {
			readonly kind: 'list'
			readonly ordered: boolean
			readonly indent: number
			/** What the first item of an ordered list is numbered with. */
			readonly start: number
			readonly items: readonly (readonly Span[])[]
	  }

export type Span = {
	readonly text: string
	readonly bold?: true
	readonly italic?: true
	readonly strike?: true
	readonly code?: true
	/** http, https or mailto; `text` is then the address itself, so that no link can pass for another. */
	readonly url?: string
}

/** The words alone. */
export function plainText(rich: RichText): string {
	return rich
		.map(block => {
			if (block.kind === 'code') return block.text
			if (block.kind !== 'list') return spansText(block.spans)
			return block.items.map((item, index) => `${markOf(block, index)}${spansText(item)}`).join('\n')
		})
		.join('\n')
}

/** What stands before an item: `• `, `2. `. */
function markOf(list: Extract<Block, { kind: 'list' }>, index: number): string {
	return `${'  '.repeat(list.indent)}${list.ordered ? `${list.start + index}.` : '•'} `
}

export function spansText(spans: readonly Span[]): string {
	return spans.map(span => span.text).join('')
}

/** How many characters a person would read. */
export function textLength(rich: RichText): number {
	return plainText(rich).length
}

/**
 * The beginning, of at most `length` characters as {@link textLength} counts them, ending in … when something
 * was left out. `length` is at least 1.
 */
export function excerpt(rich: RichText, length: number): { readonly text: RichText; readonly cut: boolean } {
	if (textLength(rich) <= length) return { text: rich, cut: false }
	const kept: Block[] = []
	let left = length - 1
	for (const block of rich) {
		if (kept.length > 0) left -= 1
		if (left <= 0) break
		if (block.kind === 'code') {
			const text = beginning(block.text, left)
			kept.push({ ...block, text })
			left -= block.text.length
		} else if (block.kind === 'list') {
			const items: (readonly Span[])[] = []
			for (const [index, item] of block.items.entries()) {
				left -= markOf(block, index).length + (index > 0 ? 1 : 0)
				if (left <= 0) break
				items.push(spansWithin(item, left))
				left -= spansText(item).length
			}
			if (items.length > 0) kept.push({ ...block, items })
		} else {
			kept.push({ ...block, spans: spansWithin(block.spans, left) })
			left -= spansText(block.spans).length
		}
		if (left < 0) break
	}
	const last = kept.pop()
	return { text: [...kept, last ? withDots(last) : { kind: 'paragraph', spans: [{ text: '…' }] }], cut: true }
}

/** The spans that fit; an address that does not is no longer one. */
function spansWithin(spans: readonly Span[], length: number): Span[] {
	const kept: Span[] = []
	let left = length
	for (const span of spans) {
		if (left <= 0) break
		const { url: _, ...plain } = span
		kept.push(span.text.length <= left ? span : { ...plain, text: beginning(span.text, left) })
		left -= span.text.length
	}
	return kept
}

function withDots(block: Block): Block {
	const dots: Span = { text: '…' }
	if (block.kind === 'code') return { ...block, text: `${block.text}…` }
	if (block.kind !== 'list') return { ...block, spans: [...block.spans, dots] }
	return { ...block, items: [...block.items.slice(0, -1), [...(block.items.at(-1) ?? []), dots]] }
}

/** Cuts between characters, never within one. */
export function cutText(text: string, length: number): string {
	if (text.length <= length) return text
	return `${beginning(text, Math.max(0, length - 1))}…`
}

function beginning(text: string, length: number): string {
	return text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}

/** Text that stands on one line: white space and control characters become single spaces. */
export function oneLine(text: string): string {
	return text
		.toWellFormed()
		.replaceAll(/[\p{Cc}\s]+/gu, ' ')
		.trim()
}

/** Whether there is nothing in a text that anyone would see. */
export function isBlank(text: string): boolean {
	return !/[^\p{C}\p{Z}]/u.test(text)
}
