import { cutText, excerpt } from '../../../src/text/rich.ts'
import type { Action, ShownAttachment, ShownComment, TicketView } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { bytesOf, type Card, fitting } from './card.ts'
import {
	actionButton,
	type Button,
	button,
	container,
	type Element,
	fact,
	heading,
	line,
	linkButton,
	rows,
	run,
	saidOf,
} from './elements.ts'
import { statusStyle } from './list.ts'
import { elements, partsOf, pieces } from './rich.ts'

/** Where attachments go when they are handed over. */
export const drive = 'OneDrive'

/** How many buttons a request's card shows at once. */
const mostActions = 6

/** How much of a request a card shows; each step is tried when the one before has not fit. */
const steps = [
	{ comments: 5, text: 1_500, files: 10, names: 200 },
	{ comments: 5, text: 600, files: 5, names: 60 },
	{ comments: 3, text: 500, files: 3, names: 60 },
	{ comments: 2, text: 300, files: 3, names: 40 },
	{ comments: 1, text: 100, files: 2, names: 40 },
	{ comments: 1, text: 40, files: 0, names: 20 },
] as const

/** Texts, names and labels in UTF-16 units. */
export type Step = Record<keyof (typeof steps)[number], number>

/** Whatever has the language that it is shown in. */
type Shown = Pick<TicketView, 'locale'>

/** Bytes of a comment's text in one card; what is around it takes the rest. */
const partBytes = 12_000

/** One request; or one comment alone, in parts where it is long. */
export function ticketCard(view: TicketView, part = 1): Card {
	const [comment] = view.comments
	if (view.single && comment) {
		return fitting(view, [
			() => commentBody(view, comment, part, { ...steps[0], text: 0 }),
			() => commentBody(view, comment, part, { ...steps[2], text: 0 }),
			() => commentBody(view, comment, part, { ...steps[5], text: 0 }),
		])
	}
	return fitting(
		view,
		steps.map(step => () => conversationBody(view, step)),
	)
}

function conversationBody(view: TicketView, step: Step): Element[] {
	const say = wordsOf(view.locale)
	const shown = view.comments.slice(-step.comments)
	const first = shown[0]?.sequence
	const left = shown.length < view.comments.length
	const older: Action | undefined =
		left && first
			? { label: say('ticket.older'), command: { do: 'view', number: view.ticket.number, before: first } }
			: view.older
	return [
		...head(view, step),
		...rows([
			{ type: 'Action.ToggleVisibility', title: say('chat.details'), targetElements: ['facts'] },
			older && actionButton(older),
		]),
		container(
			view.facts.map(({ label, value }) => fact({ label, value: cutText(value, step.names * 2) })),
			{ id: 'facts', isVisible: false, style: 'emphasis' },
		),
		...shown.flatMap(comment => commentElements(view, comment, step)),
		...rows([view.newer && actionButton(view.newer)]),
		...actionRows(view),
		...foot(view),
	]
}

/** As many buttons as are looked at; of more than that the rest is folded away. */
function actionRows({ actions, locale }: TicketView): Element[] {
	const shown = actions.length > mostActions ? actions.slice(0, mostActions - 2) : actions
	const others = actions.slice(shown.length)
	if (others.length === 0) return rows(shown.map(actionButton))
	const more: Button = {
		type: 'Action.ToggleVisibility',
		title: wordsOf(locale)('chat.more'),
		targetElements: ['more'],
	}
	return [
		...rows([...shown.map(actionButton), more]),
		container(rows(others.map(actionButton)), { id: 'more', isVisible: false, style: 'emphasis' }),
	]
}

function commentBody(view: TicketView, comment: ShownComment, part: number, step: Step): Element[] {
	const say = wordsOf(view.locale)
	const all = partsOf(pieces(comment.text), partBytes)
	const at = Math.min(Math.max(Math.trunc(part), 1), all.length)
	const turn = (label: string, to: number) =>
		to >= 1 && to <= all.length ? button(label, { command: comment.whole.command, part: to }) : undefined
	return [
		...head(view, step),
		...commentHead(view, comment),
		...elements(all[at - 1] ?? []),
		...(all.length > 1
			? [
					line([run(say('chat.part', { part: at, parts: all.length }), { isSubtle: true })]),
					...rows([turn(say('chat.part.previous'), at - 1), turn(say('chat.continue'), at + 1)]),
				]
			: []),
		...files(view, comment, step),
		...foot(view),
	]
}

/** Which request this is, and where it stands. */
export function head(view: Pick<TicketView, 'said' | 'ticket'>, step: Pick<Step, 'names'>): Element[] {
	const { ticket } = view
	return [
		...saidOf(view),
		heading(cutText(ticket.subject, Math.max(step.names, 80))),
		line([run(`#${ticket.number} · `, { isSubtle: true }), run(ticket.status.label, statusStyle(ticket))], {
			spacing: 'None',
		}),
	]
}

function foot(view: TicketView): Element[] {
	const list: Action = {
		label: wordsOf(view.locale)('scope.requested'),
		command: { do: 'list', scope: 'requested' },
	}
	return rows([actionButton(view.back ?? list), linkButton(view.web)], { spacing: 'Small' })
}

function commentHead({ locale }: Shown, comment: ShownComment): Element[] {
	return [
		line(
			[
				run(comment.author, { weight: 'Bolder', ...(comment.fromSupport && { color: 'Accent' as const }) }),
				...(comment.note
					? [run(` · ${wordsOf(locale)('ticket.note')}`, { color: 'Attention' as const })]
					: []),
				run(` · ${comment.at.text}`, { isSubtle: true }),
			],
			{ spacing: 'None' },
		),
	]
}

/** A comment with who wrote it and when; what does not fit is cut, with a button for all of it. */
export function commentElements(view: Shown, comment: ShownComment, step: Step): Element[] {
	return [
		container([...commentHead(view, comment), ...saidIn(view, comment, step)], {
			separator: true,
			spacing: 'Medium',
		}),
	]
}

/** What a comment says, with its files. */
export function saidIn(view: Shown, comment: ShownComment, step: Step): Element[] {
	const { text, cut } = excerpt(comment.text, step.text)
	return [
		...elements(pieces(text)),
		...rows([cut ? actionButton(comment.whole) : undefined], { spacing: 'Small' }),
		...files(view, comment, step),
	]
}

function files(view: Shown, comment: ShownComment, step: Step): Element[] {
	const shown = comment.attachments.slice(0, step.files)
	return [
		...shown.flatMap(file => fileElements(view, file, step)),
		...(shown.length < comment.attachments.length
			? [line([run(wordsOf(view.locale)('chat.cut'), { isSubtle: true })])]
			: []),
	]
}

/** The signed address is the way that always works; handing the file over is the convenient one. */
function fileElements(view: Shown, file: ShownAttachment, step: Step): Element[] {
	const name = cutText(file.name, step.names)
	const { url } = file
	const link = url && bytesOf(url) < 1_500 ? url : undefined
	return [
		line(
			[
				run(name, { ...(link && { selectAction: { type: 'Action.OpenUrl', url: link } }) }),
				run(` (${file.detail})`, { isSubtle: true }),
			],
			{ spacing: 'Small' },
		),
		...(url
			? rows([button(wordsOf(view.locale)('chat.file.save', { drive }), { file: file.id })], {
					spacing: 'Small',
				})
			: []),
	]
}
