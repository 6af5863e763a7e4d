import type { Account } from '../domain/account.ts'
import type { Ports } from '../ports/index.ts'
import type { Session, TokenHolder } from '../ports/sign-ins.ts'
import { normalizeEmail } from '../rules/email.ts'
import type { Acts, Errors } from './acts.ts'
import { emailRefused } from './asking.ts'
import { ownPassword, signedInAs } from './change-password.ts'
import { tokenHolder } from './set-password.ts'
import { isToken, tokenHash } from './tokens.ts'

/**
 * Asks for a letter to a new address, which counts once the letter was followed. Says nothing of whether the
 * address has an account.
 * @throws `Busy`
 */
export async function askAddress(
	acts: Acts,
	session: Session,
	given: { readonly email: string; readonly current: string },
): Promise<{ readonly done: string } | { readonly errors: Errors }> {
	const { ports, say } = acts
	const email = normalizeEmail(given.email)
	if (!email) return { errors: { email: emailRefused(say, given.email) } }
	if (email === session.account.email) return { errors: { email: say('portal.settings.email.same') } }
	const own = await ports.passwords.admit(
		() => ownPassword(acts, session, given.current),
		signedInAs(session),
	)
	if ('errors' in own) return own
	await ports.signIns.askAddress(session.account.id, email)
	return { done: say('portal.settings.email.asked', { email }) }
}

/** The new address that a letter's link proves, for who asked for it; looking changes nothing. */
export async function addressHolder(
	ports: Ports,
	session: Session,
	token: string | undefined,
): Promise<TokenHolder | undefined> {
	const holder = await tokenHolder(ports, ['address'], token)
	return holder?.account === session.account.id ? holder : undefined
}

/**
 * Uses a letter's link up: the address becomes that of who is signed in and asked for it. Whoever else reads
 * the letter cannot give their address to someone's account by following it.
 */
export async function proveAddress(
	{ ports, say }: Acts,
	session: Session,
	token: string,
): Promise<{ readonly done: string; readonly account: Account } | { readonly gone: true }> {
	if (!isToken(token)) return { gone: true }
	const proof = { token: tokenHash(ports.secrets, token), account: session.account.id }
	const account = await ports.signIns.proveAddress(proof)
	return account ? { done: say('portal.address.done', { email: account.email }), account } : { gone: true }
}
