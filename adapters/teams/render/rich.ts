import type { IRichTextBlock, ITextRun } from '@microsoft/teams.cards'
import type { Block, RichText, Span } from '../../../src/text/rich.ts'
import { bytesOf } from './card.ts'
import { container, type Element, line, run } from './elements.ts'

/** A piece of text that is never divided: at most one line as it was typed. */
export type Piece = {
	readonly runs: readonly ITextRun[]
	readonly box: 'none' | 'quote' | 'code'
	/** Whether a paragraph begins here. */
	readonly first: boolean
}

/** UTF-16 units; a longer line is divided. */
const longest = 1_000
/** Around the runs of each piece. */
const frame = 80

/** Text of people as pieces, each of which becomes an element in which nothing is parsed. */
export function pieces(text: RichText): readonly Piece[] {
	return text.flatMap(blockPieces)
}

export function elements(all: readonly Piece[]): Element[] {
	const result: Element[] = []
	let boxed: IRichTextBlock[] = []
	for (const [index, piece] of all.entries()) {
		const element = line(piece.runs, { spacing: piece.first ? 'Small' : 'None' })
		if (piece.box === 'none') {
			result.push(element)
			continue
		}
		boxed.push(element)
		const next = all[index + 1]
		if (next && next.box === piece.box && !next.first) continue
		result.push(container(boxed, { style: 'emphasis', spacing: 'Small' }))
		boxed = []
	}
	return result
}

/** Divides text into parts of at most so many bytes. */
export function partsOf(all: readonly Piece[], bytes: number): readonly (readonly Piece[])[] {
	const parts: Piece[][] = [[]]
	let left = bytes
	for (const piece of all) {
		const size = bytesOf(piece.runs) + frame
		if (size > left && parts.at(-1)?.length) {
			parts.push([])
			left = bytes
		}
		parts.at(-1)?.push(piece)
		left -= size
	}
	return parts
}

function blockPieces(block: Block): Piece[] {
	switch (block.kind) {
		case 'paragraph':
			return linePieces(block.spans, 'none')
		case 'quote':
			return linePieces(block.spans, 'quote')
		case 'code':
			return linePieces([{ text: block.text, code: true }], 'code')
		case 'list':
			return block.items.flatMap((item, index) => {
				const mark = block.ordered ? `${block.start + index}.` : '•'
				const indent = '\u00A0'.repeat(4 * block.indent)
				const [first, ...rest] = linePieces(item, 'none')
				const marked = { ...first, runs: [run(`${indent}${mark} `), ...(first?.runs ?? [])] }
				return [{ ...marked, box: 'none' as const, first: index === 0 }, ...rest]
			})
	}
}

function linePieces(spans: readonly Span[], box: Piece['box']): Piece[] {
	return linesOf(spans)
		.flatMap(dividedLine)
		.filter(spans => spans.length > 0)
		.map((spans, index) => ({
			runs: spans.map((span, at) => spanRun(span, spans[at - 1])),
			box,
			first: index === 0,
		}))
}

function linesOf(spans: readonly Span[]): Span[][] {
	const lines: Span[][] = [[]]
	for (const span of spans) {
		for (const [index, text] of span.text.split(/\r\n?|\n/).entries()) {
			if (index > 0) lines.push([])
			if (text) lines.at(-1)?.push({ ...span, text })
		}
	}
	return lines
}

function dividedLine(spans: readonly Span[]): Span[][] {
	const result: Span[][] = [[]]
	let left = longest
	for (const span of spans) {
		let rest = span.text
		while (rest.length > left) {
			const cut = cutAt(rest, left)
			if (cut > 0) result.at(-1)?.push({ ...span, text: rest.slice(0, cut) })
			rest = rest.slice(cut)
			result.push([])
			left = longest
		}
		if (rest) result.at(-1)?.push({ ...span, text: rest })
		left -= rest.length
	}
	return result
}

/** At a blank where there is one, and never within a character. */
function cutAt(text: string, most: number): number {
	const blank = text.lastIndexOf(' ', most - 1) + 1
	if (blank > most / 2) return blank
	return /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most
}

function spanRun(span: Span, before: Span | undefined): ITextRun {
	// Runs of blanks carry meaning in code, and would be drawn as one.
	const text = span.code ? span.text.replaceAll('\t', '    ').replaceAll(/^ | {2}/g, blanks) : span.text
	// Where two links touch, a line may end between them.
	const gap = span.url && before?.url ? '\u200B' : ''
	return run(gap + text, {
		...(span.bold && { weight: 'Bolder' }),
		...(span.italic && { italic: true }),
		...(span.strike && { strikethrough: true }),
		...(span.code && { fontType: 'Monospace' }),
		...(span.url &&
			/^https?:/i.test(span.url) && { selectAction: { type: 'Action.OpenUrl', url: span.url } }),
	})
}

function blanks(text: string): string {
	return '\u00A0'.repeat(text.length)
}
