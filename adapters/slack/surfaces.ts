import type { ModalView } from '@slack/types'
import type { Command } from '../../src/commands/command.ts'
import { message } from '../../src/features/message.ts'
import type { Log } from '../../src/ports/outside.ts'
import type { FormView, MessageView, View, ViewKind } from '../../src/views/view.ts'
import { wordsOf } from '../../src/words/index.ts'
import { type SlackApi, SlackRefused } from './api.ts'
import { inTime } from './in-time.ts'
import { codeOf, quietly, unlessGone } from './quietly.ts'
import { deepest, type Origin, type OriginKind } from './receive/origin.ts'
import type { Json } from './receive/payload.ts'
import { fieldBlockId } from './render/form.ts'
import { type Message, renderHome, renderMessage, renderModal } from './render/index.ts'

/** What goes into the response to Slack's request; nothing, for most. */
export type Reply = Json | undefined

/** A ticket that was just changed is an answer, and no page to work on. */
type ShownAs = ViewKind | 'changed'

/** `here`: in the place where it was asked. `window`: in a modal, by the trigger. */
type Way = 'here' | 'window'

const allHere = {
	list: 'here',
	ticket: 'here',
	changed: 'here',
	form: 'here',
	message: 'here',
	help: 'here',
	home: 'here',
	notice: 'here',
} as const satisfies Record<ShownAs, Way>

const allWindow = {
	list: 'window',
	ticket: 'window',
	changed: 'window',
	form: 'window',
	message: 'window',
	help: 'window',
	home: 'window',
	notice: 'window',
} as const satisfies Record<ShownAs, Way>

/** Where an answer goes: by where it was asked and by what it is. */
const ways: Readonly<Record<OriginKind, Readonly<Record<ShownAs, Way>>>> = {
	command: { ...allHere, ticket: 'window', form: 'window' },
	message: { ...allHere, ticket: 'window', form: 'window' },
	card: { ...allHere, ticket: 'window', form: 'window' },
	modal: allHere,
	form: allHere,
	home: { ...allWindow, home: 'here' },
	submission: allHere,
	shortcut: allWindow,
	// Only a trigger opens a window, and what is written has none.
	direct: allHere,
	comment: allHere,
	note: allHere,
	tab: allHere,
}

/** An answer on its way to the person who asked for it. */
export type Shown = {
	readonly origin: Origin
	readonly view: View
	/** What the button asks that stands for a form where none can. */
	readonly again: () => Promise<Command>
	/** Until when a window may take to open, by `performance.now()`; afterwards there is time for a message. */
	readonly by: number
}

/** @returns what the response carries */
export type Show = (shown: Shown) => Promise<Reply>

export function createShow(api: SlackApi, log: Log): Show {
	return async shown => {
		const { origin, view } = shown
		const shownAs = isChanged(view) ? 'changed' : view.kind
		if (ways[origin.kind][shownAs] === 'window' && origin.kind in byTrigger) {
			return inWindow(api, log, { ...shown, origin: origin as Triggered })
		}
		return here(api, log, shown)
	}
}

async function here(api: SlackApi, log: Log, shown: Shown): Promise<Reply> {
	const { origin, view } = shown
	switch (origin.kind) {
		case 'command':
			return { response_type: 'ephemeral', ...(await messageOf(shown)) }
		case 'submission':
			await settle(api, log, origin, view)
			return submitted(view, origin)
		case 'direct':
		case 'comment':
		case 'note':
			// Slack sends the event again when this cannot be delivered, and what was done is not done twice.
			await unlessGone(log, 'answer not shown', () => besideWritten(api, log, origin, shown))
			return undefined
		default:
			await quietly(log, 'answer not shown', async () => {
				switch (origin.kind) {
					case 'modal':
						return api.updateView(origin.view, origin.hash, modalOf(view, origin.depth))
					case 'form':
						return besideFields(api, origin, view)
					case 'home':
					case 'tab':
						return api.publishHome(origin.user, renderHome(view))
				}
				if (origin.kind === 'card') {
					const told = isChanged(view)
						? renderMessage(outcomeOf(view), { do: 'help' })
						: await messageOf(shown)
					return origin.responseUrl && api.respond(origin.responseUrl, told, 'beside')
				}
				// One way for messages that all see and for those that one sees, and it needs no scope.
				if (origin.responseUrl) await api.respond(origin.responseUrl, await messageOf(shown), 'replace')
			})
			return undefined
	}
}

async function besideWritten(
	api: SlackApi,
	log: Log,
	origin: Extract<Origin, { readonly kind: 'direct' | 'comment' | 'note' }>,
	shown: Shown,
): Promise<void> {
	const { channel, thread } = origin
	if (origin.kind !== 'direct' && isChanged(shown.view)) return mark(api, log, origin, shown.view)
	const told = await messageOf(shown)
	// Others read that thread.
	if (origin.kind === 'note') return api.whisper(channel, origin.user, told, thread)
	await api.post(channel, told, thread ? { thread } : undefined)
}

function isChanged(view: View): boolean {
	return view.kind === 'ticket' && view.said !== undefined
}

