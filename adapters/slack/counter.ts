import type { Actor } from '../../src/commands/actor.ts'
import type { Command } from '../../src/commands/command.ts'
import { isSpoken, parseWords } from '../../src/commands/parse.ts'
import type { Identity } from '../../src/domain/identity.ts'
import { message } from '../../src/features/message.ts'
import { handle, handleWords } from '../../src/handle.ts'
import type { Ports } from '../../src/ports/index.ts'
import type { View } from '../../src/views/view.ts'
import { nearestLocale, type Say, wordsOf } from '../../src/words/index.ts'
import type { SlackApi } from './api.ts'
import { createHandled } from './handled.ts'
import { limits, listSize } from './limits.ts'
import { pickUp } from './pick.ts'
import { type Received, receive } from './receive/index.ts'
import { fromTyped } from './receive/markup.ts'
import type { Origin } from './receive/origin.ts'
import { type Json, records, word } from './receive/payload.ts'
import { renderHome, renderMessage } from './render/index.ts'
import { createShow, quietly, type Reply } from './surfaces.ts'
import { unfurl } from './unfurl.ts'

type Of<A extends Received['ask']> = Extract<Received, { readonly ask: A }>

/**
 * Answers what comes from Slack: whatever was asked becomes a command, and its view goes where it was asked.
 * @param prefix the slash command, e.g. `/tickets`
 * @returns a function from a verified payload to what its response carries; it throws when Slack should send
 * an event again
 */
export function createCounter(ports: Ports, api: SlackApi, prefix: string): (body: Json) => Promise<Reply> {
	const show = createShow(api, ports.log)
	const handled = createHandled<Reply>()

	const actorOf = (received: Received, origin?: Origin): Actor => ({
		who: { identity: received.sender.identity },
		via: 'slack',
		once: received.once,
		pageSize: listSize,
		textInput: limits.textInput,
		fileInput: limits.files,
		// To the bot itself the words are said alone.
		...(origin?.kind !== 'direct' && { prefix }),
	})

	const answer = async (received: Received, origin: Origin, command: Command): Promise<Reply> => {
		const actor = actorOf(received, origin)
		const view = await handle(actor, command, ports)
		if (!changesHome(command) || origin.kind === 'tab') return show(origin, view, command)
		const [reply] = await Promise.all([show(origin, view, command), publishHome(received.sender.identity)])
		return reply
	}

	const publishHome = (identity: Identity) =>
		quietly(ports.log, 'home not shown', async () => {
			const actor = {
				who: { identity },
				via: 'slack',
				prefix,
				pageSize: listSize,
				textInput: limits.textInput,
			}
			await api.publishHome(identity.user, renderHome(await handle(actor, { do: 'home' }, ports)))
		})

	const answerWords = async (received: Received, origin: Origin, text: string): Promise<Reply> => {
		const command = parseWords(text)
		if (!('misread' in command)) return answer(received, origin, command)
		return show(origin, await handleWords(actorOf(received, origin), text, ports), { do: 'help' })
	}

	/** Something written to the bot: words of the table, or something to say. */
	const answerMessage = async (received: Of<'message'>): Promise<Reply> => {
		const { origin, message, sender } = received
		const text = fromTyped(word(message, 'text') ?? '').trim()
		const hasFiles = records(message, 'files').length > 0
		const command = isSpoken(text) ? parseWords(text) : undefined
		if (command && !hasFiles) return answerWords(received, origin, text)
		const picked = await pickUp(message, sender, api, ports.profiles)
		if (!picked) return undefined
		if (command && 'do' in command && command.do === 'reply') {
			return answer(received, origin, { ...command, files: [...picked.files], sent: 'yes' })
		}
		const keep = (draft: typeof picked) => ports.drafts.keep(sender.identity, draft, received.once)
		if (command && 'do' in command && command.do === 'new') {
			return answer(received, origin, { ...command, draft: await keep({ ...picked, text: '' }) })
		}
		return answer(received, origin, { do: 'offer', draft: await keep(picked) })
	}

	/** A message picked up with a shortcut goes into a form. */
	const answerPick = async (received: Of<'pick'>): Promise<Reply> => {
		const { origin, sender, into, channel } = received
		const from = { identity: sender.identity, channel }
		const draft = await pickUp(received.message, from, api, ports.profiles)
		if (!draft) return show(origin, await refused(received, say => say('chat.shortcut.none')), { do: 'new' })
		const id = await ports.drafts.keep(sender.identity, draft, received.once)
		return answer(received, origin, { do: into, draft: id })
	}

	/** In a channel nothing is shown of anyone's: whoever asks there is told where to ask. */
	const answerMention = async (received: Of<'mention'>): Promise<Reply> => {
		const { user } = received.sender.identity
		const locale = await localeOf(received.sender.identity, ports)
		const title = wordsOf(locale)('chat.pointer', { command: prefix })
		const pointer = renderMessage(message({ locale }, { tone: 'info', title }), { do: 'help' })
		await quietly(ports.log, 'pointer not shown', () =>
			api.whisper(received.channel, user, pointer, received.thread),
		)
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

	const turnAway = async (received: Received): Promise<Reply> => {
		if (received.ask === 'message' || received.ask === 'mention' || received.ask === 'links') return undefined
		const { origin } = received
		if (origin.kind === 'tab') return undefined
		const locale = ports.settings.defaultLocale
		const view = message({ locale }, { tone: 'refused', title: wordsOf(locale)('chat.stranger') })
		if (origin.kind !== 'message') return show(origin, view, { do: 'help' })
		const { responseUrl } = origin
		await quietly(ports.log, 'answer not shown', async () => {
			if (responseUrl) await api.respond(responseUrl, renderMessage(view, { do: 'help' }), 'beside')
		})
		return undefined
	}

	return async body => {
		const received = receive(body)
		if (!received) return undefined
		const { sender } = received
		const workspace = await api.workspace()
		if (sender.identity.user === workspace.botUser) return undefined
		if (sender.stranger || sender.identity.space !== workspace.space) return turnAway(received)
		switch (received.ask) {
			case 'words':
				return answerWords(received, received.origin, fromTyped(received.text))
			case 'command': {
				const { command, origin } = received
				if (command) return answer(received, origin, command)
				const stale = await refused(received, say => say('refused.stale', { command: prefix }))
				return show(origin, stale, { do: 'help' })
			}
			case 'pick':
				return answerPick(received)
			case 'message':
				return handled(received.once, () => answerMessage(received))
			case 'mention':
				return handled(received.once, () => answerMention(received))
			case 'links':
				return handled(received.once, () => answerLinks(received))
		}
	}
}

/** What the home tab shows is whether one is connected, and that in one's language. */
function changesHome(command: Command): boolean {
	switch (command.do) {
		case 'connect':
		case 'disconnect':
		case 'forget':
			return command.sure === 'yes'
		case 'language':
			return command.locale !== undefined
		default:
			return false
	}
}

async function localeOf(identity: Identity, ports: Ports) {
	const account = await ports.links.accountOf(identity)
	if (account?.locale) return account.locale
	const profile = await ports.profiles.of(identity)
	return nearestLocale(profile?.locale) ?? ports.settings.defaultLocale
}
