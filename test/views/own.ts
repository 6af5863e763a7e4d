import { commentBytes, searchLength, subjectLength } from '../../src/rules/limits.ts'
import { parseMarkdown } from '../../src/text/markdown.ts'
import type { RichText } from '../../src/text/rich.ts'
import { hostile, long } from './texts.ts'

export const sizes = ['usual', 'largest', 'hostile'] as const
export type Size = (typeof sizes)[number]

/** What people write of their own, by size. */
export const own: Readonly<
	Record<Size, { subject: string; name: string; text: string; file: string; word: string }>
> = {
	usual: {
		subject: 'The printer on the third floor is jammed',
		name: 'Ada Rossi',
		text: 'It *jams* after every page:\n\n- tray 2\n- tray 3\n\n```\nE-42 paper\n```\nSee https://acme.example/printers for the model.',
		file: 'photo.png',
		word: 'printer',
	},
	largest: {
		subject: long('printer ', subjectLength),
		name: long('Wolfeschlegelstein ', 161).trim(),
		text: long('The printer is still jammed. ', commentBytes),
		file: `${long('scan-', 251)}.pdf`,
		word: long('printer ', searchLength).trim(),
	},
	hostile: {
		subject: hostile.slice(0, subjectLength),
		name: hostile.slice(0, 160),
		text: hostile.repeat(5),
		file: '<!channel>\u202Egnp.exe"\'&.png',
		word: '<!channel> *b* _i_',
	},
}

export const said: Readonly<Record<Size, RichText>> = {
	usual: parseMarkdown(own.usual.text),
	largest: [{ kind: 'paragraph', spans: [{ text: own.largest.text }] }],
	hostile: parseMarkdown(own.hostile.text),
}

export const at = Date.UTC(2026, 10, 3, 13, 5)
