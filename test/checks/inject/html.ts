import { type DOMNode, HtmlElement, HtmlValidate, Parser, TextNode } from 'html-validate'
import { isForged, type Read } from './read.ts'

/** What pages and letters are made of; none of it runs, and none fetches from elsewhere. */
const harmless = new Set(
	'html head meta title link style body header main footer nav div span section article aside p h1 h2 h3 h4 a br hr ul ol li dl dt dd blockquote pre code strong em s b i small time table caption thead tbody tr td th form fieldset legend label input textarea select option button details summary output svg path use circle rect'.split(
		' ',
	),
)
/** Of which there is one, or as many as the frame has. */
const frame = { style: 1, title: 1, html: 1, body: 1 } as const
const addresses = ['href', 'src', 'action', 'formaction', 'srcset', 'xlink:href', 'poster', 'background']

/** Reads a page or the HTML of a letter with a parser of another maker. */
export async function readHtml(html: string, typed: string): Promise<Read> {
	const source = { data: html, filename: 'page.html', line: 1, column: 1, offset: 0 }
	const root = new Parser(await config).parseHtml(source)
	const active: string[] = []
	const shown: string[] = []
	const counted = new Map<string, number>()
	const walk = (node: DOMNode): string => {
		if (node instanceof TextNode) return decoded(node.textContent)
		const isElement = node instanceof HtmlElement && node.parent !== null
		const inside = node.childNodes.map(walk).join('')
		if (!isElement) return inside
		const name = node.tagName
		counted.set(name, (counted.get(name) ?? 0) + 1)
		if (!harmless.has(name)) active.push(`an element <${name}>`)
		for (const { key, value } of node.attributes) {
			const given = decoded(String(value ?? ''))
			shown.push(given)
			if (/^on/i.test(key)) active.push(`${key} on <${name}>`)
			if (key === 'http-equiv' || (name === 'base' && key === 'href')) active.push(`${key} on <${name}>`)
			if (!addresses.includes(key.toLowerCase())) continue
			const within = /^(\/(?!\/)|#|\?|$)/.test(given)
			if (!within && isForged(given, name === 'a' && !ours(inside, typed) ? inside : undefined, typed))
				active.push(`<${name} ${key}> leads to ${given}`)
		}
		shown.push(inside)
		return inline.has(name) ? inside : ` ${inside} `
	}
	const whole = walk(root)
	for (const [name, most] of Object.entries(frame)) {
		if ((counted.get(name) ?? 0) > most) active.push(`more than ${most} <${name}>`)
	}
	return { shown: [whole, ...shown], active }
}

const config = new HtmlValidate().getConfigFor('page.html')
const inline = new Set(['a', 'b', 'code', 'em', 's', 'strong', 'span', 'i'])

/** Words of ours on a link, which nobody typed. */
function ours(label: string, typed: string): boolean {
	return !typed.includes(label.trim())
}

function decoded(text: string): string {
	const characters: Readonly<Record<string, string>> = {
		lt: '<',
		gt: '>',
		quot: '"',
		amp: '&',
		'#39': "'",
		nbsp: '\u00A0',
	}
	return text.replaceAll(/&(lt|gt|quot|#39|amp|nbsp);/g, (whole, name: string) => characters[name] ?? whole)
}
