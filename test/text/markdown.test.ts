import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMarkdown } from '../../src/text/markdown.ts'
import { plainText, type RichText, type Span } from '../../src/text/rich.ts'
import { endlessTexts, hostileText } from './hostile.ts'

const shown = (text: string) => plainText(parseMarkdown(text))

function spansOf(rich: RichText): readonly Span[] {
	return rich.flatMap(block =>
		block.kind === 'code' ? [] : block.kind === 'list' ? block.items.flat() : block.spans,
	)
}

/** What may stand for form and not be shown, and the digits of a list's numbers, which may be counted on. */
const mayVanish = /[\s*_~`#>[\]()<\-+.\d"'\p{Cc}\uFEFF]/u

/** The first character of a text that is missing in another, going through both in order. */
function firstLost(source: string, result: string): string | undefined {
	let at = 0
	for (const character of source) {
		if (mayVanish.test(character)) continue
		const found = result.indexOf(character, at)
		if (found < 0) return `${character} of ${source.slice(0, 80)}`
		at = found + character.length
	}
	return undefined
}

describe('what a person typed', () => {
	test.each<[string, RichText]>([
		[
			'Hello, *Diego*!',
			[{ kind: 'paragraph', spans: [{ text: 'Hello, ' }, { text: 'Diego', italic: true }, { text: '!' }] }],
		],
		[
			'**now** ~~later~~ `npm ci`',
			[
				{
					kind: 'paragraph',
					spans: [
						{ text: 'now', bold: true },
						{ text: ' ' },
						{ text: 'later', strike: true },
						{ text: ' ' },
						{ text: 'npm ci', code: true },
					],
				},
			],
		],
		['# Printer', [{ kind: 'paragraph', spans: [{ text: 'Printer', bold: true }] }]],
		['> it works\n> again', [{ kind: 'quote', spans: [{ text: 'it works\nagain' }] }]],
		[
			'> 1. on\n> 2. off',
			[
				{
					kind: 'quote',
					spans: [{ text: '1. ' }, { text: 'on' }, { text: '\n' }, { text: '2. ' }, { text: 'off' }],
				},
			],
		],
		['```\nError: 1\n  at 2\n```', [{ kind: 'code', text: 'Error: 1\n  at 2' }]],
		['```json\n{}\n```', [{ kind: 'code', text: '{}' }]],
		['```Traceback\nline 1\n```', [{ kind: 'code', text: 'Traceback\nline 1' }]],
		['```Error in line 1\nline 2\n```', [{ kind: 'code', text: 'Error in line 1\nline 2' }]],
		[
			'- a\n- b',
			[{ kind: 'list', ordered: false, indent: 0, start: 1, items: [[{ text: 'a' }], [{ text: 'b' }]] }],
		],
		[
			'3. a\n4. b',
			[{ kind: 'list', ordered: true, indent: 0, start: 3, items: [[{ text: 'a' }], [{ text: 'b' }]] }],
		],
		[
			'1. a\n1. b',
			[{ kind: 'list', ordered: true, indent: 0, start: 1, items: [[{ text: 'a' }], [{ text: 'b' }]] }],
		],
		[
			'3. a\n7. b',
			[
				{ kind: 'list', ordered: true, indent: 0, start: 3, items: [[{ text: 'a' }]] },
				{ kind: 'list', ordered: true, indent: 0, start: 7, items: [[{ text: 'b' }]] },
			],
		],
		[
			'- a\n  - b\n\n  c\n- d',
			[
				{ kind: 'list', ordered: false, indent: 0, start: 1, items: [[{ text: 'a' }]] },
				{ kind: 'list', ordered: false, indent: 1, start: 1, items: [[{ text: 'b' }]] },
				{ kind: 'paragraph', spans: [{ text: 'c' }] },
				{ kind: 'list', ordered: false, indent: 0, start: 2, items: [[{ text: 'd' }]] },
			],
		],
	])('%j is read as it was meant', (text, rich) => expect(parseMarkdown(text)).toEqual(rich))

	test.each([
		'<!channel> <!here> <@U1> <@U1|ada>',
		'<b>bold</b> <!-- no --> <script>alert(1)</script>',
		'5 &lt; 6 &amp; 7 &#42; 8',
		'C:\\temp\\new\\*.log',
		'a line\\\nand one more',
		'---',
		'* * *',
		'a\n===\nb',
		'#',
		'>',
		'-',
		'```',
		'![a](b',
		'[Ada][1]',
		'[1]: http://acme.example',
		'2 * 3 * 4, snake_case_name, ~5',
		'[press](javascript:alert(1))',
		'[press](data:text/html,hello)',
		'[press](//umbra.example)',
		'[press](<http://umbra.example/a b>)',
		'[press](http://acme.example\\@umbra.example)',
		'[press](http://acme.example@umbra.example)',
		'http://acme.example:pw@umbra.example/',
		'<javascript:alert(1)>',
		'[press](mailto:ada@acme.example?bcc=mallory@umbra.example)',
	])('%j stays as it was typed', text => expect(shown(text)).toBe(text))

	test.each([
		['http://acme.example/a', 'http://acme.example/a', 'http://acme.example/a'],
		['<https://acme.example>', 'https://acme.example', 'https://acme.example'],
		['www.acme.example', 'http://www.acme.example', 'http://www.acme.example'],
		['ada@acme.example', 'ada@acme.example', 'mailto:ada@acme.example'],
		['<mailto:ada@acme.example>', 'mailto:ada@acme.example', 'mailto:ada@acme.example'],
		['[http://a.example](http://a.example)', 'http://a.example', 'http://a.example'],
		['[the manual](http://a.example)', 'the manual (http://a.example)', 'http://a.example'],
		[
			'[http://bank.example](http://umbra.example)',
			'http://bank.example (http://umbra.example)',
			'http://umbra.example',
		],
		[
			'[bank](http://umbra.example "your bank")',
			'bank (http://umbra.example “your bank”)',
			'http://umbra.example',
		],
		['![photo](http://a.example/p.png)', '!photo (http://a.example/p.png)', 'http://a.example/p.png'],
	])('%s shows its own address and leads there', (text, plain, url) => {
		expect(shown(text)).toBe(plain)
		expect(spansOf(parseMarkdown(text)).flatMap(span => span.url ?? [])).toEqual([url])
	})
})

