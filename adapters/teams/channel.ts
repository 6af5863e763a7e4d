import { type Command, withFiles } from '../../src/commands/command.ts'
import { parseWords } from '../../src/commands/parse.ts'
import { table } from '../../src/commands/table.ts'
import type { Account } from '../../src/domain/account.ts'
import { Unreachable } from '../../src/ports/outside.ts'
import type { Room } from '../../src/ports/triage.ts'
import { cutText } from '../../src/text/rich.ts'
import { triageCard } from '../../src/triage/card.ts'
import type { View } from '../../src/views/view.ts'
import { changeOf, isRefusal, lacksFiles } from './changed.ts'
import { post } from './connector.ts'
import { reached } from './deliver.ts'
import { type SentFile, sentFiles, takeFiles, unreadable } from './files.ts'
import { closeShared, isShared } from './outsiders.ts'
import { readPressed } from './pressed.ts'
import { roomCard } from './render/room.ts'
import { roomOf, ticketOver } from './room.ts'
import { answerTo, answerWordsIn, ask, cardMessage, inPlace, toast } from './show.ts'
import { typedText } from './text.ts'
import type { Answer, PersonalTurn, Turn } from './turn.ts'
import { type Voice, voiceOf } from './voice.ts'
import { wordIn } from './word.ts'

/*
 * In a channel everyone reads, and perhaps also what a button is answered with. So what is shown there is what a
 * ticket's card shows anyway, and sentences; whatever else someone asks for goes to the chat of their own.
 */

/** UTF-16 units of what is said beside a card. */
const most = 500

/** A message that names us where others read: about the channel itself, a note on a request, or in the wrong place. */
export async function onMention(turn: PersonalTurn): Promise<void> {
	const text = typedText(turn.activity)
	const room = roomOf(turn)
	const number = room && (await ticketOver(turn, room.room))
	if (room && isShared(turn.activity)) return onSharedMention(turn, room.room, number)
	if (isTriage(text) && (number === undefined || 'do' in parseWords(text))) {
		const view = await answerWordsIn(turn, text, room)
		// Who is not connected is asked to connect, which is nobody else's business.
		return say(turn, view.kind === 'message' ? sentences(view) : await pointer(turn))
	}
	const files = { sent: sentFiles(turn.activity, turn.world.hosts), unread: unreadable(turn.activity) }
	const empty = !text && files.sent.length === 0 && files.unread === 0
	if (number === undefined || empty) return say(turn, await pointer(turn))
	const voice = await voiceOf(turn)
	if (!isAgent(voice.account)) {
		return say(turn, voice.say('triage.note.refused', { number: String(number) }))
	}
	return say(turn, await noteOn(turn, voice, number, { text, ...files }))
}

/** Where outsiders read, requests neither begin nor go on to appear. */
async function onSharedMention(turn: PersonalTurn, room: Room, number: number | undefined): Promise<void> {
	const { account, say: words } = await voiceOf(turn)
	const agent = isAgent(account)
	const asks = isTriage(typedText(turn.activity))
	if (await closeShared(turn, room)) {
		if (number !== undefined && agent) await say(turn, words('triage.note.not', { number: String(number) }))
		return
	}
	if (agent && asks) return say(turn, words('chat.triage.sharable'))
	return say(turn, account && asks ? words('refused.role') : await pointer(turn))
}

/** What is written under a ticket's card, as a note; says what was kept of it and what was not. */
async function noteOn(
	turn: PersonalTurn,
	voice: Voice,
	number: number,
	{
		text,
		sent,
		unread,
	}: { readonly text: string; readonly sent: readonly SentFile[]; readonly unread: number },
): Promise<string> {
	const { say: words, format, locale } = voice
	const { settings } = turn.world.ports
	const taken = await takeFiles(turn, voice, sent, settings.fileLimits.count)
	const names = taken.files.map(file => file.name)
	const word = table.note.spoken ? wordIn(table.note.spoken, locale) : ''
	const view =
		text || names.length > 0
			? await answerTo(turn, withFiles({ do: 'note', number, text }, taken.files))
			: undefined
	const kept = view?.kind === 'ticket'
	const url = `${settings.publicUrl}/requests/${number}`
	return [
		kept || view?.kind === 'message' ? '' : words('triage.note.not', { number: String(number) }),
		view && sentences(view),
		kept && names.length > 0
			? words('triage.note.with', { count: names.length, names: format.list(names) })
			: '',
		...taken.problems,
		unread > 0 ? words('triage.note.files', { count: unread, words: `${word} ${number}`, url }) : '',
	]
		.filter(Boolean)
		.join(' ')
}

