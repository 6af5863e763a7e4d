import { commentBytes } from '../../src/rules/limits.ts'
import type { RichText } from '../../src/text/rich.ts'

/** A text of exactly so many characters. */
export function long(piece: string, length: number): string {
	return piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
}

/** What somebody would type to ping, to forge a link, to break out of a sink or to break the sink. */
export const hostile = [
	'<!channel> <!here> <@U0ADA> <#C0GENERAL> <https://evil.example|your bank> &lt;!everyone&gt; ',
	'*bold* _italic_ ~strike~ `code` ```fence``` > quote @channel @here :rotating_light: ',
	'[your bank](https://evil.example) ![i](https://evil.example/i.png) <b>bold</b><script>alert(1)</script> ',
	'javascript:alert(1) https://good.example@evil.example/ [x](javascript:alert(1)) ',
	'{{mustache}} ${template} %s "quotes" \'apostrophes\' \\back\\slashes ',
	'\u0000\u0001\u0007\u001b[31m\u007f \u202Eright to left\u202C \u2066isolated\u2069 \uFEFF\u200B ',
	'العربية עברית 👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301\u0323 𝒳 \uD83D ',
].join('')

const bytes = commentBytes

/** Comments of the most that one holds whose form weighs far more than their words, as they are after reading. */
export const heavy: readonly { readonly name: string; readonly text: RichText }[] = [
	{
		name: 'emphasis',
		text: [
			{
				kind: 'paragraph',
				spans: Array.from({ length: bytes / 4 }, (_, index) =>
					index % 2 === 0 ? { text: 'a', italic: true } : { text: ' "' },
				),
			},
		],
	},
	{
		name: 'lists',
		text: [
			{
				kind: 'list',
				ordered: true,
				indent: 0,
				start: 999_999,
				items: Array.from({ length: bytes / 5 }, () => [{ text: 'a' }]),
			},
		],
	},
	{
		name: 'paragraphs',
		text: Array.from({ length: bytes / 3 }, () => ({ kind: 'paragraph' as const, spans: [{ text: 'a' }] })),
	},
	{
		name: 'quotes',
		text: Array.from({ length: bytes / 8 }, () => ({ kind: 'quote' as const, spans: [{ text: '"\\\n' }] })),
	},
	{ name: 'code', text: [{ kind: 'code', text: long('"\\\n', bytes - 8) }] },
	{
		name: 'links',
		text: [
			{
				kind: 'paragraph',
				spans: Array.from({ length: bytes / 18 }, () => ({
					text: 'https://a.example',
					url: 'https://a.example',
				})),
			},
		],
	},
	{ name: 'faces', text: [{ kind: 'paragraph', spans: [{ text: long('👩‍👩‍👧‍👦', bytes / 4) }] }] },
	{
		name: 'empty parts',
		text: [
			{ kind: 'paragraph', spans: [] },
			{ kind: 'code', text: '' },
			{ kind: 'list', ordered: false, indent: 0, start: 1, items: [[], [{ text: '\u0000' }]] },
			{ kind: 'quote', spans: [] },
		],
	},
]
