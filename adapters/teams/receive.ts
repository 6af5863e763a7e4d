import { identityKey } from '../../src/domain/identity.ts'
import { Unavailable } from '../../src/ports/outside.ts'
import { localeFor, wordsOf } from '../../src/words/index.ts'
import type { Activity } from './activity.ts'
import { onChangedMessage } from './changed.ts'
import { onChannelAction, onChannelChange, onMention } from './channel.ts'
import { consented } from './consent.ts'
import { onFetchTask, onSubmitTask } from './extension/dialog.ts'
import { onLink } from './extension/link.ts'
import { onSearch } from './extension/search.ts'
import { sentence } from './extension/shared.ts'
import { identityOf, platform, profileOf } from './identity.ts'
import { onChannelUpdate } from './outsiders.ts'
import { onCardAction, onPersonalMessage } from './personal.ts'
import { keepPlace } from './places.ts'
import { ask, show, toast } from './show.ts'
import type { Answer, PersonalTurn, Turn } from './turn.ts'
import { profileIn, voiceOf } from './voice.ts'

const nothing: Answer = { status: 200 }

/** Answers one activity that was verified; where what is kept cannot be asked, by saying so. */
export async function receive(turn: Turn): Promise<Answer> {
	try {
		return await answerTo(turn)
	} catch (error) {
		if (!(error instanceof Unavailable)) throw error
		const { log, settings } = turn.world.ports
		const say = wordsOf(localeFor(undefined, profileIn(turn).locale, settings))
		const answer = await sayOnly(turn, say('unavailable'))
		if (!answer) throw error
		log.error('activity not answered', error, { platform })
		return answer
	}
}

async function answerTo(turn: Turn): Promise<Answer> {
	const { activity, world } = turn
	// Teams does not say of everyone who changes a channel who they are.
	if (activity.type === 'conversationUpdate' && !isPersonal(turn)) await onChannelUpdate(turn)
	const identity = identityOf(activity)
	if (!identity) return stranger(turn)
	world.profiles.set(identityKey(identity), profileOf(activity))
	if (isPersonal(turn)) {
		if (leaves(activity)) await world.places.block(identity)
		// A message extension says where it was used, which may be someone else's chat.
		else if (!activity.name?.startsWith('composeExtension/')) await keepPlace(world, identity, activity)
	}
	const handler = Object.hasOwn(handlers, activity.type) ? handlers[activity.type] : undefined
	return handler ? handler({ ...turn, identity }) : nothing
}

const handlers: Readonly<Record<string, (turn: PersonalTurn) => Promise<Answer>>> = {
	message: onMessage,
	messageUpdate: onChange,
	messageDelete: onChange,
	invoke: onInvoke,
	installationUpdate: onInstallation,
}

async function onMessage(turn: PersonalTurn): Promise<Answer> {
	if (isPersonal(turn)) await onPersonalMessage(turn)
	else if (mentionsUs(turn)) await onMention(turn)
	return nothing
}

async function onChange(turn: PersonalTurn): Promise<Answer> {
	if (isPersonal(turn)) await onChangedMessage(turn)
	else await onChannelChange(turn)
	return nothing
}

async function onInvoke(turn: PersonalTurn): Promise<Answer> {
	switch (turn.activity.name) {
		case 'adaptiveCard/action':
			return isPersonal(turn) ? onCardAction(turn) : onChannelAction(turn)
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

/** Installed for a person. What happens in teams and group chats is nobody's place. */
async function onInstallation(turn: PersonalTurn): Promise<Answer> {
	if (isPersonal(turn) && turn.activity.action === 'add') {
		await show(turn, await ask(turn, { do: 'home' }), { suggest: true })
	}
	return nothing
}

/** We were taken away. */
function leaves({ type, action, membersRemoved, recipient }: Activity): boolean {
	if (type === 'installationUpdate') return action?.startsWith('remove') === true
	return membersRemoved?.some(({ id }) => id !== undefined && id === recipient.id) === true
}

/** One answer for everyone whom we do not know by name, where an answer is waited for. */
async function stranger(turn: Turn): Promise<Answer> {
	return (await sayOnly(turn, (await voiceOf(turn)).say('chat.stranger'))) ?? nothing
}

/** Says a sentence where the answer would be. @returns undefined where none is waited for */
async function sayOnly(turn: Turn, text: string): Promise<Answer | undefined> {
	const { type, name = '' } = turn.activity
	if (type === 'message') {
		if (!isPersonal(turn) && !mentionsUs(turn)) return undefined
		await turn.send({ text })
		return nothing
	}
	if (type !== 'invoke') return undefined
	if (name === 'adaptiveCard/action') return toast(text)
	if (dialogs.includes(name)) return { status: 200, body: { task: { type: 'message', value: text } } }
	return name.startsWith('composeExtension/') ? sentence(text) : undefined
}

const dialogs: readonly string[] = ['composeExtension/fetchTask', 'composeExtension/submitAction']

function isPersonal({ activity }: Turn): boolean {
	return activity.conversation.conversationType === 'personal'
}

function mentionsUs({ activity }: Turn): boolean {
	const { entities = [], recipient } = activity
	return entities.some(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient.id)
}
