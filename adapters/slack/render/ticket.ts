import type { KnownBlock, RichTextElement } from '@slack/types'
import { excerpt, type RichText, textLength } from '../../../src/text/rich.ts'
import type { Action, ShownAttachment, ShownComment, TicketView } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { limits } from '../limits.ts'
import { buttons, divider, header, saidBlocks, section } from './elements.ts'
import { factLines, lines, link, richBlocks, run } from './rich.ts'
import type { Room } from './room.ts'
import { statusSigns } from './status.ts'
import { clean, cut } from './text.ts'

/** Where a request stands and its conversation, the newest first. */
export function ticketBlocks(view: TicketView, room: Room): KnownBlock[] {
	const { ticket } = view
	const name = `#${ticket.number} ${clean(ticket.subject)}`
	const newest = view.comments.toReversed()
	const shown = newest.slice(0, room.comments)
	const around = [view.newer, olderThan(view, shown), view.back].filter(
		(one): one is Action => one !== undefined,
	)
	return [
		...saidBlocks(view.said),
		header(name),
		...(name.length > limits.header ? [section(ticket.subject)] : []),
		...lines([[run(`${statusSigns[ticket.status.shown]} ${ticket.status.label}`, { bold: true })]]),
		...(view.single
			? []
			: factLines(view.facts.map(({ label, value }) => ({ label, value: cut(value, room.fact) })))),
		...buttons(view.actions),
		...shown.flatMap(comment => [divider, ...commentBlocks(view, comment, room)]),
		...footer(view, around),
	]
}

/** Where there was no room for all comments, the older ones begin sooner. */
function olderThan(view: TicketView, shown: readonly ShownComment[]): Action | undefined {
	const last = shown.at(-1)
	if (!last || shown.length === view.comments.length) return view.older
	return {
		label: wordsOf(view.locale)('ticket.older'),
		command: { do: 'view', number: view.ticket.number, before: last.sequence },
	}
}

function footer(view: TicketView, actions: readonly Action[]): KnownBlock[] {
	const [row] = buttons(actions, [view.web])
	return row ? [divider, row] : []
}

function commentBlocks(view: TicketView, comment: ShownComment, room: Room): KnownBlock[] {
	const part = beginning(comment.text, view.single ? room.alone : room.text)
	const files = comment.attachments.slice(0, room.files)
	const partly = part.cut || files.length < comment.attachments.length
	return [
		...lines([heading(view, comment)]),
		...richBlocks(part.text, room.form),
		...lines(files.map(fileLine)),
		...(partly ? buttons([comment.whole]) : []),
	]
}

function beginning(text: RichText, length: number): { readonly text: RichText; readonly cut: boolean } {
	return textLength(text) > length ? excerpt(text, length) : { text, cut: false }
}

function heading(view: TicketView, { author, at, note }: ShownComment): RichTextElement[] {
	return [
		run(author, { bold: true }),
		run(` · ${at.text}${note ? ` · 🔒 ${wordsOf(view.locale)('ticket.note')}` : ''}`),
	]
}

function fileLine({ name, detail, url }: ShownAttachment): RichTextElement[] {
	return [run('📎 '), url ? link(url, name) : run(name), run(` (${detail})`)]
}
