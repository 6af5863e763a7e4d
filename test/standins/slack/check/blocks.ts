import { type Block, isObject } from '../types.ts'
import { contextActions, contextElement, elements, inputs, picture } from './elements.ts'
import { limit, unlisted } from './limits.ts'
import { anyText, plain } from './objects.ts'
import { rare } from './rare.ts'
import { richText } from './richtext.ts'
import {
	boolean,
	byType,
	type Check,
	exactlyOne,
	list,
	must,
	object,
	oneOf,
	only,
	type Problem,
	type Surface,
	string,
	type Walk,
} from './shape.ts'

const type = string({ min: 1 })
const blockId = string({ min: 1, max: limit('block_id').max_length })
const base = { type, block_id: blockId }

const {
	datetimepicker,
	workflow_button: workflowButton,
	button,
	overflow,
	checkboxes,
	radio_buttons: radioButtons,
	...selects
} = elements

const inActions = byType(
	{
		...selects,
		button,
		overflow,
		checkboxes,
		radio_buttons: radioButtons,
		datetimepicker,
		workflow_button: workflowButton,
		rich_text_input: inputs.rich_text_input,
	},
	'element of an actions block',
)
const inSection = byType(
	{
		...selects,
		button,
		overflow,
		checkboxes,
		radio_buttons: radioButtons,
		workflow_button: workflowButton,
		image: object({ type, ...picture }, ['alt_text'], exactlyOne('image_url', 'slack_file')),
	},
	'accessory',
)
const inInput = byType(
	{ ...selects, ...inputs, checkboxes, radio_buttons: radioButtons, datetimepicker },
	'input element',
)

const known: Record<string, Check> = {
	section: object(
		{
			...base,
			text: anyText(limit('section.text').max_length),
			fields: list(anyText(limit('section.fields').item_max_length), {
				min: 1,
				max: limit('section.fields').max_items,
			}),
			accessory: inSection,
			expand: boolean,
		},
		[],
		must('a section needs text or fields', value => value.text !== undefined || value.fields !== undefined),
	),
	header: object({ ...base, text: plain(limit('header.text').max_length) }, ['text']),
	divider: object(base),
	context: object(
		{ ...base, elements: list(contextElement, { min: 1, max: limit('context.elements').max_items }) },
		['elements'],
	),
	actions: object(
		{ ...base, elements: list(inActions, { min: 1, max: limit('actions.elements').max_items }) },
		['elements'],
	),
	input: object(
		{
			...base,
			label: plain(limit('input.label').max_length),
			element: inInput,
			hint: plain(limit('input.hint').max_length),
			optional: boolean,
			dispatch_action: boolean,
		},
		['label', 'element'],
	),
	image: object(
		{ ...base, ...picture, title: plain(2000) },
		['alt_text'],
		exactlyOne('image_url', 'slack_file'),
	),
	rich_text: richText(blockId),
	context_actions: only(
		['message'],
		object(
			{
				...base,
				elements: list(byType(contextActions, 'element of context_actions'), {
					min: 1,
					max: limit('context_actions.elements').max_items,
				}),
			},
			['elements'],
		),
	),
	markdown: only(
		['message'],
		object(
			{
				...base,
				text: string({ min: limit('markdown.text').min_length, max: limit('markdown.text').max_length }),
			},
			['text'],
		),
	),
	file: only(
		['message'],
		object({ ...base, external_id: string({ min: 1 }), source: oneOf('remote') }, ['external_id', 'source']),
	),
}

const block: Check = byType({ ...known, ...rare(base, known) }, 'block')

/** Runs one check by itself and returns what is wrong. */
export function problemsOf(check: Check, value: unknown, surface: Surface): Problem[] {
	const walk: Walk = { surface, problems: [] }
	check(value, '', walk)
	return walk.problems
}

/** Checks a list of blocks for a surface; `at` is where the list stands. */
export function checkBlocks(blocks: unknown, surface: Surface, at = '/blocks'): Problem[] {
	const max = surface === 'message' ? unlisted.messageBlocks : limit('view.blocks').max_items
	const walk: Walk = { surface, problems: [] }
	list(block, { max })(blocks, at, walk)
	if (Array.isArray(blocks)) {
		checkUniqueness(blocks.filter(isObject) as Block[], at, walk)
	}
	return walk.problems
}

function checkUniqueness(blocks: Block[], at: string, walk: Walk): void {
	const blockIds = new Set<string>()
	blocks.forEach((each, index) => {
		if (each.block_id !== undefined) {
			if (blockIds.has(each.block_id))
				walk.problems.push({
					path: `${at}/${index}/block_id`,
					problem: `\`block_id\` must be unique: ${each.block_id}`,
				})
			blockIds.add(each.block_id)
		}
		const actionIds = new Set<string>()
		for (const element of Array.isArray(each.elements) ? each.elements : []) {
			const id = isObject(element) ? element.action_id : undefined
			if (typeof id !== 'string') continue
			if (actionIds.has(id))
				walk.problems.push({
					path: `${at}/${index}/elements`,
					problem: `\`action_id\` must be unique in a block: ${id}`,
				})
			actionIds.add(id)
		}
	})
}