/** A message under a ticket's card was edited or deleted: where it has become a note, that follows. */
export async function onChannelChange(turn: PersonalTurn): Promise<void> {
	const room = roomOf(turn)
	if (!room || (await ticketOver(turn, room.room)) === undefined) return
	const command = changeOf(turn.activity)
	const view = command && (await answerTo(turn, command))
	if (view && isRefusal(view)) await say(turn, sentences(view))
	else if (view && lacksFiles(turn, view)) await say(turn, (await voiceOf(turn)).say('edit.restored'))
}

/** A button on a ticket's card, pressed by whoever is in the channel. */
export async function onChannelAction(turn: PersonalTurn): Promise<Answer> {
	const { account, say: words, locale } = await voiceOf(turn)
	const { action } = (turn.activity.value ?? {}) as { action?: { data?: unknown } }
	const asked = readPressed(action?.data)
	const command = asked && 'command' in asked ? ofCard(asked.command) : undefined
	const room = roomOf(turn)?.room
	if (room && isShared(turn.activity)) {
		await closeShared(turn, room)
		return toast(words('chat.triage.sharable'))
	}
	if (!command || !room) return toast(words('chat.pointer.personal'))
	if (!account) {
		const word = table.connect.spoken ? wordIn(table.connect.spoken, locale) : ''
		return toast(words('chat.connect.first', { word }))
	}
	if (!isAgent(account)) return toast(words('refused.role'))
	const asks = command.do === 'reply' || command.do === 'view'
	const view = await (asks ? ask(turn, command) : answerTo(turn, command))
	// A question needs its answers, which would be everyone's here.
	if (view.kind === 'message' && view.tone !== 'question') return toast(sentences(view))
	if (asks || view.kind !== 'ticket') return inOwnChat(turn, view)
	return (await cardNow(turn, room, command.number, account)) ?? toast(sentences(view))
}

type OfCard = Command & { readonly do: 'take' | 'status' | 'reply' | 'view'; readonly number: number }

/** What a ticket's card in a channel can ask. */
function ofCard(command: Command): OfCard | undefined {
	switch (command.do) {
		case 'take':
		case 'view':
			return { do: command.do, number: command.number }
		case 'status':
			return { do: 'status', number: command.number, ...(command.status && { status: command.status }) }
		case 'reply':
			return typeof command.number === 'number' ? { do: 'reply', number: command.number } : undefined
		default:
			return undefined
	}
}

/** The card that was pressed as it stands now; undefined where the pressed one is not this ticket's in this room. */
async function cardNow(
	{ world, activity }: PersonalTurn,
	room: Room,
	number: number,
	account: Account,
): Promise<Answer | undefined> {
	const { triage, tickets, settings } = world.ports
	const pressed = activity.replyToId
	if (!pressed || (await triage.ticketAt(room, pressed)) !== number) return undefined
	const ticket = await tickets.find(account, number)
	return ticket && inPlace(roomCard(triageCard(settings, ticket)))
}

/** Shows something to the person alone, who is told so where they asked. */
async function inOwnChat(turn: PersonalTurn, view: View): Promise<Answer> {
	const { world, identity } = turn
	const { say: words } = await voiceOf(turn)
	const calling = { token: world.token, clock: world.ports.clock }
	try {
		await reached(world, identity, async to => {
			await post(to, cardMessage(view), calling)
		})
	} catch (error) {
		if (!(error instanceof Unreachable)) throw error
		return toast(words('chat.pointer.personal'))
	}
	return toast(words('chat.sent.personal'))
}

/** What a view says in sentences, with nothing of what a page would show. */
function sentences(view: View): string {
	if (view.kind === 'form') return cutText(Object.values(view.errors ?? {}).join(' '), most)
	if (view.kind !== 'message') return cutText(view.said ?? '', most)
	// That nothing was changed shows in why.
	const title = view.tone === 'refused' && view.paragraphs.length > 0 ? [] : [view.title]
	return cutText([view.said, ...title, ...view.paragraphs].filter(Boolean).join(' '), most)
}

async function pointer(turn: Turn): Promise<string> {
	return (await voiceOf(turn)).say('chat.pointer.personal')
}

async function say(turn: Turn, text: string): Promise<void> {
	if (text) await turn.send({ text })
}

function isAgent(account: Account | undefined): boolean {
	return account !== undefined && account.role !== 'user' && !account.disabled
}

function isTriage(text: string): boolean {
	const [first = ''] = text.toLowerCase().split(/\s+/, 1)
	return table.triage.spoken?.words.includes(first) === true
}
