import { describe, expect, it } from 'vitest'
import { checkBlocks } from './blocks.ts'
import { checkMessage, checkView } from './payload.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const section = { type: 'section', text: plain('x') }
const option = { text: plain('A'), value: 'a' }
const modal = (blocks: object[], more: object = {}) => ({ type: 'modal', title: plain('t'), blocks, ...more })
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('l'), element, ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })

const refused: [string, () => { path: string; problem: string }[]][] = [
	['an unknown property', () => checkBlocks([{ ...section, colour: 'red' }], 'message')],
	['an unknown block', () => checkBlocks([{ type: 'paragraph' }], 'message')],
	[
		'markup in a header',
		() => checkBlocks([{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], 'message'),
	],
	[
		'a script for an address',
		() => checkBlocks([actions({ type: 'button', text: plain('b'), url: 'javascript:alert(1)' })], 'message'),
	],
	[
		'an initial option that is none of the options',
		() =>
			checkBlocks(
				[actions({ type: 'static_select', options: [option], initial_option: { ...option, value: 'b' } })],
				'message',
			),
	],
	[
		'a select without options',
		() => checkBlocks([actions({ type: 'static_select', options: [] })], 'message'),
	],
	['a file input in a message', () => checkBlocks([input({ type: 'file_input' })], 'message')],
	[
		'a file input in the home tab',
		() => checkView({ type: 'home', blocks: [input({ type: 'file_input' })] }),
	],
	['a text input among actions', () => checkBlocks([actions({ type: 'plain_text_input' })], 'modal')],
	[
		'two blocks of one id',
		() =>
			checkBlocks(
				[
					{ ...section, block_id: 'a' },
					{ ...section, block_id: 'a' },
				],
				'modal',
			),
	],
	[
		'two elements of one id',
		() => {
			const button = { type: 'button', text: plain('b'), action_id: 'a' }
			return checkBlocks([actions(button, button)], 'modal')
		},
	],
	['inputs without a submit button', () => checkView(modal([input({ type: 'plain_text_input' })]))],
	['a modal without a title', () => checkView({ type: 'modal', blocks: [section] })],
	['a home tab with a title', () => checkView({ type: 'home', title: plain('t'), blocks: [section] })],
	['51 blocks in a message', () => checkMessage({ blocks: Array.from({ length: 51 }, () => section) })],
	[
		'blocks of more than 13,000 characters together',
		() =>
			checkMessage({
				blocks: Array.from({ length: 5 }, () => ({ ...section, text: plain('x'.repeat(2900)) })),
			}),
	],
	[
		'a view of more than 250,000 characters',
		() => checkView(modal(Array.from({ length: 95 }, () => ({ ...section, text: plain('x'.repeat(2900)) })))),
	],
	[
		'an empty text in rich text',
		() =>
			checkBlocks(
				[
					{
						type: 'rich_text',
						elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }],
					},
				],
				'message',
			),
	],
	['an unknown argument of a message', () => checkMessage({ text: 'x', visible: true })],
	[
		'an attachment with a wrong block',
		() => checkMessage({ attachments: [{ blocks: [{ type: 'header' }] }] }),
	],
]

describe('the rules beside the published limits', () => {
	for (const [what, check] of refused)
		it(`refuse ${what}`, () => {
			expect(check()).not.toEqual([])
		})

	it('take the form that a service sends', () => {
		const form = modal(
			[
				input({ type: 'plain_text_input', multiline: true, max_length: 3000 }),
				input({ type: 'file_input', max_files: 10 }, { optional: true }),
				input({ type: 'static_select', options: [option], initial_option: option }),
			],
			{ submit: plain('Send'), close: plain('Cancel'), private_metadata: '{}', notify_on_close: true },
		)
		expect(checkView(form)).toEqual([])
	})
})
