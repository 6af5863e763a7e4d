import type { Command } from '../../src/commands/command.ts'
import type { FormView, View, ViewKind } from '../../src/views/view.ts'
import type { Log } from '../../src/ports/outside.ts'
import { type SlackApi, SlackRefused } from './api.ts'
import type { Origin, OriginKind } from './receive/origin.ts'
import type { Json } from './receive/payload.ts'
import { fieldBlockId } from './render/form.ts'
import { renderHome, renderMessage, renderModal } from './render/index.ts'

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
} as const satisfies Record<ShownAs, Way>

const allWindow = {
	list: 'window',
	ticket: 'window',
	changed: 'window',
	form: 'window',
	message: 'window',
	help: 'window',
	home: 'window',
} as const satisfies Record<ShownAs, Way>

/** Where an answer goes: by where it was asked and by what it is. */
const ways: Readonly<Record<OriginKind, Readonly<Record<ShownAs, Way>>>> = {
	command: { ...allHere, ticket: 'window', form: 'window' },
	message: { ...allHere, ticket: 'window', form: 'window' },
	modal: allHere,
	home: { ...allWindow, home: 'here' },
	submission: allHere,
	shortcut: allWindow,
	// Only a trigger opens a window, and what is written has none.
	direct: allHere,
	tab: allHere,
}

/** Brings a view to the person who asked for it. @returns what the response carries */
export type Show = (origin: Origin, view: View, asked: Command) => Promise<Reply>

export function createShow(api: SlackApi, log: Log): Show {
	return async (origin, view, asked) => {
		const shownAs = view.kind === 'ticket' && view.said ? 'changed' : view.kind
		if (ways[origin.kind][shownAs] === 'window' && 'trigger' in origin) {
			return inWindow(api, log, origin, view, asked)
		}
		return here(api, log, origin, view, asked)
	}
}

async function here(api: SlackApi, log: Log, origin: Origin, view: View, asked: Command): Promise<Reply> {
	switch (origin.kind) {
		case 'command':
			return { response_type: 'ephemeral', ...renderMessage(view, asked) }
		case 'submission':
			return submitted(view, origin.blocks)
		case 'direct':
			// Slack sends the event again when this cannot be delivered, and what was done is not done twice.
			await api.post(origin.channel, renderMessage(view, asked), origin.thread)
			return undefined
		default:
			await quietly(log, 'answer not shown', async () => {
				if (origin.kind === 'modal') await api.updateView(origin.view, origin.hash, renderModal(view))
				else if (origin.kind === 'home' || origin.kind === 'tab')
					await api.publishHome(origin.user, renderHome(view))
				// One way for messages that all see and for those that one sees, and it needs no scope.
				else if (origin.responseUrl)
					await api.respond(origin.responseUrl, renderMessage(view, asked), 'replace')
			})
			return undefined
	}
}

/** What is wrong is said beside the fields, which keeps all that was typed; anything else takes the form's place. */
function submitted(view: View, blocks: readonly string[]): Reply {
	const errors = view.kind === 'form' ? errorsFor(view, blocks) : undefined
	if (errors) return { response_action: 'errors', errors }
	// Above the form, which is as it was when this is closed: nothing that was typed is lost to a failure.
	if (view.kind === 'message' && view.tone === 'refused')
		return { response_action: 'push', view: renderModal(view) }
	return { response_action: 'update', view: renderModal(view) }
}

function errorsFor(view: FormView, blocks: readonly string[]): Record<string, string> | undefined {
	const found = Object.entries(view.errors ?? {}).map(
		([name, error]) => [fieldBlockId(name, view.command), error] as const,
	)
	const known = found.length > 0 && found.every(([block]) => blocks.includes(block))
	return known ? Object.fromEntries(found) : undefined
}

type Triggered = Extract<Origin, { readonly trigger: string }>

async function inWindow(
	api: SlackApi,
	log: Log,
	origin: Triggered,
	view: View,
	asked: Command,
): Promise<Reply> {
	try {
		await api.openView(origin.trigger, renderModal(view))
		return undefined
	} catch (error) {
		log.warn('window not opened', { why: codeOf(error), from: origin.kind })
	}
	const message = renderMessage(view, asked)
	switch (origin.kind) {
		case 'command':
			return { response_type: 'ephemeral', ...message }
		case 'message':
		case 'shortcut': {
			const url = origin.responseUrl
			await quietly(log, 'answer not shown', async () => {
				if (url) await api.respond(url, message, 'beside')
				else if (origin.kind === 'shortcut') await api.post(origin.user, message)
			})
			return undefined
		}
		case 'home':
			await quietly(log, 'answer not shown', () => api.post(origin.user, message))
			return undefined
		case 'modal':
			return undefined
	}
}

/** What was done is done; that it could not be shown is for the log. */
export async function quietly(log: Log, event: string, act: () => Promise<void>): Promise<void> {
	try {
		await act()
	} catch (error) {
		// Who closed the window, or pressed twice, needs no answer there.
		if (error instanceof SlackRefused && ['not_found', 'hash_conflict'].includes(error.code)) return
		log.warn(event, { why: codeOf(error) })
	}
}

function codeOf(error: unknown): string {
	if (error instanceof SlackRefused) return error.code
	return error instanceof Error ? error.name : 'unknown'
}
