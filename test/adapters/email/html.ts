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

/** The words that a reader sees, in order, without the hidden preview. */
export async function words(html: string): Promise<string[]> {
	const body = (await parse(html)).querySelector('body')
	return decoded(body ? texts(body).join(' ') : '')
		.split(/\s+/)
		.filter(word => word !== '')
}

function texts(node: DOMNode): string[] {
	if (node instanceof TextNode) return [node.textContent]
	if (node instanceof HtmlElement && node.classList.contains('preview')) return []
	return node.childNodes.flatMap(texts)
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
