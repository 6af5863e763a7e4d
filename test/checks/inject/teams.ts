import { AdaptiveCard, SerializationContext } from 'adaptivecards'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { isForged, type Read } from './read.ts'

type Node = Readonly<Record<string, unknown>>

/**
 * Reads a card: by the library of its makers, which says whether it is one, and by the rule of Teams that text
 * blocks and facts are Markdown while runs are not.
 */
export function readCard(card: unknown, typed: string): Read {
	const shown: string[] = []
	const active: string[] = []
	const context = new SerializationContext()
	const parsed = new AdaptiveCard()
	// Its pattern for languages keeps where it was last found, and refuses every other one.
	parsed.parse({ ...(card as Node), lang: undefined }, context)
	for (let index = 0; index < context.eventCount; index += 1)
		active.push(`no card: ${context.getEventAt(index).message}`)
	const markdown = (text: string) => {
		shown.push(text)
		for (const one of activeIn(fromMarkdown(text))) active.push(`Markdown “${one}” in “${text}”`)
		if (/\{\{|<at>/i.test(text)) active.push(`a function or a mention in “${text}”`)
	}
	const walk = (value: unknown): void => {
		if (Array.isArray(value)) return value.forEach(walk)
		if (typeof value !== 'object' || value === null) return
		const node = value as Node
		const { type, text, url, inlines } = node
		if (type === 'TextBlock') markdown(String(text))
		if (type === 'FactSet')
			for (const { title, value: of } of (node['facts'] ?? []) as { title: string; value: string }[])
				[title, of].forEach(markdown)
		if (Array.isArray(inlines))
			shown.push(inlines.map(run => (typeof run === 'string' ? run : String((run as Node)['text']))).join(''))
		if (type === 'Action.OpenUrl' && isForged(String(url), undefined, typed))
			active.push(`a link to ${String(url)}`)
		if (type === 'Image' && isForged(String(url), undefined, '')) active.push(`an image at ${String(url)}`)
		for (const key of ['title', 'label', 'placeholder', 'value', 'errorMessage', 'fallbackText', 'altText']) {
			if (typeof node[key] === 'string') shown.push(node[key])
		}
		for (const key of Object.keys(node)) if (key !== 'data') walk(node[key])
	}
	walk(card)
	if ((card as Node)['msteams'] && 'entities' in ((card as Node)['msteams'] as Node)) active.push('a mention')
	return { shown, active }
}

function activeIn(node: { readonly type: string; readonly children?: readonly unknown[] }): string[] {
	const own = ['link', 'image', 'linkReference', 'imageReference', 'definition', 'html'].includes(node.type)
		? [node.type]
		: []
	return [
		...own,
		...(node.children ?? []).flatMap(child => activeIn(child as Parameters<typeof activeIn>[0])),
	]
}
