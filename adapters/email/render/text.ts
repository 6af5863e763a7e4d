import { type Block, oneLine, type RichText, spansText } from '../../../src/text/rich.ts'
import type { Letter } from '../../../src/views/letter.ts'

const width = 76
const quoteWidth = width - 2

/**
 * The plain-text twin of the letter's HTML: the same words in the same order, addresses in full. Every line
 * that somebody else wrote stands behind a `>`, so that it cannot pass for ours.
 */
export function letterText(letter: Letter): string {
	const { heading, paragraphs, passages = [], code, action, choice, footnotes, unsubscribe } = letter
	const parts = [
		...[heading, ...paragraphs].map(text => wrapped(text)),
		...passages.map(passageText),
		...(code === undefined ? [] : [`    ${plain(code)}`]),
		...(action === undefined ? [] : [linkText(action)]),
		...(choice === undefined ? [] : [wrapped(choice.text), ...choice.links.map(linkText)]),
		...(footnotes.length === 0 && !unsubscribe ? [] : ['-'.repeat(width)]),
		...footnotes.map(text => wrapped(text)),
		...(unsubscribe ? [linkText(unsubscribe)] : []),
	]
	return `${parts.join('\n\n')}\n`
}

function linkText({ label, url }: NonNullable<Letter['action']>): string {
	return `${wrapped(label)}\n${plain(url)}`
}

function passageText({ heading, text, files }: NonNullable<Letter['passages']>[number]): string {
	const said = [...(text.length > 0 ? [richText(text)] : []), ...(files.length > 0 ? [filesText(files)] : [])]
	const quoted = said
		.join('\n\n')
		.split('\n')
		.map(line => `> ${line}`.trimEnd())
	return [wrapped(oneLine(plain(heading))), ...(said.length > 0 ? quoted : [])].join('\n')
}

function filesText(files: readonly string[]): string {
	return files.map(name => hanging('• ', oneLine(plain(name)))).join('\n')
}

function richText(rich: RichText): string {
	return rich.reduce((before, block, at) => {
		// A nested list follows its parent as a block of its own.
		const within = block.kind === 'list' && rich[at - 1]?.kind === 'list'
		return `${before}${at === 0 ? '' : within ? '\n' : '\n\n'}${blockText(block)}`
	}, '')
}

function blockText(block: Block): string {
	switch (block.kind) {
		case 'paragraph':
			return wrapped(spansText(block.spans), quoteWidth)
		case 'quote':
			return wrapped(spansText(block.spans), quoteWidth - 2).replaceAll(/^/gm, '> ')
		case 'code':
			return plain(block.text).replaceAll(/^/gm, '    ')
		case 'list':
			return block.items.map((item, index) => hanging(markOf(block, index), spansText(item))).join('\n')
	}
}

/** What stands before an item: `• `, `2. `. */
function markOf(list: Extract<Block, { kind: 'list' }>, index: number): string {
	return `${'  '.repeat(Math.min(list.indent, 5))}${list.ordered ? `${list.start + index}.` : '•'} `
}

/** Further lines begin where the first one does, after its mark. */
function hanging(mark: string, text: string): string {
	return mark + wrapped(text, quoteWidth - mark.length).replaceAll('\n', `\n${' '.repeat(mark.length)}`)
}

/**
 * Control characters mean nothing in a letter, and some mean harm in a terminal; line breaks stay. The two
 * overrides of direction go as well: they make words read backwards. Marks that real languages need stay.
 */
export function plain(text: string): string {
	return text
		.toWellFormed()
		.replace(/\r\n?|[\u2028\u2029]/gu, '\n')
		.replace(/[^\P{Cc}\n\t]|[\u202d\u202e]/gu, '')
}

/** Breaks lines between words; a word longer than a line, such as an address, stays in one piece. */
function wrapped(text: string, most = width): string {
	return plain(text)
		.split('\n')
		.map(line => {
			const lines: string[] = []
			let current = ''
			for (const word of line.split(/[ \t]+/).filter(part => part !== '')) {
				if (current !== '' && [...current].length + 1 + [...word].length > most) {
					lines.push(current)
					current = word
				} else current = current === '' ? word : `${current} ${word}`
			}
			return [...lines, current].join('\n')
		})
		.join('\n')
}
