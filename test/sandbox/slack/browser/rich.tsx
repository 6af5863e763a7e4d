import { withEmoji } from '../emoji.ts'
import { type Part, type Piece, readMarkup, type Style } from '../mrkdwn.ts'
import { isObject } from '../../../standins/slack/types.ts'
import { listed, type Place, wordOf } from './place.ts'

/** A text object, or a bare string: plain or with Slack's markup. */
export function Words({ text, place }: { text: unknown; place: Place }) {
	if (typeof text === 'string') return <span class="words">{text}</span>
	if (!isObject(text)) return null
	const words = wordOf(text['text'])
	if (text['type'] === 'mrkdwn') return <Rich parts={readMarkup(words)} place={place} />
	return <span class="words">{text['emoji'] === false ? words : withEmoji(words)}</span>
}

/** The parts of a rich text, one below the other. */
export function Rich({ parts, place }: { parts: readonly Part[] | undefined; place: Place }) {
	return (
		<div class="rich">
			{listed(parts).map(part => (
				<RichPart part={part} place={place} />
			))}
		</div>
	)
}

function RichPart({ part, place }: { part: Part; place: Place }) {
	const pieces = listed(part.elements).map(piece => <RichPiece piece={piece} place={place} />)
	switch (part.type) {
		case 'rich_text_list': {
			const items = listed(part.elements).map(item => (
				<li>
					<RichPart part={item} place={place} />
				</li>
			))
			const look = `indent-${Math.min(Number(part['indent'] ?? 0), 8)}`
			if (part['style'] !== 'ordered') return <ul class={look}>{items}</ul>
			return (
				<ol class={look} start={Number(part['offset'] ?? 0) + 1}>
					{items}
				</ol>
			)
		}
		case 'rich_text_quote':
			return <blockquote>{pieces}</blockquote>
		case 'rich_text_preformatted':
			return <pre tabindex={0}>{pieces}</pre>
		default:
			return <div class="line">{pieces}</div>
	}
}

function RichPiece({ piece, place }: { piece: Piece; place: Place }) {
	return <Styled style={piece.style}>{bare(piece, place)}</Styled>
}

function bare(piece: Piece, { people, channels }: Place) {
	const word = (name: string) => wordOf(piece[name])
	switch (piece.type) {
		case 'text':
			return word('text')
		case 'link':
			return (
				<a href={word('url')} target="_blank" rel="noreferrer">
					{word('text') || word('url')}
				</a>
			)
		case 'user':
			return <span class="mention">@{people[word('user_id')] ?? word('user_id')}</span>
		case 'usergroup':
			return <span class="mention">@{word('usergroup_id')}</span>
		case 'channel':
			return <span class="mention">#{channels[word('channel_id')] ?? word('channel_id')}</span>
		case 'broadcast':
			return <span class="mention loud">@{word('range')}</span>
		case 'emoji':
			return withEmoji(`:${word('name')}:`)
		case 'color':
			return <code>{word('value')}</code>
		case 'date':
			return <time dateTime={isoTime(piece)}>{word('fallback') || isoTime(piece)}</time>
		default:
			return <code>{JSON.stringify(piece)}</code>
	}
}

function isoTime(piece: Piece): string {
	const time = new Date(Number(piece['timestamp']) * 1_000)
	return Number.isNaN(time.getTime()) ? '' : time.toISOString()
}

function Styled({ style, children }: { style: Style | undefined; children: unknown }) {
	let shown = <>{children}</>
	if (style?.code) shown = <code>{shown}</code>
	if (style?.strike) shown = <s>{shown}</s>
	if (style?.italic) shown = <em>{shown}</em>
	if (style?.bold) shown = <strong>{shown}</strong>
	return shown
}
