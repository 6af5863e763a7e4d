import type { Account } from '../../src/domain/account.ts'
import type { Identity } from '../../src/domain/identity.ts'
import { identityKey } from '../../src/domain/identity.ts'
import type { Links } from '../../src/ports/links.ts'
import { once } from './dedupe.ts'
import { identityColumns } from './identity.ts'
import { parseId } from './ids.ts'
import { queueJob } from './jobs.ts'
import { forgetMessages } from './notices/messages.ts'
import { accountById } from './people.ts'
import { recordRight } from './rights.ts'
import { tryPortalCode } from './sign-ins/portal-codes.ts'
import { prove } from './sign-ins/prove.ts'
import { forgetSources } from './sources.ts'
import type { Change } from './store.ts'

/**
 * Keeps a connect code's hash in place of whatever the identity had. One that was used or guessed at too
 * often stays as it is, should its letter be tried again.
 */
export async function issueCode(
	{ trx, now }: Change,
	code: Parameters<Links['issueCode']>[0],
): Promise<void> {
	const values = {
		hash: code.hash,
		account_id: Number(code.account),
		tries_left: code.tries,
		expires_at: code.expiresAt,
		created_at: now,
	}
	await trx
		.insertInto('tokens')
		.values({ purpose: 'connect', ...identityColumns(code.identity), ...values })
		.onConflict(conflict =>
			conflict
				.columns(['platform', 'space', 'user_id', 'purpose'])
				.doUpdateSet(values)
				.where(eb => eb.or([eb('tokens.hash', '<>', code.hash), eb('tokens.tries_left', '>', 0)])),
		)
		.execute()
}

export async function tryCode(
	change: Change,
	identity: Identity,
	hash: string,
	portal: string | undefined,
): ReturnType<Links['tryCode']> {
	const tried = await check(change, identity, { hash, portal }, false)
	if ('left' in tried) return tried
	const account = await accountById(change.trx, tried.account)
	return account && !account.disabled ? { account } : { left: 0 }
}

/** Uses the code up and links; a wrong one costs a try here too. */
export async function connect(
	change: Change,
	link: Parameters<Links['link']>[0],
): Promise<Account | undefined> {
	const { trx, now } = change
	const actor = identityKey(link.identity)
	const effect = async (): Promise<string | null> => {
		const used = await check(change, link.identity, link, true)
		if ('left' in used) return null
		const doer = { by: String(used.account), via: link.identity.platform }
		if (used.mailed && !(await prove(change, used.account, doer))) return null
		const owner = await accountById(trx, used.account)
		if (!owner || owner.disabled) return null
		const other = await trx
			.selectFrom('links')
			.select('account_id')
			.where('platform', '=', link.identity.platform)
			.where('space', '=', link.identity.space)
			.where('user_id', '=', link.identity.user)
			.where('account_id', '<>', used.account)
			.executeTakeFirst()
		const values = { account_id: used.account, name: link.name, linked_at: now, spoken_at: now }
		await trx
			.insertInto('links')
			.values({ ...identityColumns(link.identity), ...values })
			.onConflict(conflict => conflict.columns(['platform', 'space', 'user_id']).doUpdateSet(values))
			.execute()
		await forgetMessages(change, link.identity, used.account)
		// Of the identity itself nothing is kept that would be left when it is forgotten.
		const { platform } = link.identity
		if (other) {
			await forgetSources(change, link.identity, other.account_id)
			await recordRight(change, doer, { what: 'unlinked', account: other.account_id, from: platform })
		}
		await recordRight(change, doer, { what: 'linked', account: used.account, to: platform })
		const account = owner.id
		const { name, locale } = link
		const letter = { account, platform, name, ...(locale && { locale }) }
		await queueJob(change, { kind: 'letter', letter: { purpose: 'linked', ...letter } }, actor)
		return account
	}
	// A wrong code changes something as well: it costs a try, and the same message must not cost two.
	const linked = await once(change, { name: 'link', actor, once: link.once }, effect, () => false)
	return linked === null ? undefined : accountById(trx, parseId(linked))
}

/**
 * Compares with the code that was mailed for this identity, then with those of the portal.
 * @param use whether a right one is used up
 * @returns whose it is, or how many tries are left after a wrong one
 */
async function check(
	change: Change,
	identity: Identity,
	typed: { readonly hash: string; readonly portal?: string | undefined },
	use: boolean,
): Promise<{ readonly account: number; readonly mailed: boolean } | { readonly left: number }> {
	const { trx, now, store } = change
	const mailed = await trx
		.selectFrom('tokens')
		.select(['id', 'hash', 'account_id', 'tries_left'])
		.where('purpose', '=', 'connect')
		.where('platform', '=', identity.platform)
		.where('space', '=', identity.space)
		.where('user_id', '=', identity.user)
		.where('tries_left', '>', 0)
		.where('expires_at', '>', now)
		// Many guesses at once are compared one after the other.
		.$if(store.engine.name === 'postgres', query => query.forUpdate())
		.executeTakeFirst()
	if (mailed?.hash === typed.hash) {
		if (use) await leaveTries(change, mailed.id, 0)
		return { account: mailed.account_id, mailed: true }
	}
	const portal =
		typed.portal === undefined ? { left: 0 } : await tryPortalCode(change, identity, typed.portal, use)
	if ('account' in portal) return { ...portal, mailed: false }
	if (!mailed) return portal
	await leaveTries(change, mailed.id, mailed.tries_left - 1)
	return { left: mailed.tries_left - 1 }
}

async function leaveTries({ trx }: Change, id: number, tries: number): Promise<void> {
	await trx.updateTable('tokens').set({ tries_left: tries }).where('id', '=', id).execute()
}
