import type { KnownBlock } from '@slack/types'
import type { News, NoticeView, ShownComment } from '../../../src/views/view.ts'
import { buttons, saidBlocks, small } from './elements.ts'
import { lines, richBlocks, run } from './rich.ts'
import type { Room } from './room.ts'
import { cut } from './text.ts'
import { beginning, commentHeading, fileLine, saidInComment, titleBlocks } from './ticket.ts'

/** Characters of what was last said that the message about a request shows; its thread has the whole. */
const excerptLength = 500
/** How many pieces of news are told at a time, the newest; the conversation holds the others. */
const mostNews = 15

/** The message that stands for a request: where it stands, what was last said, and what to do next. */
export function noticeBlocks(view: NoticeView, room: Room): KnownBlock[] {
	const { reply } = view
	const last = view.news.at(-1)
	const newest = view.latest ?? view.news.findLast(({ comment }) => comment !== undefined)?.comment
	return [
		...saidBlocks(view.said),
		...titleBlocks(view.ticket),
		...(last && !last.comment ? lines([headlineOf(last, room)]) : []),
		...(newest ? excerptBlocks(view, newest, room) : []),
		...buttons(view.actions, [view.web]),
		...(reply?.hint ? [small(reply.hint)] : []),
		...(reply ? [small(reply.how)] : []),
	]
}

/** The news themselves, oldest first: who did what, and what was said in the newest as far as there is room. */
export function newsBlocks(view: NoticeView, room: Room): KnownBlock[] {
	const told = view.news.slice(-mostNews)
	const spoken = told.filter(({ comment }) => comment !== undefined)
	const full = spoken.slice(-room.comments)
	const length = spoken.length > 1 ? room.text : room.alone
	return [
		...(told.length < view.news.length ? [small('…')] : []),
		...told.flatMap(news => [
			...lines([headlineOf(news, room)]),
			...(news.comment && full.includes(news) ? saidInComment(news.comment, room, length) : []),
		]),
	]
}

function headlineOf({ headline, at }: News, room: Room) {
	return [run(cut(headline, room.fact), { bold: true }), run(` · ${at.text}`)]
}

/** Files are only named: their addresses do not live as long as the message. */
function excerptBlocks({ locale }: NoticeView, comment: ShownComment, room: Room): KnownBlock[] {
	const files = comment.attachments.slice(0, room.files)
	return [
		...lines([commentHeading(locale, comment)]),
		...richBlocks(beginning(comment.text, Math.min(room.text, excerptLength)).text, room.form),
		...lines(files.map(({ id, name, detail }) => fileLine({ id, name, detail }))),
	]
}
