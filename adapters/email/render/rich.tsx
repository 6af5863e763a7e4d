import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Block, RichText, Span } from '../../../src/text/rich.ts'
import { linkAddress } from './address.ts'
import { Lines } from './lines.tsx'
import { accent, desk, line, mono } from './style.ts'
import { plain } from './text.ts'

/** What a person wrote, with its styles inline. Text is only ever text; addresses are those of three schemes. */
export function Rich({ text }: { readonly text: RichText }) {
	return (
		<>
			{text.map(block => (
				<RichBlock block={block} />
			))}
		</>
	)
}

function RichBlock({ block }: { readonly block: Block }): JSX.Element {
	switch (block.kind) {
		case 'paragraph':
			return (
				<p dir="auto" style="margin:0 0 12px">
					<Spans spans={block.spans} />
				</p>
			)
		case 'quote':
			return (
				<blockquote
					class="quote"
					dir="auto"
					style={`margin:0 0 12px;padding-left:12px;border-left:2px solid ${line}`}
				>
					<Spans spans={block.spans} />
				</blockquote>
			)
		case 'code':
			return (
				<pre
					class="raw"
					dir="ltr"
					style={`margin:0 0 12px;padding:10px 12px;font-family:${mono};font-size:14px;line-height:1.45;white-space:pre-wrap;background-color:${desk};border-radius:6px`}
				>
					{plain(block.text)}
				</pre>
			)
		case 'list': {
			const items = block.items.map(item => (
				<li dir="auto">
					<Spans spans={item} />
				</li>
			))
			const style = `margin:0 0 12px ${20 * Math.min(Math.max(block.indent, 0), 5)}px;padding-left:24px`
			if (!block.ordered) return <ul style={style}>{items}</ul>
			return (
				<ol style={style} start={block.start}>
					{items}
				</ol>
			)
		}
	}
}

function Spans({ spans }: { readonly spans: readonly Span[] }) {
	return <>{spans.map(shown)}</>
}

function shown(span: Span): string | JSX.Element {
	let inner: string | JSX.Element = span.text.includes('\n') ? <Lines text={span.text} /> : plain(span.text)
	if (span.code) {
		inner = (
			<code class="raw" style={`font-family:${mono};font-size:14px;background-color:${desk}`}>
				{inner}
			</code>
		)
	}
	if (span.strike) inner = <s>{inner}</s>
	if (span.italic) inner = <em>{inner}</em>
	if (span.bold) inner = <strong>{inner}</strong>
	const href = span.url && linkAddress(span.url)
	if (href) {
		inner = (
			<a class="link" href={href} style={`color:${accent}`}>
				{inner}
			</a>
		)
	}
	return inner
}
