import type { HomeView as SlackHome, KnownBlock, ModalView } from '@slack/types'
import type { Command } from '../../../src/commands/command.ts'
import type { FormView, NoticeView, View, ViewKind } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { limits } from '../limits.ts'
import { buttons, saidBlocks, section, small } from './elements.ts'
import { formBlocks, metadata } from './form.ts'
import { helpBlocks } from './help.ts'
import { homeBlocks } from './home.ts'
import { listBlocks } from './list.ts'
import { messageBlocks } from './message.ts'
import { newsBlocks, noticeBlocks } from './notice.ts'
import { lines, run } from './rich.ts'
import { fitting, type Room, surfaces } from './room.ts'
import { type Escaped, escapeText, plain } from './text.ts'
import { ticketBlocks } from './ticket.ts'

/** What a message says: its blocks, and the same in one line for notifications and screen readers. */
export type Message = { readonly text: Escaped; readonly blocks: KnownBlock[] }

const blocksOf: { [K in ViewKind]: (view: Extract<View, { kind: K }>, room: Room) => KnownBlock[] } = {
	list: listBlocks,
	ticket: ticketBlocks,
	form: formBlocks,
	message: messageBlocks,
	help: helpBlocks,
	home: homeBlocks,
	notice: noticeBlocks,
}

function blocks<K extends ViewKind>(view: Extract<View, { kind: K }>, room: Room): KnownBlock[] {
	return blocksOf[view.kind](view, room)
}

/**
 * A view as a message.
 * @param again what asks for the same view once more: forms cannot stand in a message, so theirs is a button
 */
export function renderMessage(view: View, again: Command): Message {
	return {
		text: escapeText(spoken(view), limits.message.text),
		blocks:
			view.kind === 'form' ? invitation(view, again) : fitting(surfaces.message, room => blocks(view, room)),
	}
}

/** What is new, as it follows in the thread of the message that stands for a request. */
export function renderNews(view: NoticeView): Message {
	return {
		text: escapeText(spoken(view), limits.message.text),
		blocks: fitting(surfaces.thread, room => newsBlocks(view, room)),
	}
}

/**
 * A view as a modal.
 * @param from the address of the message whose button led to a form
 */
export function renderModal(view: View, from?: string): ModalView {
	const say = wordsOf(view.locale)
	const isForm = view.kind === 'form'
	return {
		type: 'modal',
		callback_id: view.kind,
		title: plain(windowTitle(view), limits.view.title),
		close: plain(isForm ? view.cancel : say('chat.close'), limits.view.button),
		...(isForm && {
			submit: plain(view.submit, limits.view.button),
			private_metadata: metadata(view.command, from),
		}),
		blocks: fitting(surfaces.view, room => blocks(view, room)),
	}
}

/** A view as the app's home tab, where forms cannot be sent. */
export function renderHome(view: View): SlackHome {
	return {
		type: 'home',
		blocks:
			view.kind === 'form'
				? invitation(view, { do: 'home' })
				: fitting(surfaces.view, room => blocks(view, room)),
	}
}

/** A form's title, what it is about and what is wrong, with the button that opens it. */
function invitation(view: FormView, again: Command): KnownBlock[] {
	return [
		...saidBlocks(view.said),
		...lines([[run(view.title, { bold: true })]]),
		...view.intro.map(paragraph => section(paragraph)),
		...Object.values(view.errors ?? {}).map(error => section(`⚠️ ${error}`)),
		...view.carried.map(small),
		...buttons([{ label: wordsOf(view.locale)('chat.continue'), command: again, weight: 'main' }]),
	]
}

function windowTitle(view: View): string {
	const say = wordsOf(view.locale)
	switch (view.kind) {
		case 'ticket':
		case 'notice':
			return say('ticket.number', { number: String(view.ticket.number) })
		case 'message':
			// Whole sentences stand inside the window; what fits is its title.
			return view.title.length <= limits.view.title ? view.title : say('home.title')
		default:
			return view.title
	}
}

/** What a view says, in a line. */
export function spoken(view: View): string {
	const said = view.said ? `${view.said} ` : ''
	switch (view.kind) {
		case 'list':
			return `${said}${view.title}: ${view.summary}`
		case 'ticket':
			return `${said}#${view.ticket.number} ${view.ticket.subject}: ${view.ticket.status.label}`
		case 'form':
			return `${said}${[view.title, ...view.intro].join('. ')}`
		case 'message':
			return `${said}${[view.title, ...view.paragraphs].join(' ')}`
		case 'notice':
			return `${said}${view.title}`
		case 'help':
		case 'home':
			return `${said}${[view.title, ...view.intro].join('. ')}`
	}
}
