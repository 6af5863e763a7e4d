import { type Command, withFiles } from '../../src/commands/command.ts'
import { isSpoken, parseWords } from '../../src/commands/parse.ts'
import { message } from '../../src/features/message.ts'
import { handle, handleWords, isNotNow, notNow, shorten } from '../../src/handle.ts'
import type { Ports } from '../../src/ports/index.ts'
import { Unavailable } from '../../src/ports/outside.ts'
import type { View } from '../../src/views/view.ts'
import { type Say, wordsOf } from '../../src/words/index.ts'
import { actorOf, isWritten } from './actor.ts'
import type { SlackApi } from './api.ts'
import { reference } from './deliver.ts'
import { createHandled } from './handled.ts'
import { changesHome, createPublishHome } from './home.ts'
import { slashCommand } from './limits.ts'
import { localeOf } from './locale.ts'
import { createMembers } from './members.ts'
import { noting, reopening, untoldOf } from './again.ts'
import { draftOf, type Picked, pickUp, wholeText, written } from './pick.ts'
import { type Received, receive } from './receive/index.ts'
import { fromTyped } from './receive/markup.ts'
import type { Origin } from './receive/origin.ts'
import { type Json, records, word } from './receive/payload.ts'
import { renderMessage } from './render/index.ts'
import { isElsewhere, roomOf, unfit } from './room.ts'
import { asideOf, placeOf } from './standing.ts'
import { quietly } from './quietly.ts'
import { createShow, type Reply } from './surfaces.ts'
import { unfurl } from './unfurl.ts'

type Of<A extends Received['ask']> = Extract<Received, { readonly ask: A }>

/** Slack waits three seconds; so much of that is for asking it to open a window, in milliseconds. */
const patience = 2_500

/** What was asked, and until when a window may take to open. */
type InHand = Received & { readonly by: number; readonly fault: Unavailable | undefined }

/**
 * Answers what comes from Slack: whatever was asked becomes a command, and its view goes where it was asked.
 * @returns a function from a verified payload to what its response carries; it throws when Slack should send
 * an event again. With a fault it only says that nothing can be asked.
 */
