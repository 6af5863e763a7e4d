import type { Ticket } from '../domain/ticket.ts'
import { message } from '../features/message.ts'
import { copiedLetter, noticeLetter } from '../letters/notice.ts'
import type { Preferences } from '../ports/accounts.ts'
import type { Ports } from '../ports/index.ts'
import type { Notice, Settled } from '../ports/notices.ts'
import { everyone } from '../rules/access.ts'
import { channelOf } from '../rules/channels.ts'
import { quietUntil } from '../rules/hours.ts'
import { type InChat, refresh, retire, tellInChat } from './chat.ts'
import type { Gate } from './gate.ts'
import { tellByMail } from './mail.ts'
import { type Outcome, sooner } from './outcome.ts'
import { type Reader, readerIn } from './reader.ts'
import { commentsAbout, isNews, sift, type Sifted } from './sift.ts'
import { noticeView, type Told } from './view.ts'

/** By which way notices are told. */
export type Way = {
	readonly gate: Gate
	/** Resolves when it is this one's turn, of all whose situation has been read. */
	readonly inTurn: () => Promise<void>
}

/**
 * Tells one person all that waits for them about one ticket, as things stand before it waits its turn: rights, mutes and
 * choices are looked at again. What one channel does not take holds up no other.
 * @throws ClaimLost, and what the database throws
 */
export async function tell(ports: Ports, notice: Notice, { gate, inTurn }: Way): Promise<Outcome> {
	const recipient = await ports.notices.recipient(notice.account)
	if (!recipient || recipient.account.disabled) return { settled: muted(notice.waiting, 'disabled') }
	const { account, preferences } = recipient
	const reader = await readerIn(ports, account, recipient.chats, preferences.chat)
	const quiet = quietUntil(preferences.quiet, ports.clock.now(), reader.timeZone)
	if (quiet !== undefined && notice.waiting.length > 0) {
		return { settled: [], wait: { at: quiet, why: 'quiet', failed: false } }
	}
	const situation = await ports.notices.situation(account, notice.number, commentsAbout(notice))
	await inTurn()
	if (!situation) return tellBarely(reader, notice, gate, preferences)
	const sifted = sift(reader, notice, situation, preferences)
	return tellAll(reader, notice, situation.ticket, sifted, {
		gate,
		chatOnly: preferences.chatOnly === true,
	})
}

/** Each by its channel; what no chat takes goes by mail. */
async function tellAll(
	reader: Reader,
	notice: Notice,
	ticket: Ticket,
	{ chat, mail, settled, ...state }: Sifted,
	{ gate, chatOnly }: { readonly gate: Gate; readonly chatOnly: boolean },
): Promise<Outcome> {
	const inChat: InChat =
		chat.length > 0
			? await tellInChat(reader, notice, gate, chat, noticeView(reader, ticket, chat, state))
			: { settled: [] }
	const lost = 'nowhere' in inChat
	const told = lost ? { settled: chatOnly ? failed(chat, inChat.nowhere) : [] } : inChat
	const byMail = lost && !chatOnly ? inOrder([...chat, ...mail]) : mail
	const mailed: Outcome =
		byMail.length > 0
			? await tellByMail(reader, notice, gate, byMail, () => noticeLetter(reader, ticket, byMail, state))
			: { settled: [] }
	await keepSeen(reader, ticket, [...chat, ...mail], [...told.settled, ...mailed.settled])
	const wait = lost ? mailed.wait : sooner(inChat.wait, mailed.wait)
	// A chat that has just failed, or asked for patience, is left alone.
	const late =
		lost || inChat.wait
			? undefined
			: await refresh(reader, notice, gate, () => noticeView(reader, ticket, [], state), inChat.took)
	return { settled: [...settled, ...told.settled, ...mailed.settled], ...waiting(sooner(wait, late)) }
}

/** What an agent was told they have seen, so that what they answer then goes past nobody. */
async function keepSeen(
	{ ports, account }: Reader,
	ticket: Ticket,
	news: readonly Told[],
	settled: readonly Settled[],
): Promise<void> {
	const sent = new Set(settled.filter(({ state }) => state === 'sent').map(({ id }) => id))
	const sequence = Math.max(0, ...news.map(({ id, comment }) => (sent.has(id) && comment?.sequence) || 0))
	if (account.role === 'user' || sequence === 0) return
	// They were told, and must not be told again because this was not kept.
	await ports.tickets.saw({ by: account.id, ticket: ticket.id, sequence }).catch((error: unknown) => {
		ports.log.error('what an agent has seen was not kept', error)
	})
}

/**
 * Who may not see the ticket hears nothing of it, and what stands of it in their chats goes. Only that they were
 * copied is told, where all that is missing is that they prove their address.
 */
async function tellBarely(
	reader: Reader,
	notice: Notice,
	gate: Gate,
	preferences: Preferences,
): Promise<Outcome> {
	const { account, say, locale } = reader
	const title = say('notice.gone', { number: String(notice.number) })
	const late = await retire(reader, notice, gate, message({ locale }, { tone: 'info', title }))
	const copied = account.proved || account.role !== 'user' ? [] : await copiesOf(reader, notice)
	const rest = notice.waiting.filter(delivery => !copied.includes(delivery))
	const settled = muted(rest, 'rights')
	if (copied.length === 0) return { settled, ...waiting(late) }
	if (channelOf(preferences, 'copied', false) === 'off') {
		return { settled: [...settled, ...muted(copied, 'off')], ...waiting(late) }
	}
	// The same letter for a second try costs nothing.
	const may =
		notice.tries > 0 || (await reader.ports.notices.mayWriteTo(account.email, copied[0]?.event.by?.id))
	if (!may) return { settled: [...settled, ...muted(copied, 'often')], ...waiting(late) }
	const mailed = await tellByMail(reader, notice, gate, copied, () => copiedLetter(reader, notice.number))
	return { settled: [...settled, ...mailed.settled], ...waiting(sooner(mailed.wait, late)) }
}

/** What of a notice says that its reader was copied, and still holds. */
async function copiesOf({ account, ports }: Reader, { number, waiting }: Notice): Promise<Notice['waiting']> {
	const ticket = await ports.tickets.find(everyone, number)
	if (!ticket) return []
	return waiting.filter(({ kind, event }) => kind === 'copied' && isNews(account, event, ticket))
}

function inOrder(told: readonly Told[]): Told[] {
	return told.toSorted((a, b) => Number(a.id) - Number(b.id))
}

function waiting(wait: Outcome['wait']): Pick<Outcome, 'wait'> {
	return wait ? { wait } : {}
}

function muted(deliveries: readonly Pick<Told, 'id'>[], why: string): Settled[] {
	return deliveries.map(({ id }) => ({ id, state: 'muted', why }))
}

function failed(deliveries: readonly Pick<Told, 'id'>[], why: string): Settled[] {
	return deliveries.map(({ id }) => ({ id, state: 'failed', why }))
}
