import type { Account, AccountId } from '../domain/account.ts'

/** What a token may be for, each narrow enough to be given by itself. */
export const apiScopes = [
	'tickets:read',
	'tickets:write',
	'comments:read',
	'comments:write',
	'files:read',
	'files:write',
	'accounts:read',
	'accounts:write',
	'organizations:read',
	'organizations:write',
] as const
export type ApiScope = (typeof apiScopes)[number]

/** A key with which a system beside the service acts as one account. Times are milliseconds since 1970. */
export type ApiToken = {
	readonly id: string
	/** What its maker calls it. */
	readonly name: string
	readonly account: AccountId
	readonly scopes: readonly ApiScope[]
	readonly createdAt: number
	readonly expiresAt?: number
	/** To the hour. */
	readonly usedAt?: number
}

/** The tokens of the API. Only hashes of the secrets are kept. */
export type ApiTokens = {
	/** @param token.hash of the secret, as `Secrets.hash` makes it */
	add(
		token: Pick<ApiToken, 'name' | 'account' | 'scopes' | 'expiresAt'> & { readonly hash: string },
	): Promise<ApiToken>
	/** Oldest first. */
	all(): Promise<readonly (ApiToken & { readonly email: string })[]>
	/** From the next request on, whichever instance that reaches. @returns whether there was one */
	revoke(id: string): Promise<boolean>
	/** @returns undefined for one that is unknown, revoked or expired, or whose account is disabled */
	use(hash: string): Promise<{ readonly token: ApiToken; readonly account: Account } | undefined>
	/**
	 * Keeps what was first asked under a key of the token's holder.
	 * @param fingerprint of the whole request
	 * @returns `other` when the key stands for another request; for the same again, what the first one made, if
	 * that is known
	 */
	claim(
		asked: AskedUnder & { readonly fingerprint: string },
	): Promise<'first' | 'other' | { readonly made?: string }>
	/** Keeps what the first request made. */
	made(asked: AskedUnder & { readonly id: string }): Promise<void>
	/** It came to nothing: the key stands for no request. */
	release(asked: AskedUnder): Promise<void>
}

/** The key under which a token's holder asks for something that is to be done once. */
export type AskedUnder = { readonly token: ApiToken['id']; readonly key: string }
