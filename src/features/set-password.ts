import type { Account } from '../domain/account.ts'
import type { Ports } from '../ports/index.ts'
import type { TokenHolder, TokenPurpose } from '../ports/sign-ins.ts'
import type { Acts, Errors } from './acts.ts'
import { keepBrowser } from './browser.ts'
import { newPasswordRefused } from './passwords.ts'
import { isToken, tokenHash } from './tokens.ts'

/** Whose password a letter's link sets; looking changes nothing. */
export async function holderOf(ports: Ports, token: string | undefined): Promise<TokenHolder | undefined> {
	return tokenHolder(ports, ['welcome', 'reset'], token)
}

/** Who a token was made for, if it is one of these purposes. */
export async function tokenHolder(
	{ signIns, secrets }: Ports,
	purposes: readonly TokenPurpose[],
	token: string | undefined,
): Promise<TokenHolder | undefined> {
	if (!isToken(token)) return undefined
	const holder = await signIns.findToken(tokenHash(secrets, token))
	return holder && purposes.includes(holder.purpose) ? holder : undefined
}

/**
 * Uses a letter's link up and sets the password. A password that is refused leaves the link as it is. Nobody
 * is signed in by it, and everybody who was is signed out.
 * @returns `browser` is what the browser keeps
 * @throws `Busy`
 */
export async function setPassword(
	acts: Acts,
	given: { readonly token: string; readonly password: string; readonly again: string },
): Promise<
	| { readonly account: Account; readonly purpose: TokenPurpose; readonly browser: string }
	| { readonly errors: Errors }
	| { readonly gone: true }
> {
	const { signIns, passwords, accounts, secrets } = acts.ports
	const holder = await holderOf(acts.ports, given.token)
	if (!holder) return { gone: true }
	const token = tokenHash(secrets, given.token)
	return passwords.admit(
		async () => {
			const known = holder.account === undefined ? undefined : await accounts.byId(holder.account)
			const errors = await newPasswordRefused(acts, given, { ...known, ...holder })
			if (errors) return { errors }
			const password = await passwords.hash(given.password)
			const account = await signIns.setPassword({ token, password })
			if (!account) return { gone: true }
			return { account, purpose: holder.purpose, browser: keepBrowser(acts.ports, { account, password }) }
		},
		{ known: `token ${token}` },
	)
}
