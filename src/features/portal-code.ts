import type { Account, AccountId } from '../domain/account.ts'
import { identityKey } from '../domain/identity.ts'
import type { Ports } from '../ports/index.ts'
import { connectCode } from '../rules/limits.ts'
import { codeFor, portalCodeHash } from './codes.ts'

/** A new code for who is signed in, to be typed into a chat once, and for how many minutes it is good. */
export async function portalCode(
	{ signIns, secrets, clock }: Ports,
	account: Account,
): Promise<{ readonly code: string; readonly minutes: number }> {
	const code = codeFor(secrets, 'portal-code', secrets.id())
	await signIns.issueConnectCode({
		account: account.id,
		hash: portalCodeHash(secrets, code),
		expiresAt: clock.now() + connectCode.lifetime,
	})
	return { code, minutes: connectCode.lifetime / 60_000 }
}

/**
 * Ends the link of one of a person's own chats, which will be told.
 * @param key as {@link identityKey} gives it
 * @returns whether there was one
 */
export async function disconnectChat({ links }: Ports, account: AccountId, key: string): Promise<boolean> {
	const linked = (await links.of(account)).find(({ identity }) => identityKey(identity) === key)
	return linked ? links.unlink(linked.identity, account) : false
}
