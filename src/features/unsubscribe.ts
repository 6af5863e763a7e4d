import type { Account } from '../domain/account.ts'
import { type NoticeKind, noticeKinds, type Preferences } from '../ports/accounts.ts'
import type { Ports } from '../ports/index.ts'
import { readerOf } from '../notices/reader.ts'
import { channelOf } from '../rules/channels.ts'
import { nextAt } from '../rules/hours.ts'

/** What somebody is told of by mail now, which a letter of theirs lets them end. */
export type Mailed = {
	readonly account: Account
	readonly kinds: readonly NoticeKind[]
	/** Whether the daily list comes by mail. */
	readonly digest: boolean
	/** Whether what no chat of theirs takes comes by mail instead. */
	readonly instead: boolean
}

/**
 * Where whoever holds a letter can end letters like it, without signing in (RFC 8058): `/unsubscribe/{token}`.
 * It is good for ever, as long as letters go to the same mailbox.
 */
export function unsubscribeAddress(
	ports: Pick<Ports, 'secrets' | 'settings'>,
	account: Pick<Account, 'id' | 'email'>,
): string {
	return `${ports.settings.publicUrl}/unsubscribe/${encodeURIComponent(tokenOf(ports, account))}`
}

/** What a token ends; reading it changes nothing. @returns undefined for a token that is none */
export async function mailedBy(ports: Ports, token: string): Promise<Mailed | undefined> {
	return (await read(ports, token))?.mailed
}

/**
 * Ends every kind of notice that goes by mail now, the daily list where it does, and letters in the place of
 * chats that take nothing. Letters about the account itself still go out.
 * @returns what was ended, nothing the second time; undefined for a token that is none
 */
export async function unsubscribe(ports: Ports, token: string): Promise<Mailed | undefined> {
	const found = await read(ports, token)
	if (!found) return undefined
	const { mailed, preferences } = found
	const { account, kinds, instead } = mailed
	if (kinds.length === 0 && !mailed.digest && !instead) return mailed
	const { digest, ...rest } = preferences
	const kept = mailed.digest ? undefined : digest
	const after: Preferences = {
		...rest,
		notices: { ...rest.notices, ...Object.fromEntries(kinds.map(kind => [kind, 'off'])) },
		...(kept !== undefined && { digest: kept }),
		...(instead && { chatOnly: true }),
	}
	await ports.accounts.setPreferences(account.id, after, await nextList(ports, account, after))
	return mailed
}

async function nextList(ports: Ports, account: Account, { digest, chat }: Preferences) {
	if (digest === undefined) return undefined
	const { timeZone } = await readerOf(ports, account, chat)
	return nextAt(digest, ports.clock.now(), timeZone)
}

async function read(
	ports: Ports,
	token: string,
): Promise<{ readonly mailed: Mailed; readonly preferences: Preferences } | undefined> {
	const { accounts, links } = ports
	const id = accountIn(ports, token)
	const account = id === undefined ? undefined : await accounts.byId(id)
	if (!account || account.disabled || tokenOf(ports, account) !== token) return undefined
	const preferences = await accounts.preferences(account.id)
	const linked = (await links.of(account.id)).length > 0
	return {
		mailed: {
			account,
			kinds: noticeKinds.filter(kind => channelOf(preferences, kind, linked) === 'mail'),
			digest: preferences.digest !== undefined && !linked,
			instead: linked && !preferences.chatOnly,
		},
		preferences,
	}
}

/**
 * `{account}.{mailbox}.{signature}`: whoever has an older mailbox of somebody's decides nothing about the one
 * of now, nor reads its name.
 */
function tokenOf({ secrets }: Pick<Ports, 'secrets'>, { id, email }: Pick<Account, 'id' | 'email'>): string {
	const whose = `${id}.${secrets.sign('unsubscribe mailbox', email).slice(0, 12)}`
	return `${whose}.${secrets.sign('unsubscribe', whose)}`
}

/** Whom a token was made for. No account is read for a forged one, so that all of them are answered alike. */
function accountIn({ secrets }: Pick<Ports, 'secrets'>, token: string): Account['id'] | undefined {
	const [, whose, id, signature] = /^((.{1,100})\.[\w-]{12})\.([\w-]{1,100})$/.exec(token) ?? []
	if (id === undefined || whose === undefined || signature === undefined) return undefined
	return secrets.verify('unsubscribe', whose, signature) ? id : undefined
}
