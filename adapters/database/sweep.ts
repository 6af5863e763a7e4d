import { sessionLifetimes } from '../../src/rules/limits.ts'
import type { Change, Store } from './store.ts'
import { transact } from './store.ts'

/** For how long a duplicate of an act is known: longer than any platform tries again. */
const dedupeKept = 7 * 24 * 60 * 60_000
/** For how long a used code or token is known: longer than its letter is tried again. */
const tokensKept = 3 * 24 * 60 * 60_000
/** For how long a job that was given up is kept for whoever asks why. */
const givenUpKept = 14 * 24 * 60 * 60_000
/** How much goes in one transaction, so that nobody waits long for it. */
const batch = 500

/**
 * Removes what time has made useless: expired codes, tokens, sessions and drafts, spent windows, old dedupe rows, mutes that
 * ended, jobs that were given up. To be called now and then.
 * @returns how many rows went
 */
export async function sweep(store: Store): Promise<number> {
	let removed = 0
	for (const step of [tokens, letterTokens, portalCodes, sessions, budgets, drafts, dedupe, mutes, givenUp]) {
		for (;;) {
			const count = await transact(store, step)
			removed += count
			if (count < batch) break
		}
	}
	return removed
}

async function tokens({ trx, now }: Change): Promise<number> {
	const old = trx
		.selectFrom('tokens')
		.select('id')
		.where('expires_at', '<=', now - tokensKept)
		.limit(batch)
	return deleted(await trx.deleteFrom('tokens').where('id', 'in', old).executeTakeFirst())
}

async function letterTokens({ trx, now }: Change): Promise<number> {
	const old = trx
		.selectFrom('letter_tokens')
		.select('hash')
		.where('expires_at', '<=', now - tokensKept)
		.limit(batch)
	return deleted(await trx.deleteFrom('letter_tokens').where('hash', 'in', old).executeTakeFirst())
}

async function portalCodes({ trx, now }: Change): Promise<number> {
	return deleted(await trx.deleteFrom('portal_codes').where('expires_at', '<=', now).executeTakeFirst())
}

async function sessions({ trx, now }: Change): Promise<number> {
	const old = trx
		.selectFrom('sessions')
		.select('hash')
		.where(eb =>
			eb.or([
				eb('seen_at', '<=', now - sessionLifetimes.idle),
				eb('started_at', '<=', now - sessionLifetimes.whole),
			]),
		)
		.limit(batch)
	return deleted(await trx.deleteFrom('sessions').where('hash', 'in', old).executeTakeFirst())
}

async function budgets({ trx, now }: Change): Promise<number> {
	const old = trx.selectFrom('budgets').select('key').where('ends_at', '<=', now).limit(batch)
	return deleted(await trx.deleteFrom('budgets').where('key', 'in', old).executeTakeFirst())
}

async function drafts({ trx, now }: Change): Promise<number> {
	const old = trx.selectFrom('drafts').select('id').where('expires_at', '<=', now).limit(batch)
	return deleted(await trx.deleteFrom('drafts').where('id', 'in', old).executeTakeFirst())
}

async function dedupe({ trx, now }: Change): Promise<number> {
	const old = trx
		.selectFrom('dedupe')
		.select('key')
		.where('created_at', '<=', now - dedupeKept)
		.limit(batch)
	return deleted(await trx.deleteFrom('dedupe').where('key', 'in', old).executeTakeFirst())
}

async function mutes({ trx, now }: Change): Promise<number> {
	return deleted(await trx.deleteFrom('mutes').where('ends_at', '<=', now).executeTakeFirst())
}

async function givenUp({ trx, now }: Change): Promise<number> {
	const old = trx
		.selectFrom('jobs')
		.select('id')
		.where('given_up_at', '<=', now - givenUpKept)
		.limit(batch)
	return deleted(await trx.deleteFrom('jobs').where('id', 'in', old).executeTakeFirst())
}

function deleted(result: { readonly numDeletedRows: bigint }): number {
	return Number(result.numDeletedRows)
}
