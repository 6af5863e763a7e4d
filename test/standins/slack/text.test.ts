import { expect, it } from 'vitest'
import { toText } from './text.ts'
import type { Block } from './types.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const markup = (text: string) => ({ type: 'mrkdwn' as const, text })
const item = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] })
const option = (text: string) => ({ text: plain(text), value: text })

it('draws every block so that it reads like the screen', () => {
	const inline = [
		{ type: 'text', text: 'Ask ' },
		{ type: 'user', user_id: 'U0ADA' },
		{ type: 'emoji', name: 'wave' },
		{ type: 'text', text: ' on ' },
		{ type: 'link', url: 'https://example.com', text: 'the site' },
	]
	const blocks: Block[] = [
		{ type: 'header', text: plain('Request #1042') },
		{
			type: 'section',
			text: markup('*Open* &lt;b&gt; <https://example.com|Link>'),
			fields: [markup('*By*\nAda'), plain('Today')],
			accessory: { type: 'overflow', options: [option('Solve'), option('Mute')] },
		},
		{ type: 'divider' },
		{
			type: 'context',
			elements: [
				{ type: 'image', alt_text: 'face' },
				{ ...plain('Ada'), action_id: '' },
			],
		},
		{
			type: 'rich_text',
			elements: [
				{ type: 'rich_text_section', elements: inline },
				{ type: 'rich_text_list', style: 'ordered', elements: [item('one'), item('two')] },
				{ type: 'rich_text_quote', elements: [{ type: 'text', text: 'a\nb' }] },
				{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'code' }] },
			],
		},
		{
			type: 'actions',
			elements: [
				{ type: 'button', text: plain('Reply') },
				{ type: 'button', text: plain('Web'), url: 'https://example.com' },
				{
					type: 'static_select',
					placeholder: plain('Sort'),
					options: [option('Newest'), option('Oldest')],
					initial_option: option('Oldest'),
				},
			],
		},
		{
			type: 'input',
			block_id: 'b',
			label: plain('Kind'),
			optional: true,
			hint: plain('Choose one'),
			element: { type: 'radio_buttons', action_id: 'a', options: [option('Bug'), option('Wish')] },
		},
		{ type: 'input', label: plain('When'), element: { type: 'datepicker', action_id: 'a' } },
		{ type: 'image', alt_text: 'a printer' },
		{ type: 'alert', text: plain('Careful') },
		{
			type: 'table',
			rows: [
				[
					{ type: 'raw_text', text: 'a' },
					{ type: 'raw_text', text: 'b' },
				],
			],
		},
	]
	const state = { b: { a: { type: 'radio_buttons', selected_option: option('Wish') } } }
	expect(toText(blocks, { state, errors: { Kind: 'Not now.' } })).toMatchInlineSnapshot(`
		"# Request #1042
		*Open* <b> Link (https://example.com)  ‹⋯ Solve | Mute›
		  *By*
		    Ada
		  Today
		────────
		([image: face] · Ada)
		Ask @U0ADA:wave: on the site (https://example.com)
		1. one
		2. two
		> a
		> b
		\`\`\`
		code
		\`\`\`
		[Reply] [Web ↗] ‹Sort: Newest | ●Oldest›
		Kind (optional):
		  ( ) Bug
		  (●) Wish
		  (Choose one)
		  ! Not now.
		When:
		  |choose…|
		[image: a printer]
		! Careful
		a | b"
	`)
})
