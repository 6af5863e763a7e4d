import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Block, RichText, Span } from '../../../src/text/rich.ts'
import { webAddress } from '../address.ts'

/** What a person wrote. Text is only ever text; addresses are those of three schemes. */
export function Rich({ text }: { readonly text: RichText }): JSX.Element {
	return (
		<div class="rich" dir="auto">
			{text.map(block => (
				<RichBlock block={block} />
			))}
		</div>
	)
}

function RichBlock({ block }: { readonly block: Block }): JSX.Element {
	switch (block.kind) {
		case 'paragraph':
			return (
				<p>
					<Spans spans={block.spans} />
				</p>
			)
		case 'quote':
			return (
				<blockquote>
					<p>
						<Spans spans={block.spans} />
					</p>
				</blockquote>
			)
		case 'code':
			return (
				<pre tabindex={0}>
					<code>{block.text}</code>
				</pre>
			)
		case 'list': {
			const items = block.items.map(item => (
				<li>
					<Spans spans={item} />
				</li>
			))
			const indent = `indent-${Math.min(Math.max(block.indent, 0), 5)}`
			if (!block.ordered) return <ul class={indent}>{items}</ul>
			return (
				<ol class={indent} start={block.start}>
					{items}
				</ol>
			)
		}
	}
}

function Spans({ spans }: { readonly spans: readonly Span[] }): JSX.Element {
	return <>{spans.map(shown)}</>
}

/** Plain text stays a string: a long text of many small spans is shown within one turn of the event loop. */
function shown(span: Span): string | JSX.Element {
	let inner: string | JSX.Element = span.text
	if (span.code) inner = <code>{inner}</code>
	if (span.strike) inner = <s>{inner}</s>
	if (span.italic) inner = <em>{inner}</em>
	if (span.bold) inner = <strong>{inner}</strong>
	const url = span.url && webAddress(span.url)
	if (url) {
		inner = (
			<a href={url} rel="nofollow noopener noreferrer">
				{inner}
			</a>
		)
	}
	return inner
}
