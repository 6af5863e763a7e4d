import type { Actor } from '../../src/commands/actor.ts'
import type { Command } from '../../src/commands/command.ts'
import { identityKey } from '../../src/domain/identity.ts'
import { handle, handleWords } from '../../src/handle.ts'
import { pageSize } from '../../src/rules/limits.ts'
import type { View } from '../../src/views/view.ts'
import { onceOf, platform, sourceOf } from './identity.ts'
import { textInput } from './limits.ts'
import { type Card, cardType } from './render/card.ts'
import { render } from './render/index.ts'
import { plainView } from './render/plain.ts'
import { suggestedActions } from './suggestions.ts'
import type { Answer, Outgoing, PersonalTurn, Turn } from './turn.ts'

/** Answers a command of the person whose turn it is. */
export async function ask(turn: PersonalTurn, command: Command): Promise<View> {
	const view = await answerTo(turn, command)
	noteForm(turn, view)
	return view
}

/** The same for what was not asked for with a view in mind: a form that waits goes on waiting. */
export function answerTo(turn: PersonalTurn, command: Command): Promise<View> {
	return handle(actorOf(turn), command, turn.world.ports)
}

/** Answers words that were said where others read; a form that waits elsewhere goes on waiting. */
export function answerWordsIn(turn: PersonalTurn, text: string, room: Actor['room']): Promise<View> {
	return handleWords({ ...actorOf(turn), ...(room && { room }) }, text, turn.world.ports)
}

export async function askWords(turn: PersonalTurn, text: string): Promise<View> {
	const view = await handleWords(actorOf(turn), text, turn.world.ports)
	noteForm(turn, view)
	return view
}

function actorOf({ identity, activity }: PersonalTurn): Actor {
	const once = onceOf(activity)
	const source = sourceOf(activity)
	return {
		who: { identity },
		via: platform,
		...(once && { once }),
		...(source && { source }),
		pageSize: pageSize.chat,
		textInput,
	}
}

/** Files that come while a form waits belong to it; any other view ends the waiting. */
function noteForm({ world, identity }: PersonalTurn, view: View): void {
	const key = identityKey(identity)
	const writing = view.kind === 'form' && takesFiles(view.command)
	if (writing) world.forms.set(key, view.command)
	else world.forms.delete(key)
}

/** Whether files that are sent now come along with what a form asks. */
export function takesFiles(command: Command): command is Command & { readonly do: 'reply' | 'new' | 'note' } {
	return command.do === 'reply' || command.do === 'new' || command.do === 'note'
}

/** A view as a message of its own. */
export async function show(
	turn: Turn,
	view: View,
	options: { readonly suggest?: boolean } = {},
): Promise<void> {
	const suggested = options.suggest ? suggestedActions(view, turn.activity.from.id) : undefined
	await turn.send({ ...cardMessage(view), ...(suggested && { suggestedActions: suggested }) })
}

/** A view as it is sent. */
export function cardMessage(view: View): Outgoing {
	return { summary: plainView(view), attachments: [{ contentType: cardType, content: render(view) }] }
}

/** A view in place of the card whose button was pressed. */
export function replaced(view: View, part?: number): Answer {
	return inPlace(render(view, part))
}

export function inPlace(card: Card): Answer {
	return { status: 200, body: { statusCode: 200, type: cardType, value: card } }
}

/** A sentence over the card, which stays. */
export function toast(text: string): Answer {
	return {
		status: 200,
		body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text },
	}
}
