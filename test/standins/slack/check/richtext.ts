import { isObject } from '../types.ts'
import { boolean, byType, type Check, list, must, number, object, oneOf, string, url } from './shape.ts'

const style = object({
	bold: boolean,
	italic: boolean,
	strike: boolean,
	code: boolean,
	underline: boolean,
	highlight: boolean,
	client_highlight: boolean,
	unlink: boolean,
})

const id = string({ min: 1 })

/** Every element that a rich text section may hold. */
const inline = {
	text: object({ type: id, text: string({ min: 1 }), style }, ['text']),
	link: object({ type: id, url: url(), text: string(), unsafe: boolean, style }, ['url']),
	emoji: object({ type: id, name: id, unicode: string(), url: url(), skin_tone: number(), style }, ['name']),
	user: object({ type: id, user_id: id, style }, ['user_id']),
	usergroup: object({ type: id, usergroup_id: id, style }, ['usergroup_id']),
	channel: object({ type: id, channel_id: id, style }, ['channel_id']),
	team: object({ type: id, team_id: id, style }, ['team_id']),
	broadcast: object({ type: id, range: oneOf('here', 'channel', 'everyone'), style }, ['range']),
	color: object({ type: id, value: id, style }, ['value']),
	date: object(
		{ type: id, timestamp: number({ integer: true }), format: id, url: url(), fallback: string(), style },
		['timestamp', 'format'],
	),
}

const inlines = list(byType(inline, 'rich text element'))
const border = number({ min: 0, integer: true })
const section = object({ type: id, elements: inlines }, ['elements'])

/** Every part that a rich text block may hold. */
const parts = {
	rich_text_section: section,
	rich_text_quote: object({ type: id, elements: inlines, border }, ['elements']),
	rich_text_preformatted: object({ type: id, elements: inlines, border, language: string() }, ['elements']),
	rich_text_list: object(
		{
			type: id,
			elements: list(byType({ rich_text_section: section }, 'list item'), { min: 1 }),
			style: oneOf('bullet', 'ordered'),
			indent: number({ min: 0, max: 8, integer: true }),
			offset: number({ min: 0, integer: true }),
			border,
		},
		['elements', 'style'],
	),
}

/** Any piece of rich text by itself. */
export const richTextPiece: Check = byType({ ...inline, ...parts }, 'rich text')

/** The rich text block; `block_id` is optional where it stands inside another block. */
export function richText(blockId: Check): Check {
	return object(
		{ type: id, block_id: blockId, elements: list(byType(parts, 'rich text part'), { min: 1 }) },
		['elements'],
		must('a rich text block needs some content', value =>
			Array.isArray(value.elements)
				? value.elements.some(
						part => isObject(part) && Array.isArray(part.elements) && part.elements.length > 0,
					)
				: true,
		),
	)
}
