import { emojiOf } from './emoji.ts'

export type Style = { bold?: boolean; italic?: boolean; strike?: boolean; code?: boolean }

/** One run of a rich text: a text, a link, a mention, an emoji or a date. */
export type Piece = { readonly type: string; readonly style?: Style; readonly [property: string]: unknown }

/** A part of a rich text block. */
export type Part = {
	readonly type: string
	readonly elements?: readonly (Piece | Part)[]
	readonly [property: string]: unknown
}

/**
 * Slack's markup as the parts of a rich text block, so that both are drawn the same way.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function readMarkup(markup: string): Part[] {
	return markup.split(/```/).flatMap((text, index) => {
		if (index % 2 === 1)
			return [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: unescaped(text.trim()) }] }]
		return byQuotes(text).map(({ quoted, lines }) => ({
			type: quoted ? 'rich_text_quote' : 'rich_text_section',
			elements: readLine(lines.join('\n'), {}),
		}))
	})
}

function byQuotes(text: string): { readonly quoted: boolean; readonly lines: string[] }[] {
	const groups: { quoted: boolean; lines: string[] }[] = []
	if (!text) return groups
	for (const line of text.split('\n')) {
		const inside = /^(?:&gt;|>) ?(.*)$/.exec(line)?.[1]
		const quoted = inside !== undefined
		const last = groups.at(-1)
		if (last?.quoted === quoted) last.lines.push(inside ?? line)
		else groups.push({ quoted, lines: [inside ?? line] })
	}
	return groups
}

const marked =
	/`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+-]+):|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\4(?![\p{L}\p{N}])/gu

function readLine(text: string, style: Style): Piece[] {
	const pieces: Piece[] = []
	let from = 0
	const plain = (until: number) => {
		if (until > from) pieces.push(piece('text', style, { text: unescaped(text.slice(from, until)) }))
	}
	for (const found of text.matchAll(marked)) {
		const [whole, code, entity, emoji, mark, inside] = found
		plain(found.index)
		from = found.index + whole.length
		if (code !== undefined) pieces.push(piece('text', { ...style, code: true }, { text: unescaped(code) }))
		else if (entity !== undefined) pieces.push(readEntity(entity, style))
		else if (emoji !== undefined) pieces.push(piece('text', style, { text: emojiOf(emoji) }))
		else if (mark && inside !== undefined) pieces.push(...readLine(inside, { ...style, ...markStyles[mark] }))
	}
	plain(text.length)
	return pieces
}

const markStyles: Readonly<Record<string, Style>> = {
	'*': { bold: true },
	_: { italic: true },
	'~': { strike: true },
}

function piece(type: string, style: Style, rest: Record<string, unknown>): Piece {
	return { type, ...rest, ...(Object.keys(style).length > 0 ? { style } : {}) }
}

/** What stands between angle brackets. */
function readEntity(entity: string, style: Style): Piece {
	const [target = '', label] = entity.split(/\|(.*)/s)
	const [, range] = /^!(here|channel|everyone)$/.exec(target) ?? []
	const [, group] = /^!subteam\^(\w+)$/.exec(target) ?? []
	const [, time, format] = /^!date\^(\d+)\^([^^]*)/.exec(target) ?? []
	if (/^@[UW]/.test(target)) return piece('user', style, { user_id: target.slice(1) })
	if (/^#[CDG]/.test(target)) return piece('channel', style, { channel_id: target.slice(1) })
	if (range) return piece('broadcast', style, { range })
	if (group) return piece('usergroup', style, { usergroup_id: group })
	if (time) return piece('date', style, { timestamp: Number(time), format, fallback: label })
	if (/^(?:https?:\/\/|mailto:)/.test(target))
		return piece('link', style, { url: unescaped(target), ...(label ? { text: unescaped(label) } : {}) })
	return piece('text', style, { text: unescaped(label ?? `<${target}>`) })
}

function unescaped(text: string): string {
	return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
