import { type Block, isObject, type Json, textOf } from '../../../standins/slack/types.ts'
import { Blocks } from './block.tsx'
import { listed, type Place } from './place.ts'
import { Rich, Words } from './rich.tsx'
import { readMarkup } from '../mrkdwn.ts'

/** A person's or the bot's sign: their initials, in a colour of theirs. */
export function Avatar({ name, bot = false }: { name: string; bot?: boolean }) {
	const initials = name
		.split(/\s+/)
		.slice(0, 2)
		.map(word => word.charAt(0).toUpperCase())
		.join('')
	const hue = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 6
	return (
		<span class={`avatar ${bot ? 'bot' : `hue-${hue}`}`} aria-hidden="true">
			{initials}
		</span>
	)
}

/** What a message says: its blocks, or its text where there are none, and what hangs below. */
export function MessageBody({
	text,
	blocks,
	attachments,
	place,
}: {
	text: string
	blocks: readonly Block[]
	attachments: readonly Json[]
	place: Place
}) {
	return (
		<div class="body">
			{blocks.length > 0 ? (
				<Blocks blocks={blocks} place={place} />
			) : (
				text && <Rich parts={readMarkup(text)} place={place} />
			)}
			{attachments.map(card => (
				<Attachment card={card} place={place} />
			))}
		</div>
	)
}

/** What hangs below a message: a link that is opened up, or an old-fashioned card. */
function Attachment({ card, place }: { card: Json; place: Place }) {
	const title = textOf(card['title'])
	const color = typeof card['color'] === 'string' ? card['color'] : ''
	return (
		<div class="attachment">
			<span
				class="bar"
				style={/^#?[0-9a-f]{6}$/i.test(color) ? { background: `#${color.replace('#', '')}` } : {}}
			/>
			<div>
				{title && <strong>{title}</strong>}
				{Array.isArray(card['blocks']) ? (
					<Blocks blocks={card['blocks'] as Block[]} place={place} />
				) : (
					<Words text={{ type: 'mrkdwn', text: textOf(card['text'] ?? card['fallback']) }} place={place} />
				)}
			</div>
		</div>
	)
}

/** The inside of a modal: its title, its blocks and its buttons. */
export function ModalFrame({
	view,
	place,
	failure,
	busy = false,
	onBack,
	onClose,
	onSubmit,
}: {
	view: Json
	place: Place
	failure?: string | undefined
	busy?: boolean
	/** Where others lie below it. */
	onBack?: (() => void) | undefined
	onClose: (all: boolean) => void
	onSubmit: () => void
}) {
	const submit = isObject(view['submit']) || typeof view['submit'] === 'string'
	return (
		<form
			class="modal"
			noValidate
			onSubmit={(event: Event) => {
				event.preventDefault()
				if (submit) onSubmit()
			}}
		>
			<div class="modal-head">
				{onBack && (
					<button type="button" class="link" aria-label="Back" onClick={onBack}>
						‹
					</button>
				)}
				<h2>{textOf(view['title'])}</h2>
				<button type="button" class="link" aria-label="Close" onClick={() => onClose(true)}>
					✕
				</button>
			</div>
			<div class="modal-body" tabindex={0}>
				{failure && (
					<div class="error" role="alert">
						{failure}
					</div>
				)}
				<Blocks blocks={view['blocks'] as Block[] | undefined} place={place} />
			</div>
			<div class="modal-foot">
				<button type="button" class="button" onClick={() => onClose(false)}>
					{textOf(view['close']) || (submit ? 'Cancel' : 'Close')}
				</button>
				{submit && (
					<button type="submit" class="button primary" disabled={busy}>
						{textOf(view['submit'])}
					</button>
				)}
			</div>
		</form>
	)
}

/** What a home tab shows. */
export function HomeFrame({ blocks, place }: { blocks: readonly Block[]; place: Place }) {
	return (
		<div class="home">
			<Blocks blocks={listed(blocks)} place={place} />
		</div>
	)
}
