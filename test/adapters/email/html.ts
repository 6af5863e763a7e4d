import { type DOMNode, HtmlElement, HtmlValidate, Parser, TextNode } from 'html-validate'

type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>> }

/** Every element of a page as an HTML parser of another maker finds them. */
export async function elements(html: string): Promise<Element[]> {
	return (await parse(html)).querySelectorAll('*').map(element => ({
		name: element.tagName,
		attributes: Object.fromEntries(
			element.attributes.map(({ key, value }) => [key, decoded(String(value ?? ''))]),
		),
	}))
}

/** The words that a reader sees, in order, with the marks of lists and without the hidden preview. */
export async function words(html: string): Promise<string[]> {
	const body = (await parse(html)).querySelector('body')
	return decoded(body ? textOf(body) : '')
		.split(/\s+/)
		.filter(word => word !== '')
}

const inline = ['a', 'code', 'em', 's', 'strong']

function textOf(node: DOMNode): string {
	if (node instanceof TextNode) return node.textContent
	if (!(node instanceof HtmlElement)) return node.childNodes.map(textOf).join('')
	if (node.classList.contains('preview')) return ''
	if (inline.some(name => node.is(name))) return node.childNodes.map(textOf).join('')
	if (!node.is('ul') && !node.is('ol')) return ` ${node.childNodes.map(textOf).join('')} `
	const first = Number(node.getAttributeValue('start') ?? 1)
	return node.childElements
		.map((item, at) => ` ${node.is('ol') ? `${first + at}.` : '•'} ${textOf(item)}`)
		.join('')
}

/** The words of a letter's plain text, without what is there for the eye: the line and the marks of quotes. */
export function plainWords(text: string): string[] {
	return text
		.replace(/^-{76}$/m, '')
		.replaceAll(/^(?:> ?)+/gm, '')
		.split(/\s+/)
		.filter(word => word !== '')
}

async function parse(html: string): Promise<HtmlElement> {
	const source = { data: html, filename: 'letter.html', line: 1, column: 1, offset: 0 }
	return new Parser(await new HtmlValidate().getConfigFor('letter.html')).parseHtml(source)
}

function decoded(text: string): string {
	const characters: Readonly<Record<string, string>> = {
		'&lt;': '<',
		'&gt;': '>',
		'&quot;': '"',
		'&#39;': "'",
		'&amp;': '&',
	}
	return text.replace(/&(lt|gt|quot|#39|amp);/g, entity => characters[entity] ?? entity)
}
