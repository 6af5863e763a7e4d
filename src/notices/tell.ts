import { type Identity, identityKey } from '../domain/identity.ts'
import type { Ticket } from '../domain/ticket.ts'
import { copiedLetter, noticeLetter } from '../letters/notice.ts'
import type { Addressed } from '../letters/compose.ts'
import type { Ports } from '../ports/index.ts'
import type { Notice, Settled } from '../ports/notices.ts'
import { Unreachable } from '../ports/outside.ts'
import { channelOf } from '../rules/channels.ts'
import { quietUntil } from '../rules/hours.ts'
import { type Reader, readerOf } from './reader.ts'
import { sift, type Sifted } from './sift.ts'
import { noticeView, type Told } from './view.ts'
import type { NoticeView } from '../views/view.ts'

/** What became of the deliveries, or until when all of them wait. */
export type Outcome =
	| { readonly settled: readonly Settled[] }
	| { readonly until: number; readonly why: string }

/** Someone else has claimed the notice meanwhile and tells it. */
export class ClaimLost extends Error {}

/** How many are told by one channel at once, so that a slow one leaves room for the others. */
export type Gate = { enter(channel: string): boolean; leave(channel: string): void }

const whenBusy = 2_000

/**
 * Tells one person all that waits for them about one ticket, as things stand now: rights, mutes and choices are
 * looked at again.
 * @throws ClaimLost, and what the chat or the mail server throws
 */
export async function tell(ports: Ports, notice: Notice, gate: Gate): Promise<Outcome> {
	const account = await ports.accounts.byId(notice.account)
	if (!account || account.disabled) return { settled: all(notice, 'disabled') }
	const preferences = await ports.accounts.preferences(account.id)
	const reader = await readerOf(ports, account, preferences.chat)
	const quiet = quietUntil(preferences.quiet, ports.clock.now(), reader.timeZone)
	if (quiet !== undefined && notice.waiting.length > 0) return { until: quiet, why: 'quiet' }
	const ticket = await ports.tickets.find(account, notice.number)
	if (!ticket) return tellBarely(reader, notice, gate)
	const sifted = await sift(reader, notice, ticket, preferences)
	return tellAll(reader, notice, ticket, sifted, gate, preferences.chatOnly === true)
}

/** First the chat, then the mail; what the chat does not take goes by mail. */
async function tellAll(
	reader: Reader,
	notice: Notice,
	ticket: Ticket,
	{ chat, mail, settled, latest }: Sifted,
	gate: Gate,
	chatOnly: boolean,
): Promise<Outcome> {
	let byMail = mail
	if (chat.length > 0) {
		const platform = await inSomeChat(reader, notice, gate, noticeView(reader, ticket, chat, latest))
		if (platform === 'busy') return { until: later(reader), why: 'busy' }
		// What goes by mail waits for the next claim, so that a mail server's fault does not repeat this.
		if (platform) return { settled: [...settled, ...chat.map(({ id }) => sent(id, platform))] }
		const lost = chatOnly ? all({ waiting: chat }, 'off') : []
		if (lost.length > 0) return { settled: [...settled, ...lost] }
		byMail = [...chat, ...mail].toSorted((a, b) => Number(a.id) - Number(b.id))
	} else await refresh(reader, notice, noticeView(reader, ticket, [], latest))
	if (byMail.length === 0) return { settled }
	const posted = await byPost(reader, notice, byMail, gate, () => noticeLetter(reader, ticket, byMail))
	if (!posted) return { until: later(reader), why: 'busy' }
	return { settled: [...settled, ...byMail.map(({ id }) => sent(id, 'mail'))] }
}

/** @returns the platform that took it; undefined where none did */
async function inSomeChat(
	reader: Reader,
	notice: Notice,
	gate: Gate,
	view: NoticeView,
): Promise<string | undefined> {
	for (const { identity } of reader.chats) {
		if (!gate.enter(identity.platform)) return 'busy'
		try {
			await notify(reader.ports, notice, identity, view)
			return identity.platform
		} catch (error) {
			if (!(error instanceof Unreachable)) throw error
			reader.ports.log.info('chat does not take a notice', {
				platform: identity.platform,
				why: error.message,
			})
		} finally {
			gate.leave(identity.platform)
		}
	}
	return undefined
}

/** Has the message that stands in a chat show the present state; that it cannot is no loss. */
async function refresh(reader: Reader, notice: Notice, view: NoticeView): Promise<void> {
	const standing = notice.shown?.identity
	// What is no longer this person's chat shows nothing new of theirs.
	const theirs = reader.chats.some(
		({ identity }) => standing && identityKey(identity) === identityKey(standing),
	)
	if (!standing || !theirs) return
	try {
		await notify(reader.ports, notice, standing, view)
	} catch (error) {
		if (!(error instanceof Unreachable)) throw error
	}
}

async function notify(ports: Ports, notice: Notice, identity: Identity, view: NoticeView): Promise<void> {
	const standing =
		notice.shown && identityKey(notice.shown.identity) === identityKey(identity)
			? notice.shown.reference
			: undefined
	await ports.chats.notify(identity, view, standing, async reference => {
		if (!(await ports.notices.show(notice, { identity, reference }))) throw new ClaimLost()
	})
}

/**
 * Who may not see the ticket hears nothing of it; only that they were copied is told, where all that is missing
 * is that they prove their address.
 */
async function tellBarely(reader: Reader, notice: Notice, gate: Gate): Promise<Outcome> {
	const { account, ports } = reader
	const copied = notice.waiting.filter(({ kind }) => kind === 'copied')
	const rest = notice.waiting.filter(({ kind }) => kind !== 'copied')
	const settled = all({ waiting: rest }, 'rights')
	if (account.proved || account.role !== 'user' || copied.length === 0) {
		return { settled: all(notice, 'rights') }
	}
	const preferences = await ports.accounts.preferences(account.id)
	if (channelOf(preferences, 'copied', false) === 'off') {
		return { settled: [...settled, ...all({ waiting: copied }, 'off')] }
	}
	if (!(await byPost(reader, notice, copied, gate, () => copiedLetter(reader, notice.number)))) {
		return { until: later(reader), why: 'busy' }
	}
	return { settled: [...settled, ...copied.map(({ id }) => sent(id, 'mail'))] }
}

/** @returns whether there was room for it */
async function byPost(
	{ ports }: Reader,
	notice: Notice,
	told: readonly Pick<Told, 'id'>[],
	gate: Gate,
	write: () => Addressed,
): Promise<boolean> {
	if (!gate.enter('mail')) return false
	try {
		const { letter, to } = write()
		const host = new URL(ports.settings.publicUrl).hostname
		// The same for the next try, as long as the same is told first.
		await ports.mailer.send(letter, { to, messageId: `notice.${notice.account}.${told[0]?.id}@${host}` })
		return true
	} finally {
		gate.leave('mail')
	}
}

function later({ ports }: Reader): number {
	return ports.clock.now() + whenBusy
}

function sent(id: string, channel: string): Settled {
	return { id, state: 'sent', channel }
}

function all({ waiting }: Pick<Notice, 'waiting'>, why: string): Settled[] {
	return waiting.map(({ id }) => ({ id, state: 'muted', why }))
}
