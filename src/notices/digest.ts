import { listView } from '../features/lists.ts'
import { digestLetter } from '../letters/notice.ts'
import type { Ports } from '../ports/index.ts'
import { Unreachable } from '../ports/outside.ts'
import { nextAt } from '../rules/hours.ts'
import { pageSize } from '../rules/limits.ts'
import type { ListView } from '../views/view.ts'
import { type Reader, readerOf } from './reader.ts'

const day = 24 * 60 * 60_000
const awaiting = { scope: 'requested', status: 'awaiting' } as const

/**
 * Sends someone the list of what waits for them, if anything does.
 * @param job with which the letter is known when it is sent again
 * @returns when the next one is due; undefined when they no longer want any
 */
export async function tellDigest(
	ports: Ports,
	job: { readonly id: string },
	accountId: string,
): Promise<number | undefined> {
	const wanted = await wantedBy(ports, accountId)
	if (!wanted) return undefined
	const { reader, preferences, hour, next } = wanted
	const { account } = reader
	if (account.disabled) return next
	const page = await ports.tickets.list(account, { ...awaiting, sort: 'activity', size: pageSize.chat })
	const count = page.counts.awaiting
	if (count === 0) return next
	const view = listView(reader, { do: 'list', ...awaiting }, page)
	if (await toldInChat(reader, { ...view, said: reader.say('digest.said', { count }) })) return next
	if (preferences.chatOnly && reader.chats.length > 0) return next
	const { letter, to } = digestLetter(reader, { tickets: page.tickets, count, hour })
	const host = new URL(ports.settings.publicUrl).hostname
	// The same for each try of the same day's list.
	const due = nextAt(hour, ports.clock.now() - day, reader.timeZone)
	await ports.mailer.send(letter, { to, messageId: `digest.${job.id}.${due}@${host}` })
	return next
}

async function toldInChat({ ports, chats }: Reader, view: ListView): Promise<boolean> {
	for (const { identity } of chats) {
		try {
			await ports.chats.tell(identity, view)
			return true
		} catch (error) {
			if (!(error instanceof Unreachable)) throw error
		}
	}
	return false
}

/** When someone's next list is due; undefined when they want none. */
export async function nextDigest(ports: Ports, accountId: string): Promise<number | undefined> {
	return (await wantedBy(ports, accountId))?.next
}

async function wantedBy(ports: Ports, accountId: string) {
	const account = await ports.accounts.byId(accountId)
	if (!account) return undefined
	const preferences = await ports.accounts.preferences(account.id)
	const hour = preferences.digest
	if (!hour) return undefined
	const reader = await readerOf(ports, account, preferences.chat)
	return { reader, preferences, hour, next: nextAt(hour, ports.clock.now(), reader.timeZone) }
}