describe('whatever is typed', () => {
	const anything = fc.oneof(
		{ weight: 4, arbitrary: hostileText },
		fc.string({ unit: 'grapheme', maxLength: 200 }),
	)

	test('nothing of it is lost but the marks', () => {
		fc.assert(
			fc.property(anything, text => {
				expect(firstLost(text, shown(text))).toBeUndefined()
			}),
			{ numRuns: 1_000 },
		)
	})

	test('a line without marks is shown to the letter', () => {
		const unmarked = fc
			.array(
				fc.constantFrom(
					'a',
					'Zz 9',
					'日本',
					'&amp;',
					'&',
					'<!channel>',
					'<b>',
					'\\',
					'\\*',
					'!',
					'|',
					'"',
					"'",
					'%',
					'👩‍👧',
					'}',
					'=',
				),
			)
			.map(parts => `x${parts.join('')}`)
			.filter(text => (text.match(/\*/g)?.length ?? 0) < 2)
		fc.assert(
			fc.property(unmarked, text => {
				expect(shown(text)).toBe(text)
			}),
			{ numRuns: 1_000 },
		)
	})

	test('words without marks are read as the same beside marks', () => {
		const part = fc.constantFrom(
			...['a', 'Zz', '9', 'è', '日本', '-', '(', ')', '1.', '2)', '.', ':', ',', "'", '"', '…', '%', '!'],
			...[
				' ',
				' ',
				'  ',
				'\n',
				'\n',
				'\n\n',
				'\n\n\n',
				'www.',
				'WWW',
				'x.example',
				'://',
				'/',
				'@',
				'*',
				'#',
				'+',
			],
		)
		fc.assert(
			fc.property(fc.array(part, { maxLength: 12 }), parts => {
				const text = parts.join('')
				expect(parseMarkdown(`*x*\n\n${text}`).slice(1)).toEqual(
					text.trim() === '' ? [] : parseMarkdown(text),
				)
			}),
			{ numRuns: 3_000 },
		)
	})

	test('what leads somewhere says where, and leads to a page or a mailbox', () => {
		fc.assert(
			fc.property(anything, text => {
				for (const { text: said, url } of spansOf(parseMarkdown(text))) {
					if (url === undefined) continue
					expect([url, `mailto:${said}`, `MAILTO:${said}`]).toContain(url)
					expect([said, `mailto:${said}`]).toContain(url)
					expect(url).toMatch(/^(https?:\/\/[^\s/?#@\\]+([/?#][^\s\\]*)?|mailto:[^\s@?]+@[^\s@?]+)$/i)
				}
			}),
			{ numRuns: 1_000 },
		)
	})

	test('no block is without words, unless nothing was said', () => {
		fc.assert(
			fc.property(anything, text => {
				if (text.trim() !== '') expect(shown(text).trim()).not.toBe('')
				for (const block of parseMarkdown(text))
					if (block.kind !== 'list') expect(plainText([block]).trim()).not.toBe('')
				for (const span of spansOf(parseMarkdown(text))) expect(span.text).not.toBe('')
			}),
			{ numRuns: 1_000 },
		)
	})

	test('broken characters break nothing', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => parseMarkdown(text).length >= 0),
		)
	})
})

describe('64 KiB of one thing', () => {
	test.each(
		Object.entries(endlessTexts).map(([name, text]) => ({ name: JSON.stringify(name.slice(0, 30)), text })),
	)('$name', ({ text }) => {
		expect(firstLost(text.toWellFormed(), shown(text).toWellFormed())).toBeUndefined()
	})

	test('a log in a fence stays one, and the words around it keep their form', () => {
		const log = 'worker_pool_size=4 [info] *.tmp\n'.repeat(1_500)
		expect(parseMarkdown(`See:\n\n\`\`\`\n${log}\`\`\`\n\n- thanks`)).toEqual([
			{ kind: 'paragraph', spans: [{ text: 'See:' }] },
			{ kind: 'code', text: log.trimEnd() },
			{ kind: 'list', ordered: false, indent: 0, start: 1, items: [[{ text: 'thanks' }]] },
		])
	})
})