export function createCounter(
	ports: Ports,
	api: SlackApi,
): (body: Json, fault?: Unavailable) => Promise<Reply> {
	const show = createShow(api, ports.log)
	const publishHome = createPublishHome(ports, api)
	const isOurs = createMembers(api, ports)
	const handled = createHandled<Reply>()

	/** @param untold files that came along and that Slack did not tell of */
	const answer = async (
		received: InHand,
		origin: Origin,
		command: Command,
		untold: readonly string[] = [],
	): Promise<Reply> => {
		const actor = actorOf(received, origin)
		const view = noting(await handle(actor, command, ports), untold)
		const again = () => shorten(actor, reopening(view, command), ports)
		const at = isNotNow(view) ? asideOf(origin) : origin
		const shown = show({ origin: at, view, again, by: received.by })
		if (!changesHome(command) || origin.kind === 'tab') return shown
		const [reply] = await Promise.all([shown, publishHome(received.sender.identity)])
		return reply
	}

	/** What cannot be asked of the store is said, where someone looks for an answer. */
	const orNotNow = async (
		received: InHand & Of<'words' | 'command' | 'pick' | 'message'>,
		answering: () => Promise<Reply>,
	): Promise<Reply> => {
		try {
			if (received.fault) throw received.fault
			return await answering()
		} catch (error) {
			if (!(error instanceof Unavailable)) throw error
			ports.log.error('command not answered', error)
			return showPlainly(received, asideOf(received.origin), await notNow(actorOf(received), ports))
		}
	}

	const answerCommand = async (received: InHand & Of<'command'>): Promise<Reply> => {
		const { command, sender } = received
		const origin = await placeOf(ports.notices, sender.identity, received.origin)
		if (command) return answer(received, origin, command)
		const stale = await refused(received, say => say('refused.stale', { command: slashCommand }))
		return showPlainly(received, origin, stale)
	}

	const showPlainly = (received: InHand, origin: Origin, view: View) =>
		show({ origin, view, again: async () => ({ do: 'help' }), by: received.by })

	/** What is to be said to people is read with its marks and names; the words of commands as they were typed. */
	const read = async (received: Received, message: Json): Promise<string> => {
		const typed = fromTyped(word(message, 'text') ?? '').trim()
		const command = parseWords(typed)
		if ('misread' in command || (command.do !== 'reply' && command.do !== 'new')) return typed
		const said = await written(message, received.sender.identity, ports.profiles)
		const again = parseWords(said)
		return 'do' in again && again.do === command.do ? said : typed
	}

	const answerWords = async (received: InHand, origin: Origin, message: Json): Promise<Reply> => {
		const text = await read(received, message)
		const command = parseWords(text)
		if ('misread' in command) {
			return showPlainly(received, origin, await handleWords(actorOf(received, origin), text, ports))
		}
		const why = await whyNotHere(received, origin, command)
		return why ? showPlainly(received, origin, why) : answer(received, origin, command)
	}

	/** A channel that could never be written to, or that outsiders read, is refused where it is offered. */
	const whyNotHere = async (received: InHand, origin: Origin, command: Command) => {
		if (origin.kind !== 'command' || !origin.channel) return undefined
		if (command.do !== 'triage' || command.change !== 'here') return undefined
		if (!(await isAgent(received))) return undefined
		const why = await unfit(api, origin.channel)
		return why && refused(received, say => say(`chat.triage.${why}`))
	}

	const isAgent = async ({ sender }: Received) => {
		const account = await ports.links.accountOf(sender.identity)
		return account !== undefined && account.role !== 'user'
	}

	/** Something written to the bot: words of the table, or something to say. */
	const answerMessage = async (received: InHand & Of<'message'>): Promise<Reply> => {
		const { origin, message, sender } = received
		const about = await standingFor(received)
		if (about) return answerUnder(received, about.origin, { do: 'reply', number: about.number })
		const isCommand = isSpoken(fromTyped(word(message, 'text') ?? ''))
		if (isCommand && records(message, 'files').length === 0) return answerWords(received, origin, message)
		const picked = await pickUp(message, sender, api, ports.profiles)
		const { files, untold } = picked
		const command = isCommand ? parseWords(await read(received, message)) : undefined
		if (command && 'do' in command && (command.do === 'reply' || command.do === 'new')) {
			const text = wholeText({ ...picked, text: command.text ?? '' })
			const withText = { ...command, ...((text || files.length > 0) && { text }) }
			return answer(received, origin, withFiles(withText, files), untold)
		}
		return answerPicked(received, picked, draft => ({ do: 'offer', draft }))
	}

	/** The request whose message someone writes under. */
	const standingFor = async ({ sender, origin }: Of<'message' | 'edited'>) => {
		const { kind, channel, thread, ts } = origin
		if (!thread || kind === 'note') return undefined
		const number = await ports.notices.ticketAt(sender.identity, reference({ channel, ts: thread }))
		return number === undefined
			? undefined
			: { number, origin: { kind: 'comment', channel, thread, ts } as const }
	}

	/** Under a request's message in a channel agents write notes, and nobody else writes anything. */
	const answerNote = async (received: InHand & Of<'note'>): Promise<Reply> => {
		const number = await cardAt(received, received.origin)
		if (number === undefined) return undefined
		if (await isAgent(received)) return answerUnder(received, received.origin, { do: 'note', number })
		const why = refused(received, say => say('triage.note.refused', { number: String(number) }))
		return showPlainly(received, received.origin, await why)
	}

	/** The request whose message in a channel a thread belongs to. */
	const cardAt = ({ sender }: Received, { channel, thread }: { channel: string; thread: string }) =>
		ports.triage.ticketAt(roomOf(sender.identity, channel), reference({ channel, ts: thread }))

	/** What is written under the message that stands for a request is said there, whatever it reads like. */
	const answerUnder = async (
		received: InHand & Of<'message' | 'note'>,
		origin: Origin,
		on: { readonly do: 'reply' | 'note'; readonly number: number },
	): Promise<Reply> => {
		const { sender, message } = received
		const picked = await pickUp(message, sender, api, ports.profiles)
		const { files, untold } = picked
		const text = wholeText(picked)
		if (text || files.length > 0) {
			await answer(received, origin, withFiles({ ...on, text }, files))
			if (untold.length === 0) return undefined
		}
		return showPlainly(received, origin, await nothingCame(received, untold))
	}

	/** What was said is changed where it was said. A message that said nothing may change as it likes. */
	const answerChange = async (received: InHand & Of<'edited' | 'deleted'>): Promise<Reply> => {
		const { origin } = received
		const command: Command =
			received.ask === 'deleted' ? { do: 'withdraw' } : { do: 'edit', text: await editedText(received) }
		const view = await handle(actorOf(received, origin), command, ports)
		const refused = view.kind === 'message' && view.tone === 'refused' && view.paragraphs.length > 0
		return refused ? showPlainly(received, origin, view) : undefined
	}

	const editedText = async (received: Of<'edited'>): Promise<string> => {
		const { message, sender } = received
		const picked = await pickUp(message, sender, api, ports.profiles)
		if (received.origin.kind === 'note' || (await standingFor(received))) return wholeText(picked)
		const command = parseWords(await read(received, message))
		if ('misread' in command || command.do !== 'reply') return wholeText(picked)
		return wholeText({ ...picked, text: command.text ?? '' })
	}

	/** A message picked up with a shortcut goes into a form. */
	const answerPick = async (received: InHand & Of<'pick'>): Promise<Reply> => {
		const { sender, into, channel, message } = received
		const picked = await pickUp(message, { identity: sender.identity, channel }, api, ports.profiles)
		return answerPicked(received, picked, draft => ({ do: into, draft }))
	}

	const answerPicked = async (
		received: InHand & Of<'pick' | 'message'>,
		picked: Picked,
		commandFor: (draft: string) => Command,
	): Promise<Reply> => {
		const { origin, sender, once } = received
		const draft = draftOf(picked)
		if (draft) {
			const id = await ports.drafts.keep(sender.identity, draft, once)
			return answer(received, origin, commandFor(id), picked.untold)
		}
		return showPlainly(received, origin, await nothingCame(received, picked.untold))
	}

	const nothingCame = (received: Received, untold: readonly string[]) =>
		refused(received, say => (untold.length > 0 ? untoldOf(say, untold) : say('chat.shortcut.none')))

	/** In a channel nothing is shown of anyone's: whoever asks there is told where to ask. */
	const answerMention = async (received: Of<'mention'>): Promise<Reply> => {
		const { channel, thread } = received
		// It is a note.
		if (thread && (await cardAt(received, { channel, thread })) !== undefined) return undefined
		const { user } = received.sender.identity
		const locale = await localeOf(received.sender.identity, ports)
		const title = wordsOf(locale)('chat.pointer', { command: slashCommand })
		const pointer = renderMessage(message({ locale }, { tone: 'info', title }), { do: 'help' })
		await quietly(ports.log, 'pointer not shown', () => api.whisper(channel, user, pointer, thread))
		return undefined
	}

	const answerLinks = async ({ sender, channel, ts, addresses, direct }: Of<'links'>): Promise<Reply> => {
		const unfurls = await unfurl(ports, sender.identity, addresses, direct)
		if (Object.keys(unfurls).length === 0) return undefined
		await quietly(ports.log, 'addresses not unfurled', () => api.unfurl(channel, ts, unfurls))
		return undefined
	}

	const refused = async (received: Received, why: (say: Say) => string): Promise<View> => {
		const locale = await localeOf(received.sender.identity, ports)
		const say = wordsOf(locale)
		return message({ locale }, { tone: 'refused', title: say('refused.title'), paragraphs: [why(say)] })
	}

	const turnAway = async (received: InHand): Promise<Reply> => {
		if (!('origin' in received) || isWritten(received.origin)) return undefined
		const { origin } = received
		if (origin.kind === 'tab') return undefined
		const locale = ports.settings.defaultLocale
		const view = message({ locale }, { tone: 'refused', title: wordsOf(locale)('chat.stranger') })
		if (origin.kind !== 'message' && origin.kind !== 'card') return showPlainly(received, origin, view)
		const { responseUrl } = origin
		await quietly(ports.log, 'answer not shown', async () => {
			if (responseUrl) await api.respond(responseUrl, renderMessage(view, { do: 'help' }), 'beside')
		})
		return undefined
	}

	return async (body, fault) => {
		const asked = receive(body)
		if (!asked) return undefined
		const received: InHand = { ...asked, by: performance.now() + patience, fault }
		const { sender } = received
		const workspace = await api.workspace()
		if (sender.identity.user === workspace.botUser || isElsewhere(received, workspace.botUser))
			return undefined
		if (sender.identity.space !== workspace.space || !(await isOurs(sender))) return turnAway(received)
		switch (received.ask) {
			case 'words':
				return orNotNow(received, () => answerWords(received, received.origin, { text: received.text }))
			case 'command':
				return orNotNow(received, () => answerCommand(received))
			case 'pick':
				return orNotNow(received, () => answerPick(received))
			case 'message':
				return handled(received.once, () => orNotNow(received, () => answerMessage(received)))
			// Nobody looks for an answer to these: Slack sends them again until they are taken.
			case 'note':
				return handled(received.once, () => answerNote(received))
			case 'edited':
			case 'deleted':
				return handled(received.once, () => answerChange(received))
			case 'mention':
				return handled(received.once, () => answerMention(received))
			case 'links':
				return handled(received.once, () => answerLinks(received))
		}
	}
}
