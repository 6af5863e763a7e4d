import { isForged, type Read, readMrkdwn } from './read.ts'

type Node = Readonly<Record<string, unknown>>

/** In a rich text these are shown; all others that Slack knows ping, link or draw. */
const inert = [
	'text',
	'rich_text',
	'rich_text_section',
	'rich_text_list',
	'rich_text_quote',
	'rich_text_preformatted',
]

/** Reads a message or a window of Slack's by its documents. */
export function readSlack(payload: unknown, typed: string): Read {
	const shown: string[] = []
	const active: string[] = []
	const walk = (value: unknown, rich: boolean): void => {
		if (Array.isArray(value)) return value.forEach(one => walk(one, rich))
		if (typeof value !== 'object' || value === null) return
		const node = value as Node
		const { type } = node
		const text = typeof node['text'] === 'string' ? node['text'] : undefined
		const url = typeof node['url'] === 'string' ? node['url'] : undefined
		if (type === 'mrkdwn') {
			const read = readMrkdwn(text ?? '')
			shown.push(...read.shown)
			active.push(...read.active)
		}
		if (type === 'plain_text') {
			shown.push(text ?? '')
			if (node['emoji'] !== false && /:\w+:/.test(text ?? '')) active.push(`emoji in ${text}`)
		}
		if (rich && type === 'link') {
			shown.push(text ?? url ?? '')
			if (isForged(url ?? '', text, typed)) active.push(`a link to ${url}`)
		} else if (rich && typeof type === 'string' && !inert.includes(type)) active.push(`an element “${type}”`)
		if (rich && type === 'text') shown.push(text ?? '')
		if (type === 'button' && url !== undefined && isForged(url, undefined, typed))
			active.push(`a button to ${url}`)
		if (type === 'rich_text') {
			const inside = readInside(node)
			shown.push(inside)
		}
		for (const key of Object.keys(node)) walk(node[key], rich || type === 'rich_text')
	}
	walk(payload, false)
	const message = payload as Node
	if (typeof message['text'] === 'string' && message['type'] === undefined) {
		const read = readMrkdwn(message['text'])
		shown.push(...read.shown)
		active.push(...read.active)
		for (const key of ['parse', 'link_names', 'mrkdwn']) if (key in message) active.push(`“${key}”`)
	}
	return { shown, active }
}

/** All that stands in one block, as one text. */
function readInside(block: unknown): string {
	if (Array.isArray(block)) return block.map(one => readInside(one)).join('')
	if (typeof block !== 'object' || block === null) return ''
	const { type, text, url, elements } = block as Node
	if (type === 'text' || type === 'link') return String(text ?? url)
	return readInside(elements)
}
