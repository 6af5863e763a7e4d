import { linked, type Names } from './markup.ts'
import { type Json, part, records, word } from './payload.ts'

/** The rich text of a message as Markdown; undefined when it has none. */
export function fromRichText(blocks: readonly Json[], names: Names): string | undefined {
	const parts = blocks
		.filter(block => block.type === 'rich_text')
		.flatMap(block => records(block, 'elements'))
		.map(element => partText(element, names))
	return parts.length > 0 ? parts.join('\n').trim() : undefined
}

/** People who are mentioned in rich text. */
export function mentionedInRichText(blocks: readonly Json[]): string[] {
	return blocks.flatMap(block => [
		...(block.type === 'user' ? [word(block, 'user_id') ?? ''].filter(Boolean) : []),
		...mentionedInRichText(records(block, 'elements')),
	])
}

function partText(element: Json, names: Names): string {
	const inside = records(element, 'elements')
	switch (element.type) {
		case 'rich_text_list': {
			const margin = '   '.repeat(typeof element.indent === 'number' ? element.indent : 0)
			const first = typeof element.offset === 'number' ? element.offset + 1 : 1
			return inside
				.map((item, index) => {
					const mark = element.style === 'ordered' ? `${first + index}.` : '-'
					return `${margin}${mark} ${spansText(records(item, 'elements'), names)}`
				})
				.join('\n')
		}
		case 'rich_text_quote':
			return `${spansText(inside, names).replaceAll(/^/gm, '> ')}\n`
		case 'rich_text_preformatted':
			return fenced(inside.map(span => word(span, 'text') ?? word(span, 'url') ?? '').join(''))
		default:
			return spansText(inside, names)
	}
}

function fenced(text: string): string {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
	const fence = '`'.repeat(longest + 1)
	return `${fence}\n${text}\n${fence}`
}

function spansText(spans: readonly Json[], names: Names): string {
	return spans.map(span => styled(spanText(span, names), part(span, 'style'))).join('')
}

function spanText(span: Json, names: Names): string {
	switch (span.type) {
		case 'text':
			return word(span, 'text') ?? ''
		case 'link':
			return linked(word(span, 'url') ?? '', word(span, 'text'))
		case 'user': {
			const id = word(span, 'user_id') ?? ''
			return `@${names.get(id) ?? id}`
		}
		case 'usergroup':
			return `@${word(span, 'usergroup_id') ?? ''}`
		case 'channel': {
			const id = word(span, 'channel_id') ?? ''
			return `#${names.get(id) ?? id}`
		}
		case 'broadcast':
			return `@${word(span, 'range') ?? ''}`
		case 'emoji':
			return emoji(span)
		case 'date':
			return word(span, 'fallback') ?? moment(span.timestamp)
		default:
			return word(span, 'text') ?? word(span, 'value') ?? ''
	}
}

function moment(seconds: unknown): string {
	const at = new Date(Number(seconds) * 1000)
	return Number.isNaN(at.getTime()) ? '' : at.toISOString()
}

/** The sign itself where Slack says which, as hexadecimal code points. */
function emoji(span: Json): string {
	const codes = (word(span, 'unicode') ?? '').split('-').map(code => Number.parseInt(code, 16))
	if (codes.every(code => code > 0 && code <= 0x10_ff_ff)) return String.fromCodePoint(...codes)
	return `:${word(span, 'name') ?? ''}:`
}

const marks = [
	['code', '`'],
	['strike', '~~'],
	['italic', '_'],
	['bold', '**'],
] as const

/** Markdown's marks stand against the words; the spaces around them stay outside. */
function styled(text: string, style: Json): string {
	const words = text.trim()
	if (!words || words.includes('\n')) return text
	let marked = words
	for (const [name, mark] of marks) if (style[name] === true) marked = `${mark}${marked}${mark}`
	return text.replace(words, () => marked)
}
