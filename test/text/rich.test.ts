import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMarkdown } from '../../src/text/markdown.ts'
import { cutText, excerpt, oneLine, plainText, type RichText, textLength } from '../../src/text/rich.ts'
import { hostileText } from './hostile.ts'

const list: RichText = [
	{ kind: 'paragraph', spans: [{ text: 'Steps' }] },
	{
		kind: 'list',
		ordered: true,
		indent: 0,
		start: 9,
		items: [[{ text: 'on' }], [{ text: 'off', bold: true }]],
	},
	{ kind: 'list', ordered: false, indent: 1, start: 1, items: [[{ text: 'again' }]] },
	{ kind: 'code', text: 'done()' },
]

test('plain text keeps the numbers, the marks and the order', () => {
	expect(plainText(list)).toBe('Steps\n9. on\n10. off\n  • again\ndone()')
})

describe('an excerpt', () => {
	test.each([
		[100, 'Steps\n9. on\n10. off\n  • again\ndone()'],
		[36, 'Steps\n9. on\n10. off\n  • again\ndone()'],
		[35, 'Steps\n9. on\n10. off\n  • again\ndone…'],
		[29, 'Steps\n9. on\n10. off\n  • agai…'],
		[20, 'Steps\n9. on\n10. off…'],
		[18, 'Steps\n9. on\n10. o…'],
		[17, 'Steps\n9. on…'],
		[7, 'Steps…'],
		[6, 'Steps…'],
		[5, 'Step…'],
		[1, '…'],
	])('of %i characters', (length, text) => {
		expect(plainText(excerpt(list, length).text)).toBe(text)
	})

	test('is the beginning, fits, and says that it is one', () => {
		fc.assert(
			fc.property(hostileText, fc.integer({ min: 1, max: 120 }), (source, length) => {
				const rich = parseMarkdown(source)
				const whole = plainText(rich)
				const { text, cut } = excerpt(rich, length)
				expect(cut).toBe(textLength(rich) > length)
				if (!cut) expect(text).toEqual(rich)
				if (!cut) return
				const kept = plainText(text)
				expect(kept.length).toBeLessThanOrEqual(length)
				expect(kept.endsWith('…')).toBe(true)
				expect(whole.startsWith(kept.slice(0, -1))).toBe(true)
				expect(kept.isWellFormed()).toBe(true)
			}),
			{ numRuns: 1_000 },
		)
	})

	test('leads nowhere with half an address', () => {
		const rich = parseMarkdown('see http://acme.example/a-long-way')
		expect(excerpt(rich, 20).text).toEqual([
			{ kind: 'paragraph', spans: [{ text: 'see ' }, { text: 'http://acme.exa' }, { text: '…' }] },
		])
	})
})

test('text is cut between characters', () => {
	expect(cutText('abc', 3)).toBe('abc')
	expect(cutText('abcd', 3)).toBe('ab…')
	expect(cutText('ab👍c', 4)).toBe('ab…')
	expect(cutText('ab👍c', 5)).toBe('ab👍c')
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, length) => {
			const kept = cutText(text, length)
			expect(kept.length).toBeLessThanOrEqual(length)
			expect(kept.isWellFormed()).toBe(true)
			expect(text.startsWith(kept.replace(/…$/, ''))).toBe(true)
		}),
	)
})

test('one line holds no breaks, tabs or controls', () => {
	expect(oneLine(' Printer\r\n\tjammed\u0000 \u2028again ')).toBe('Printer jammed again')
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), text => {
			expect(oneLine(text)).toMatch(/^(?:[^\s\p{Cc}\p{Cs}]+(?: [^\s\p{Cc}\p{Cs}]+)*)?$/u)
		}),
	)
})
