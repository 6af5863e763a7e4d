import type { Letter } from '../../../src/views/letter.ts'

const width = 76

/** The plain-text twin of the letter's HTML: the same words in the same order, addresses in full. */
export function letterText(letter: Letter): string {
	const { heading, paragraphs, code, action, footnotes } = letter
	const parts = [
		...[heading, ...paragraphs].map(wrapped),
		...(code === undefined ? [] : [`    ${plain(code)}`]),
		...(action === undefined ? [] : [`${wrapped(action.label)}\n${plain(action.url)}`]),
		...(footnotes.length === 0 ? [] : ['-'.repeat(width)]),
		...footnotes.map(wrapped),
	]
	return `${parts.join('\n\n')}\n`
}

/**
 * Control characters mean nothing in a letter, and some mean harm in a terminal; line breaks stay. The two
 * overrides of direction go as well: they make words read backwards. Marks that real languages need stay.
 */
export function plain(text: string): string {
	return text.replace(/\r\n?|[\u2028\u2029]/gu, '\n').replace(/[^\P{Cc}\n\t]|[\u202d\u202e]/gu, '')
}

/** Breaks lines between words; a word longer than a line, such as an address, stays in one piece. */
function wrapped(text: string): string {
	return plain(text)
		.split('\n')
		.map(line => {
			const lines: string[] = []
			let current = ''
			for (const word of line.split(/[ \t]+/).filter(part => part !== '')) {
				if (current !== '' && [...current].length + 1 + [...word].length > width) {
					lines.push(current)
					current = word
				} else current = current === '' ? word : `${current} ${word}`
			}
			return [...lines, current].join('\n')
		})
		.join('\n')
}
