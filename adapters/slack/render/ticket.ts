import type { KnownBlock, RichTextElement } from '@slack/types'
import type { Locale } from '../../../src/domain/account.ts'
import { excerpt, type RichText, textLength } from '../../../src/text/rich.ts'
import type {
	Action,
	ShownAttachment,
	ShownComment,
	ShownTicket,
	TicketView,
} from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { limits } from '../limits.ts'
import { actionRow, buttons, divider, header, saidBlocks, section } from './elements.ts'
import { factLines, lines, link, richBlocks, run } from './rich.ts'
import type { Room } from './room.ts'
import { statusSigns } from './status.ts'
import { clean, cut } from './text.ts'

/** Where a request stands and its conversation, the newest first. */
export function ticketBlocks(view: TicketView, room: Room): KnownBlock[] {
	const newest = view.comments.toReversed()
	const shown = newest.slice(0, room.comments)
	const around = [view.newer, olderThan(view, shown), view.back].filter(
		(one): one is Action => one !== undefined,
	)
	return [
		...saidBlocks(view.said),
		...titleBlocks(view.ticket),
		...(view.single
			? []
			: factLines(view.facts.map(({ label, value }) => ({ label, value: cut(value, room.fact) })))),
		...actionRow(view.actions),
		...shown.flatMap(comment => [
			divider,
			...commentBlocks(view.locale, comment, room, view.single ? room.alone : room.text),
		]),
		...footer(view, around),
	]
}

/** Number, subject and status. */
export function titleBlocks({ number, subject, status }: ShownTicket): KnownBlock[] {
	const name = `#${number} ${clean(subject)}`
	return [
		header(name),
		...(name.length > limits.header ? [section(subject)] : []),
		...lines([[run(`${statusSigns[status.shown]} ${status.label}`, { bold: true })]]),
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

function commentBlocks(locale: Locale, comment: ShownComment, room: Room, length: number): KnownBlock[] {
	return [...lines([commentHeading(locale, comment)]), ...saidInComment(comment, room, length)]
}

/** A comment's text, up to so many characters, and its files; with the way to the rest where there is more. */
export function saidInComment(comment: ShownComment, room: Room, length: number): KnownBlock[] {
	const part = beginning(comment.text, length)
	const files = comment.attachments.slice(0, room.files)
	const partly = part.cut || files.length < comment.attachments.length
	return [
		...richBlocks(part.text, room.form),
		...lines(files.map(fileLine)),
		...(partly ? buttons([comment.whole]) : []),
	]
}

export function beginning(
	text: RichText,
	length: number,
): { readonly text: RichText; readonly cut: boolean } {
	return textLength(text) > length ? excerpt(text, length) : { text, cut: false }
}

/** Who said it, and when. */
export function commentHeading(locale: Locale, { author, at, note }: ShownComment): RichTextElement[] {
	return [
		run(author, { bold: true }),
		run(` · ${at.text}${note ? ` · 🔒 ${wordsOf(locale)('ticket.note')}` : ''}`),
	]
}

export function fileLine({ name, detail, url }: ShownAttachment): RichTextElement[] {
	return [run('📎 '), url ? link(url, name) : run(name), run(` (${detail})`)]
}
