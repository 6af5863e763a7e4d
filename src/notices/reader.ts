import type { Account, Locale } from '../domain/account.ts'
import { identityKey } from '../domain/identity.ts'
import type { Ports } from '../ports/index.ts'
import { type Format, formatOf, zoneOrUtc } from '../words/format.ts'
import { localeFor, type Say, wordsOf } from '../words/index.ts'
import type { LinkedIdentity } from '../ports/links.ts'

/** Someone who is about to be told something, and how they are spoken to. */
export type Reader = {
	readonly ports: Ports
	readonly account: Account
	/** Their chats, the one to be told in first. */
	readonly chats: readonly LinkedIdentity[]
	readonly locale: Locale
	readonly say: Say
	readonly format: Format
	readonly timeZone: string
}

/**
 * @param chat the chat that they chose, as {@link identityKey} writes it; else the one last spoken in comes first
 */
export async function readerOf(ports: Ports, account: Account, chat?: string): Promise<Reader> {
	return readerIn(ports, account, await ports.links.of(account.id), chat)
}

/** The same, of someone whose chats are known. */
export async function readerIn(
	ports: Ports,
	account: Account,
	links: readonly LinkedIdentity[],
	chat?: string,
): Promise<Reader> {
	const chats = links.toSorted(
		(a, b) =>
			Number(identityKey(b.identity) === chat) - Number(identityKey(a.identity) === chat) ||
			b.spokenAt - a.spokenAt,
	)
	const [first] = chats
	const profile =
		first && !(account.locale && account.timeZone) ? await ports.profiles.of(first.identity) : undefined
	const locale = localeFor(account, profile?.locale, ports.settings)
	const timeZone = account.timeZone ?? profile?.timeZone
	return {
		ports,
		account,
		chats,
		locale,
		say: wordsOf(locale),
		format: formatOf(locale, timeZone),
		timeZone: zoneOrUtc(timeZone),
	}
}
