import type { ITextInput } from '@microsoft/teams.cards'
import type { Action, News, NoticeView } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { cutText } from '../../../src/text/rich.ts'
import { textInput } from '../limits.ts'
import { type Card, fitting } from './card.ts'
import { button, container, type Element, line, linkButton, rows, run, subtle } from './elements.ts'
import { commentElements, head, saidIn, type Step } from './ticket.ts'

/** How much a notice shows, `comments` being its news; each step is tried when the one before has not fit. */
const steps: readonly Step[] = [
	{ comments: 10, text: 1_500, files: 10, names: 200 },
	{ comments: 10, text: 500, files: 5, names: 60 },
	{ comments: 5, text: 400, files: 3, names: 60 },
	{ comments: 3, text: 200, files: 2, names: 40 },
	{ comments: 1, text: 100, files: 1, names: 40 },
	{ comments: 1, text: 40, files: 0, names: 20 },
]

/** News of a request, with a field to answer in; without news and field, where the request stands. */
export function noticeCard(view: NoticeView): Card {
	return fitting(
		view,
		steps.map(step => () => noticeBody(view, step)),
	)
}

/** The present state alone, for a card that has told its news. */
export function stateOf(view: NoticeView): NoticeView {
	const { reply: _, ...state } = view
	const said = view.news.findLast(({ comment }) => comment)?.comment
	const latest = view.latest ?? said
	return { ...state, news: [], ...(latest && { latest }) }
}

function noticeBody(view: NoticeView, step: Step): Element[] {
	const news = view.news.slice(-step.comments)
	return [
		...head(view, step),
		...(news.length < view.news.length ? [subtle(wordsOf(view.locale)('chat.cut'))] : []),
		...news.map(one => newsElement(view, one, step)),
		...(view.latest ? commentElements(view, view.latest, step) : []),
		...replyElements(view),
		...rows([...view.actions.map(action => actionElement(view, action)), linkButton(view.web)]),
	]
}

/** Where there is a field, what it takes is what most people want next. */
function actionElement({ reply }: NoticeView, { label, command, weight }: Action) {
	return button(label, { command }, { weight: reply && weight === 'main' ? undefined : weight })
}

/** The headline names who wrote. */
function newsElement(view: NoticeView, { headline, at, comment }: News, step: Step): Element {
	return container(
		[
			line([
				run(cutText(headline, Math.max(step.names, 80)), { weight: 'Bolder' }),
				...(comment?.note
					? [run(` · ${wordsOf(view.locale)('ticket.note')}`, { color: 'Attention' as const })]
					: []),
				run(` · ${at.text}`, { isSubtle: true }),
			]),
			...(comment ? saidIn(view, comment, step) : []),
		],
		{ separator: true, spacing: 'Medium' },
	)
}

function replyElements({ reply, locale }: NoticeView): Element[] {
	if (!reply) return []
	const input: ITextInput = {
		type: 'Input.Text',
		id: 'text',
		label: reply.label,
		placeholder: reply.placeholder,
		isMultiline: true,
		isRequired: true,
		errorMessage: wordsOf(locale)('refused.text.missing'),
		maxLength: textInput,
		separator: true,
		spacing: 'Medium',
	}
	return [
		input,
		...(reply.hint ? [subtle(reply.hint)] : []),
		...rows([button(reply.submit, { command: reply.command }, { weight: 'main', withInputs: true })]),
	]
}
