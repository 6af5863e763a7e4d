import type { Account, AccountId } from '../domain/account.ts'
import type { IncomingFile } from '../domain/comment.ts'
import type { Identity } from '../domain/identity.ts'
import type { Draft } from './drafts.ts'
import type { JobContent } from './jobs.ts'
import type { Source } from './tickets.ts'

export type LinkedIdentity = {
	readonly identity: Identity
	/** As the chat shows the person and the workspace, kept for letters and settings. */
	readonly name: string
	readonly linkedAt: number
	/** When the person last spoke there; when it was linked, before that. */
	readonly spokenAt: number
}

/** All of a chat identity that {@link Links.erase} forgets, but for its link; each list is read as it is taken. */
export type KeptOfChat = {
	readonly drafts: AsyncIterable<
		Pick<Draft, 'text' | 'link'> & {
			readonly files: readonly Pick<IncomingFile, 'name' | 'size' | 'type'>[]
			readonly expiresAt: number
		}
	>
	/** The codes that were mailed for it, which nobody can read any more. */
	readonly codes: AsyncIterable<{ readonly createdAt: number; readonly expiresAt: number }>
	/** Where the messages are that stand for requests. */
	readonly messages: AsyncIterable<{ readonly number: number; readonly reference: string }>
	/** Which of its messages became comments. */
	readonly sources: AsyncIterable<{
		readonly source: Source
		readonly number: number
		readonly sequence: number
		readonly createdAt: number
	}>
	/** What waits to be mailed or said to it. */
	readonly waiting: AsyncIterable<{ readonly kind: JobContent['kind']; readonly createdAt: number }>
	/** Where it is spoken to, as its platform knows it: at most one. */
	readonly places: AsyncIterable<string>
}

/**
 * Chat identities and the accounts they are linked to. A mailed code belongs to one identity and one address:
 * it is only good when the same identity types it, within its lifetime and number of tries. A code of the
 * portal belongs to the account that was signed in there, and is good for whichever identity types it first.
 */
export type Links = {
	/** @returns the account, unless there is none or it is disabled */
	accountOf(identity: Identity): Promise<Account | undefined>
	of(account: AccountId): Promise<readonly LinkedIdentity[]>
	/** Someone has just spoken in this chat. Cheap to say often; without effect for one that is not linked. */
	spoke(identity: Identity): Promise<void>

	/**
	 * Someone asks to be linked to whoever owns an address. Reads no account: it only queues the letter that
	 * carries the code (or says how to sign up), so that known and unknown addresses are alike.
	 */
	askCode(ask: {
		readonly identity: Identity
		readonly name: string
		readonly email: string
		readonly locale: string
		readonly once?: string
	}): Promise<'queued' | 'too many'>
	/** Keeps the code that a letter is about to carry; a newer one voids an identity's older ones. */
	issueCode(code: {
		readonly identity: Identity
		readonly account: AccountId
		readonly hash: string
		readonly expiresAt: number
		readonly tries: number
	}): Promise<void>
	/**
	 * Checks a code without using it up. A wrong one costs a try of the identity's mailed code, and one of the
	 * few that the identity has for codes of the portal.
	 * @param portal the hash of what was typed if it is a code of the portal
	 * @returns the account it would link, or how many tries are left (0: the code is void or there is none)
	 */
	tryCode(
		identity: Identity,
		hash: string,
		portal?: string,
	): Promise<{ readonly account: Account } | { readonly left: number }>
	/**
	 * Uses a code up and links, in one transaction; a mailed one proves the account's address. Queues the letter
	 * that tells its owner. An identity that was linked elsewhere is linked anew.
	 * @returns undefined when the code is no longer good
	 */
	link(link: {
		readonly identity: Identity
		readonly name: string
		readonly hash: string
		readonly portal?: string
		/** The chat's language, for the letter. */
		readonly locale?: string
		readonly once?: string
	}): Promise<Account | undefined>
	/**
	 * @param owner who ends it from elsewhere: only a link to that account ends, and the chat will be told
	 * @returns whether there was a link
	 */
	unlink(identity: Identity, owner?: AccountId): Promise<boolean>
	kept(identity: Identity): KeptOfChat
	/**
	 * Forgets the identity itself: its link, codes, drafts, place and name, and what waits to be said to it.
	 * @returns the keys of the stored files that its drafts held
	 */
	erase(identity: Identity): Promise<readonly string[]>
}
