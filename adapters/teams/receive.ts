import { identityKey } from '../../src/domain/identity.ts'
import { consented } from './consent.ts'
import { onFetchTask, onSubmitTask } from './extension/dialog.ts'
import { onLink } from './extension/link.ts'
import { onSearch } from './extension/search.ts'
import { identityOf, profileOf } from './identity.ts'
import { onCardAction, onPersonalMessage } from './personal.ts'
import { blockPlace, keepPlace } from './places.ts'
import { ask, show, toast } from './show.ts'
import type { Answer, PersonalTurn, Turn } from './turn.ts'
import { voiceOf } from './voice.ts'

const nothing: Answer = { status: 200 }

/** Answers one activity that was verified. */
export async function receive(turn: Turn): Promise<Answer> {
	const { activity, world } = turn
	const handler = Object.hasOwn(handlers, activity.type) ? handlers[activity.type] : undefined
	if (!handler) return nothing
	const identity = identityOf(activity)
	if (!identity) return stranger(turn)
	world.profiles.set(identityKey(identity), profileOf(activity))
	return handler({ ...turn, identity })
}

const handlers: Readonly<Record<string, (turn: PersonalTurn) => Promise<Answer>>> = {
	message: onMessage,
	invoke: onInvoke,
	installationUpdate: onInstallation,
	conversationUpdate: onMembers,
}

async function onMessage(turn: PersonalTurn): Promise<Answer> {
	if (isPersonal(turn)) {
		await keepPlace(turn.world, turn.identity, turn.activity)
		await onPersonalMessage(turn)
	} else if (mentionsUs(turn)) {
		await turn.send({ text: (await voiceOf(turn)).say('chat.pointer.personal') })
	}
	return nothing
}

async function onInvoke(turn: PersonalTurn): Promise<Answer> {
	switch (turn.activity.name) {
		case 'adaptiveCard/action':
			if (!isPersonal(turn)) return toast((await voiceOf(turn)).say('chat.pointer.personal'))
			return onCardAction(turn)
		case 'fileConsent/invoke':
			return isPersonal(turn) ? consented(turn) : nothing
		case 'composeExtension/query':
			return onSearch(turn)
		case 'composeExtension/queryLink':
			return onLink(turn)
		case 'composeExtension/fetchTask':
			return onFetchTask(turn)
		case 'composeExtension/submitAction':
			return onSubmitTask(turn)
		default:
			return { status: 400 }
	}
}

/** Installed for a person, or taken away. What happens in teams and group chats is nobody's place. */
async function onInstallation(turn: PersonalTurn): Promise<Answer> {
	if (!isPersonal(turn)) return nothing
	const { action = '' } = turn.activity
	if (action.startsWith('remove')) await blockPlace(turn.world, turn.identity)
	if (!action.startsWith('add')) return nothing
	await keepPlace(turn.world, turn.identity, turn.activity)
	if (action === 'add') await show(turn, await ask(turn, { do: 'home' }), { suggest: true })
	return nothing
}

async function onMembers(turn: PersonalTurn): Promise<Answer> {
	const { activity, world, identity } = turn
	if (!isPersonal(turn)) return nothing
	const isUs = (members: Turn['activity']['membersAdded']) =>
		members?.some(member => member.id !== undefined && member.id === activity.recipient.id)
	if (isUs(activity.membersAdded)) await keepPlace(world, identity, activity)
	if (isUs(activity.membersRemoved)) await blockPlace(world, identity)
	return nothing
}

/** One answer for everyone whom we do not know by name, where an answer is waited for. */
async function stranger(turn: Turn): Promise<Answer> {
	const { type, name = '' } = turn.activity
	if (type !== 'message' && type !== 'invoke') return nothing
	const text = (await voiceOf(turn)).say('chat.stranger')
	if (type === 'message') {
		if (isPersonal(turn) || mentionsUs(turn)) await turn.send({ text })
		return nothing
	}
	if (name === 'adaptiveCard/action') return toast(text)
	if (!name.startsWith('composeExtension/')) return nothing
	return { status: 200, body: { composeExtension: { type: 'message', text } } }
}

function isPersonal({ activity }: Turn): boolean {
	return activity.conversation.conversationType === 'personal'
}

function mentionsUs({ activity }: Turn): boolean {
	const { entities = [], recipient } = activity
	return entities.some(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient.id)
}