/** Shows on a person's message that it has arrived; a message in return would only be in the way. */
async function mark(
	api: SlackApi,
	log: Log,
	origin: Extract<Origin, { readonly kind: 'comment' | 'note' }>,
	view: View,
): Promise<void> {
	const { channel, thread, ts } = origin
	try {
		await api.react({ channel, ts }, 'white_check_mark')
	} catch (error) {
		if (!(error instanceof SlackRefused)) throw error
		if (['already_reacted', 'message_not_found'].includes(error.code)) return
		// An app that was installed before it could do so says it.
		log.warn('message not marked', { why: error.code })
		const outcome = renderMessage(outcomeOf(view), { do: 'help' })
		if (origin.kind === 'note') await api.whisper(channel, origin.user, outcome, thread)
		else await api.post(channel, outcome, { thread })
	}
}

async function messageOf({ view, again }: Shown): Promise<Message> {
	return renderMessage(view, view.kind === 'form' ? await again() : { do: 'help' })
}

/** In the deepest window nothing can open above a form, so that only what keeps it as it is leads on. */
function modalOf(view: View, depth: number, from?: string): ModalView {
	if (view.kind !== 'form') return renderModal(view)
	const actions = view.actions.filter(({ command }) => depth < deepest || command.do === view.command.do)
	const draft = 'draft' in view.command && view.command.draft !== undefined
	return renderModal({ ...view, actions }, draft ? from : undefined)
}

/** Slack keeps what was typed into fields that stay; anything else is shown above them. */
async function besideFields(
	api: SlackApi,
	origin: Extract<Origin, { readonly kind: 'form' }>,
	view: View,
): Promise<void> {
	const stays =
		view.kind === 'form' &&
		(origin.keeps ||
			view.fields.every(({ name }) => origin.blocks.includes(fieldBlockId(name, view.command))))
	if (stays || origin.depth >= deepest) {
		return api.updateView(origin.view, origin.hash, modalOf(view, origin.depth))
	}
	return api.pushView(origin.trigger, modalOf(view, origin.depth + 1))
}

type Submission = Extract<Origin, { readonly kind: 'submission' }>

/** What is wrong is said beside the fields, which keeps all that was typed; anything else takes the form's place. */
function submitted(view: View, { blocks, depth, from }: Submission): Reply {
	const errors = view.kind === 'form' ? errorsFor(view, blocks) : undefined
	if (errors) return { response_action: 'errors', errors }
	if (isRefusal(view)) {
		const [first] = blocks
		// Above the form, which is as it was when this is closed: nothing that was typed is lost to a failure.
		if (depth < deepest) return { response_action: 'push', view: renderModal(view) }
		if (first) {
			return { response_action: 'errors', errors: { [first]: [view.title, ...view.paragraphs].join('. ') } }
		}
	}
	return { response_action: 'update', view: modalOf(view, depth, from) }
}

function isRefusal(view: View): view is MessageView {
	return view.kind === 'message' && view.tone === 'refused'
}

/** The message whose button led to the form has nothing left to ask; it says what became of it. */
async function settle(api: SlackApi, log: Log, { from }: Submission, view: View): Promise<void> {
	if (!from || view.kind === 'form' || isRefusal(view)) return
	const told = quietly(log, 'offer not settled', () =>
		api.respond(from, renderMessage(outcomeOf(view), { do: 'help' }), 'replace'),
	)
	await inTime(told)
}

/** What an act has caused, in a line. */
function outcomeOf(view: View): MessageView {
	const { locale, said } = view
	const open = view.kind === 'ticket' ? [view.ticket.number] : []
	return message(
		{ locale },
		{
			tone: 'done',
			title: said ?? ('title' in view ? view.title : view.ticket.subject),
			actions: open.map(number => ({
				label: wordsOf(locale)('ticket.open'),
				command: { do: 'view', number },
			})),
		},
	)
}

function errorsFor(view: FormView, blocks: readonly string[]): Record<string, string> | undefined {
	const found = Object.entries(view.errors ?? {}).map(
		([name, error]) => [fieldBlockId(name, view.command), error] as const,
	)
	const known = found.length > 0 && found.every(([block]) => blocks.includes(block))
	return known ? Object.fromEntries(found) : undefined
}

const byTrigger = { command: true, message: true, card: true, shortcut: true, home: true } as const

type Triggered = Extract<Origin, { readonly kind: keyof typeof byTrigger }>

async function inWindow(
	api: SlackApi,
	log: Log,
	shown: Shown & { readonly origin: Triggered },
): Promise<Reply> {
	const { origin, view, by } = shown
	const modal = modalOf(view, 1, origin.kind === 'message' ? origin.responseUrl : undefined)
	const opening = api.openView(origin.trigger, modal).then(
		() => 'opened' as const,
		(error: unknown) => ({ why: codeOf(error) }),
	)
	const opened = await inTime(opening, by - performance.now())
	if (opened === 'opened') return undefined
	log.warn('window not opened', { why: opened?.why ?? 'late', from: origin.kind })
	const instead = await messageOf(shown)
	switch (origin.kind) {
		case 'command':
			return { response_type: 'ephemeral', ...instead }
		case 'message':
		case 'card':
		case 'shortcut': {
			const url = origin.responseUrl
			await quietly(log, 'answer not shown', async () => {
				if (url) await api.respond(url, instead, 'beside')
				else if (origin.kind === 'shortcut') await api.post(origin.user, instead)
			})
			return undefined
		}
		case 'home':
			await quietly(log, 'answer not shown', () => api.post(origin.user, instead))
			return undefined
	}
}
