import type { Account, AccountId, Locale } from '../domain/account.ts'
import type { Doer } from './accounts.ts'

/** What a token from a letter is good for; one of another purpose is no token. */
export const tokenPurposes = ['welcome', 'reset', 'address'] as const
export type TokenPurpose = (typeof tokenPurposes)[number]

/** Who a token was made for; for a sign-up the account may not exist yet, nor the names be in it. */
export type TokenHolder = {
	readonly purpose: TokenPurpose
	readonly email: string
	readonly account?: AccountId
	readonly firstName: string
	readonly lastName: string
	readonly locale?: Locale
}

export type Session = {
	/** Names the session in a list; not what the cookie holds. */
	readonly id: string
	readonly account: Account
	readonly startedAt: number
	readonly seenAt: number
	/** What the browser called itself. */
	readonly agent: string
}

/** A password being tried: for which address, whether it has an account or not, and from where. */
export type Attempt = {
	readonly email: string
	/** The network of who tries at the door; absent for who is signed in already and is asked once more. */
	readonly from?: string
	/** Where it is of this account and its present password, its tries are its own, from whatever network. */
	readonly browser?: Browser
}

/** A browser with which somebody got in before. */
export type Browser = {
	readonly name: string
	readonly account: AccountId
	/** What `Secrets` makes of the hash of the password that they got in with. */
	readonly password: string
}

/** An account and the hash of its password. */
export type Known = { readonly account: Account; readonly password: string }

/**
 * Passwords, the letters that lead to them, and who is signed in on the web. Secrets come in as hashes only.
 */
export type SignIns = {
	/**
	 * Someone asks for an account or a new password. Reads no account: it only queues a letter, so that known
	 * and unknown addresses are alike; what is over the budget of the mailbox (1 in 15 minutes, 3 in 24 hours,
	 * of which one asker gets 2) or of who asks is dropped without a word.
	 */
	ask(
		request: {
			readonly email: string
			readonly locale: Locale
			/** Who asks: a chat identity's key or a network address. */
			readonly from?: string
			readonly once?: string
		} & (
			| { readonly purpose: 'sign-up'; readonly firstName: string; readonly lastName: string }
			| { readonly purpose: 'reset' }
		),
	): Promise<void>
	/**
	 * Queues the letter with which the owner of an account sets its first password; by whoever runs the service
	 * where no `doer` is given.
	 */
	invite(account: AccountId, doer?: Doer): Promise<void>

	/**
	 * Keeps the token that a letter is about to carry; a newer one voids the older ones of the same purpose.
	 * The same one again, for another try of the same letter, lives anew.
	 * @returns false when this very token was used or voided already, so that its letter has nothing to say
	 */
	issueToken(token: {
		readonly purpose: TokenPurpose
		readonly email: string
		readonly account?: AccountId
		readonly firstName?: string
		readonly lastName?: string
		readonly locale?: Locale
		readonly hash: string
		readonly expiresAt: number
	}): Promise<boolean>
	/** Looks without using it up. */
	findToken(hash: string): Promise<TokenHolder | undefined>
	/**
	 * Uses a welcome or reset token up and sets the password, in one transaction: makes the account of a
	 * sign-up, or fills in the names and the language that it lacks, proves the address (and joins the account to the organization that owns its domain), voids all
	 * tokens and codes, ends all sessions and queues the letter that tells the owner of a changed password.
	 * @returns undefined when the token is no longer good
	 */
	setPassword(set: { readonly token: string; readonly password: string }): Promise<Account | undefined>

	/** An account that is not disabled and has a password. */
	passwordOf(email: string): Promise<Known | undefined>
	/**
	 * Takes a try from the budgets of `signInBudget`, before a password is compared; a new password begins
	 * those of its address anew. The same work whatever there is of the address.
	 * @returns what to compare with, where there is something; `allowed` is false when a budget is spent
	 */
	attempt(attempt: Attempt): Promise<{ readonly allowed: boolean; readonly known?: Known }>
	/** An attempt that was allowed was a right one, or was not made after all: gives the tries back. */
	forgive(attempt: Attempt): Promise<void>

	/**
	 * Starts a session.
	 * @param session `checked` is the hash that the person's password was compared with
	 * @returns undefined when the account is disabled or its password another by now
	 */
	start(session: {
		readonly account: AccountId
		readonly checked: string
		readonly hash: string
		readonly agent: string
	}): Promise<Session | undefined>
	/** Finds a session that is alive, and keeps it so: 30 minutes without a request, 12 hours in all. */
	find(hash: string): Promise<Session | undefined>
	/** Those alive, the latest seen first. */
	of(account: AccountId): Promise<readonly Session[]>
	end(session: { readonly id: string; readonly account: AccountId }): Promise<void>
	/** @param keep the id of the one that stays */
	endAll(account: AccountId, keep?: string): Promise<void>

	/**
	 * Voids all tokens and codes, ends all sessions but `keep` (an id) and queues the letter that tells the owner.
	 * @returns false when the password is no longer the one that was `checked`
	 */
	changePassword(change: {
		readonly account: AccountId
		readonly checked: string
		readonly password: string
		readonly keep?: string
	}): Promise<boolean>

	/**
	 * A new address counts once the letter to it was followed. Says nothing of whether it has an account; what
	 * is over the mailbox's budget is dropped without a word.
	 */
	askAddress(account: AccountId, email: string): Promise<void>
	/**
	 * Uses an address token up, by the account that asked for it: the address is the account's and proved, all
	 * its tokens and codes are void, and the old address is told.
	 * @returns undefined when it is no longer good, another's, or the address has an account by now
	 */
	proveAddress(proof: { readonly token: string; readonly account: AccountId }): Promise<Account | undefined>

	/** Keeps the code that Settings shows, to be typed into a chat; a newer one voids the older. */
	issueConnectCode(code: {
		readonly account: AccountId
		readonly hash: string
		readonly expiresAt: number
	}): Promise<void>
}
