import type { SeenMessage, SeenModal, Sight } from './sight.ts'
import { shown, toText } from './text.ts'
import { type Block, textOf } from './types.ts'

/** All that a person sees in front of her: the modal on top, or the home tab, or the newest messages. */
export function screenOf(sight: Sight): string {
	if (sight.modal) return modalText(sight.modal)
	if (sight.gaze === 'home') return homeText(sight)
	const fresh = sight.messages.filter(message => message.fresh)
	const shownMessages = fresh.length > 0 ? fresh : sight.messages.slice(-1)
	return shownMessages.length > 0 ? shownMessages.map(messageText).join('\n\n') : '(no messages)'
}

/** The home tab. */
export function homeText({ home }: Sight): string {
	if (!home) return '(an empty home tab)'
	return `══ Home ══\n${toText(home.blocks, { state: home.state })}`
}

function modalText(modal: SeenModal): string {
	const { view, blocks, state, errors, failure } = modal
	const buttons = [textOf(view.close) || 'Close', textOf(view.submit)].filter(Boolean)
	return [
		`══ ${modal.title} ══`,
		toText(blocks, { state, errors }),
		...(failure ? [`! ${failure}`] : []),
		buttons.map(button => `[${button}]`).join(' '),
	].join('\n')
}

/** A message and what stands under it. */
export function threadText(sight: Sight, { channel, ts, threadTs }: SeenMessage): string {
	const root = threadTs ?? ts
	const thread = sight.messages.filter(
		each => each.channel === channel && (each.ts === root || each.threadTs === root),
	)
	return thread.map(messageText).join('\n\n')
}

/** One message, with who says it and who sees it. */
function messageText(message: SeenMessage): string {
	const place = message.channelName === 'directmessage' ? 'direct message' : `#${message.channelName}`
	const about = [
		place,
		...(message.threadTs ? [message.broadcast ? 'in a thread, and here' : 'in a thread'] : []),
		...(message.ephemeral ? ['only visible to you'] : []),
		...(message.edited ? ['edited'] : []),
	]
	const body =
		message.blocks.length > 0
			? toText(message.blocks, { state: message.state })
			: shown({ type: 'mrkdwn', text: message.text })
	const cards = message.attachments.map(card =>
		Array.isArray(card.blocks)
			? toText(card.blocks as Block[]).replace(/^/gm, '▏ ')
			: `▏ ${[card.title, card.text ?? card.fallback].filter(Boolean).join('\n▏ ')}`,
	)
	const files = message.files.map(file => `[file: ${String(file.name)}]`)
	const marks = message.reactions.map(name => `:${name}:`).join(' ')
	const thread = message.replies > 0 ? `(${message.replies} in its thread)` : ''
	return [`${message.from} (${about.join(', ')})`, body, ...cards, ...files, marks, thread]
		.filter(Boolean)
		.join('\n')
}
