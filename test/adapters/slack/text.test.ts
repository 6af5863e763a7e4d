import { describe, expect, it } from 'vitest'
import { fromMarkup, fromTyped, mentionedIn } from '../../../adapters/slack/receive/markup.ts'
import { fromRichText, mentionedInRichText } from '../../../adapters/slack/receive/rich-text.ts'
import { clean, cut, escapeText, plain } from '../../../adapters/slack/render/text.ts'

const names = new Map([['U0ADA', 'Ada Rossi']])

const section = (...elements: object[]) => ({ type: 'rich_text_section', elements })
const text = (text: string, style?: object) => ({ type: 'text', text, ...(style && { style }) })
const rich = (...elements: object[]) =>
	fromRichText([{ type: 'rich_text', elements }] as Parameters<typeof fromRichText>[0], names)

describe('Slack’s markup as Markdown', () => {
	it.each([
		['*bold* and _italic_ and ~gone~', '**bold** and _italic_ and ~~gone~~'],
		['**bold** and ~~gone~~', '**bold** and ~~gone~~'],
		['(*bold*), *two words*.', '(**bold**), **two words**.'],
		['2*3*4 and a * b * c', '2*3*4 and a * b * c'],
		['`*code*` and ```\n~code~\n``` *b*', '`*code*` and ```\n~code~\n``` **b**'],
		['<@U0ADA> and <@U0BEN> and <@U0X|carla>', '@Ada Rossi and @U0BEN and @carla'],
		['<#C0GENERAL|general> <#C0X>', '#general #C0X'],
		['<!here> <!channel> <!subteam^S1|@support> <!date^1^{date}|today>', '@here @channel @support today'],
		['<https://a.example>', 'https://a.example'],
		['<https://a.example|the page>', 'the page (https://a.example)'],
		['<http://a.example|a.example>', 'http://a.example'],
		['<mailto:ada@acme.example|ada@acme.example>', 'ada@acme.example'],
		['<mailto:ada@acme.example|Ada>', 'Ada (ada@acme.example)'],
		['1 &lt; 2 &amp;&amp; &amp;lt; &gt;', '1 < 2 && &lt; >'],
		['<https://a.example/?a=1&amp;b=2>', 'https://a.example/?a=1&b=2'],
		['<not markup> <>', '<not markup> <>'],
	])('%s', (slack, markdown) => {
		expect(fromMarkup(slack, names)).toBe(markdown)
	})

	it('does not take long for what is made to', () => {
		for (const piece of ['*', '*a', '~ *', '<@', '`', '<https://a|', '&lt;']) {
			expect(fromMarkup(piece.repeat(40_000 / piece.length)).length).toBeGreaterThan(0)
		}
	})

	it('leaves what was typed after a command as it was typed', () => {
		expect(fromTyped('cc 1 add <mailto:a@b.example|a@b.example> *now* &amp; ~then~')).toBe(
			'cc 1 add a@b.example *now* & ~then~',
		)
	})

	it('tells who is mentioned without a name', () => {
		expect(mentionedIn('<@U0ADA> <@W1> <@U0X|carla> <@c>')).toEqual(['U0ADA', 'W1'])
	})
})

describe('rich text as Markdown', () => {
	it('keeps its form', () => {
		expect(
			rich(
				section(
					text('It '),
					text('really ', { bold: true }),
					text('jams', { italic: true, bold: true }),
					text('.'),
				),
				{
					type: 'rich_text_list',
					style: 'bullet',
					elements: [section(text('tray 2')), section(text('tray 3'))],
				},
				{
					type: 'rich_text_list',
					style: 'ordered',
					indent: 1,
					offset: 2,
					elements: [section(text('third'))],
				},
				{ type: 'rich_text_quote', elements: [text('said\nso')] },
				{ type: 'rich_text_preformatted', elements: [text('a ``` b')] },
				section(text('x', { code: true }), text(' gone ', { strike: true })),
			),
		).toBe(
			'It **really** **_jams_**.\n- tray 2\n- tray 3\n   3. third\n> said\n> so\n\n````\na ``` b\n````\n`x` ~~gone~~',
		)
	})

	it('names what it mentions', () => {
		expect(
			rich(
				section(
					{ type: 'user', user_id: 'U0ADA' },
					text(' '),
					{ type: 'user', user_id: 'U0BEN' },
					text(' '),
					{ type: 'channel', channel_id: 'C1' },
					text(' '),
					{ type: 'broadcast', range: 'here' },
					text(' '),
					{ type: 'emoji', name: 'wave', unicode: '1f44b-1f3fd' },
					{ type: 'emoji', name: 'acme' },
					text(' '),
					{ type: 'link', url: 'https://a.example', text: 'page' },
					text(' '),
					{ type: 'date', timestamp: 1e20, format: '{date}' },
					{ type: 'unheard_of' },
				),
			),
		).toBe('@Ada Rossi @U0BEN #C1 @here 👋🏽:acme: page (https://a.example)')
		expect(mentionedInRichText([section({ type: 'user', user_id: 'U0ADA' }), { type: 'user' }])).toEqual([
			'U0ADA',
		])
	})

	it('is nothing where there is none', () => {
		expect(fromRichText([{ type: 'section' }], names)).toBeUndefined()
		expect(fromRichText([], names)).toBeUndefined()
	})
})

describe('text for Slack', () => {
	it('is escaped where Slack reads it', () => {
		expect(escapeText('<!channel> & <@U1>', 100)).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;')
	})

	it('is shown as it is elsewhere, never empty and never too long', () => {
		expect(plain('<!channel> :tada: *', 100)).toEqual({
			type: 'plain_text',
			text: '<!channel> :tada: *',
			emoji: false,
		})
		expect(plain('\u0000', 10).text).toBe(' ')
		expect(plain('👋👋👋', 4).text).toBe('👋…')
		expect(cut('ab👋', 3)).toBe('ab…')
	})

	it('loses halves of characters, controls and what turns lines around; nothing else', () => {
		expect(clean('a\u0007b\uD83D\u202Ec\u2066d\n\te ‏العربية')).toBe('ab\uFFFDcd\n\te ‏العربية')
	})
})
