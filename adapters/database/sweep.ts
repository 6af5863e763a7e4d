import { sql } from 'kysely'
import { sessionLifetimes } from '../../src/rules/limits.ts'
import { jobTime } from './jobs.ts'
import type { Change, Store } from './store.ts'
import { transact } from './store.ts'
import type { Tables } from './tables/index.ts'

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

/** Rows of one table, known by one column, that go so many milliseconds after the time in another. */
type Rule = {
	[T in keyof Tables]: {
		readonly from: T
		readonly by: keyof Tables[T] & string
		readonly since: keyof Tables[T] & string
		readonly kept: number
		/** The clock that wrote that time, where it is not ours. */
		readonly clock?: 'jobs'
	}
}[keyof Tables]

const rules: readonly Rule[] = [
	{ from: 'tokens', by: 'id', since: 'expires_at', kept: tokensKept },
	{ from: 'letter_tokens', by: 'hash', since: 'expires_at', kept: tokensKept },
	{ from: 'portal_codes', by: 'account_id', since: 'expires_at', kept: 0 },
	{ from: 'budgets', by: 'key', since: 'ends_at', kept: 0 },
	{ from: 'drafts', by: 'id', since: 'expires_at', kept: 0 },
	{ from: 'dedupe', by: 'key', since: 'created_at', kept: dedupeKept },
	{ from: 'jobs', by: 'id', since: 'given_up_at', kept: givenUpKept },
	{ from: 'deliveries', by: 'id', since: 'settled_at', kept: toldKept },
	{ from: 'paces', by: 'account_id', since: 'next_at', kept: 0, clock: 'jobs' },
	{ from: 'comment_sources', by: 'source', since: 'created_at', kept: sourcesKept },
]

const steps = [...rules.map(stepOf), sessions, mutes, notices]

function stepOf({ from, by, since, kept, clock }: Rule) {
	return async ({ trx, store, now }: Change): Promise<number> => {
		const [table, key, time] = [sql.table(from), sql.ref(by), sql.ref(since)]
		const last = clock === 'jobs' ? jobTime(store) : sql.lit(now - kept)
		const { numAffectedRows = 0n } = await sql`
			delete from ${table} where ${key} in (
				select ${key} from ${table} where ${time} <= ${last} limit ${sql.lit(batch)}
			)
		`.execute(trx)
		return Number(numAffectedRows)
	}
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

/** Each person mutes few, and what ended is not long. */
async function mutes({ trx, now }: Change): Promise<number> {
	return deleted(await trx.deleteFrom('mutes').where('ends_at', '<=', now).executeTakeFirst())
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

function deleted(result: { readonly numDeletedRows: bigint }): number {
	return Number(result.numDeletedRows)
}
