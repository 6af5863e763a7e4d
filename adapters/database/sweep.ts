import { sessionLifetimes } from '../../src/rules/limits.ts'
import { jobTime } from './jobs.ts'
import type { Change, Store } from './store.ts'
import { transact } from './store.ts'

/** For how long a duplicate of an act is known: longer than any platform tries again. */
const dedupeKept = 7 * 24 * 60 * 60_000
/** For how long a used code or token is known: longer than its letter is tried again. */
const tokensKept = 3 * 24 * 60 * 60_000
/** For how long a job that was given up is kept for whoever asks why. */
const givenUpKept = 14 * 24 * 60 * 60_000
/** For how long it is known who was told what, and where the message about a closed ticket stands. */
const toldKept = 90 * 24 * 60 * 60_000
/** For how long a message in a chat can be changed so that its comment changes. */
const sourcesKept = 30 * 24 * 60 * 60_000
/** How much goes in one transaction, so that nobody waits long for it. */
const batch = 500

/**
 * Removes what time has made useless: expired codes, tokens, sessions and drafts, spent windows, old dedupe
 * rows, mutes that ended, jobs that were given up, what was told long ago. To be called now and then.
 * @returns how many rows went
 */
export async function sweep(store: Store): Promise<number> {
	let removed = 0
	for (const step of steps) {
		for (;;) {
			const count = await transact(store, step)
			removed += count
			if (count < batch) break
		}
	}
	return removed
}

const steps = [
	tokens,
	letterTokens,
	portalCodes,
	sessions,
	budgets,
	drafts,
	dedupe,
	mutes,
	givenUp,
	deliveries,
	notices,
	paces,
	sources,
] as const

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

async function deliveries({ trx, now }: Change): Promise<number> {
	const old = trx
		.selectFrom('deliveries')
		.select('id')
		.where('settled_at', '<=', now - toldKept)
		.limit(batch)
	return deleted(await trx.deleteFrom('deliveries').where('id', 'in', old).executeTakeFirst())
}

/** Of tickets that will not change any more; of others it is to be known where their message stands. */
async function notices({ trx, now }: Change): Promise<number> {
	const old = await trx
		.selectFrom('notices as n')
		.innerJoin('tickets as t', 't.id', 'n.ticket_id')
		.select(['n.account_id', 'n.ticket_id'])
		.where('n.due_at', 'is', null)
		.where('n.settled_at', '<=', now - toldKept)
		.where('t.status', '=', 'closed')
		.limit(batch)
		.execute()
	let removed = 0
	for (const { account_id, ticket_id } of old) {
		const result = await trx
			.deleteFrom('notices')
			.where('account_id', '=', account_id)
			.where('ticket_id', '=', ticket_id)
			.where('due_at', 'is', null)
			.executeTakeFirst()
		removed += deleted(result)
	}
	return removed
}

async function paces({ trx, store }: Change): Promise<number> {
	const old = trx.selectFrom('paces').select('account_id').where('next_at', '<=', jobTime(store)).limit(batch)
	return deleted(await trx.deleteFrom('paces').where('account_id', 'in', old).executeTakeFirst())
}

async function sources({ trx, now }: Change): Promise<number> {
	const old = trx
		.selectFrom('comment_sources')
		.select('source')
		.where('created_at', '<=', now - sourcesKept)
		.limit(batch)
	return deleted(await trx.deleteFrom('comment_sources').where('source', 'in', old).executeTakeFirst())
}

function deleted(result: { readonly numDeletedRows: bigint }): number {
	return Number(result.numDeletedRows)
}
