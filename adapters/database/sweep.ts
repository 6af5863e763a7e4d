import { type RawBuilder, sql } from 'kysely'
import { sessionLifetimes } from '../../src/rules/limits.ts'
import { flush } from './flush.ts'
import { jobTime } from './job-time.ts'
import type { Change, Store } from './store.ts'
import { transact } from './store.ts'
import type { Tables } from './tables/index.ts'

/** For how long a duplicate of an act is known: longer than any platform tries again. */
const dedupeKept = 7 * 24 * 60 * 60_000
/** Longer than a duplicate, or a key would stand for the effect of another request. */
const keysKept = dedupeKept + 24 * 60 * 60_000
/** For how long a used code or token is known: longer than its letter is tried again. */
const tokensKept = 3 * 24 * 60 * 60_000
/** For how long a job that was given up, and a webhook's message, is kept for whoever asks why. */
const givenUpKept = 14 * 24 * 60 * 60_000
/** For how long it is known who was told what, and where the message about a closed ticket stands. */
const toldKept = 90 * 24 * 60 * 60_000
/** For how long a message in a chat can be changed so that its comment changes. */
const sourcesKept = 30 * 24 * 60 * 60_000
/** For how long an instance is known that has died. */
const instancesKept = 24 * 60 * 60_000
/** How much goes in one transaction, so that nobody waits long for it. */
const batch = 500

/**
 * Removes what time has made useless: expired codes, tokens, sessions and drafts, spent windows, old dedupe
 * rows, mutes that ended, jobs that were given up, old messages of webhooks, what was told long ago, what stands of
 * closed tickets, instances that have died. To be called now and then.
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
	await flush(store)
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
	{ from: 'api_keys', by: 'id', since: 'created_at', kept: keysKept },
	{ from: 'jobs', by: 'id', since: 'given_up_at', kept: givenUpKept },
	{ from: 'deliveries', by: 'id', since: 'settled_at', kept: toldKept },
	{ from: 'webhook_messages', by: 'id', since: 'settled_at', kept: givenUpKept },
	{ from: 'paces', by: 'account_id', since: 'next_at', kept: 0, clock: 'jobs' },
	{ from: 'instances', by: 'id', since: 'beat_at', kept: instancesKept, clock: 'jobs' },
	{ from: 'comment_sources', by: 'source', since: 'created_at', kept: sourcesKept },
]

function stepOf({ from, by, since, kept, clock }: Rule) {
	return async ({ trx, store, now }: Change): Promise<number> => {
		const [table, key, time] = [sql.table(from), sql.ref(by), sql.ref(since)]
		const last = clock === 'jobs' ? sql`${jobTime(store)} - ${sql.lit(kept)}` : sql.lit(now - kept)
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

/** Rows about tickets that will not change any more; of others they are needed. */
type OfClosed = {
	[T in keyof Tables]: {
		readonly from: T
		readonly by: readonly (keyof Tables[T] & string)[]
		/** Of the row, which is `r`, and its ticket, `t`. */
		readonly also?: (last: number) => RawBuilder<boolean>
	}
}[keyof Tables]

const ofClosed: readonly OfClosed[] = [
	{
		from: 'notices',
		by: ['account_id', 'ticket_id'],
		also: last => sql`r.due_at is null and r.settled_at <= ${last}`,
	},
	{
		from: 'triage_cards',
		by: ['platform', 'space', 'channel', 'ticket_id'],
		also: last => sql`t.activity_at <= ${last}`,
	},
	{ from: 'seen', by: ['account_id', 'ticket_id'] },
]

function closedStepOf({ from, by, also }: OfClosed) {
	return async ({ trx, now }: Change): Promise<number> => {
		const of = (table: string) => sql.join(by.map(column => sql.ref(`${table}.${column}`)))
		const { numAffectedRows = 0n } = await sql`
			delete from ${sql.table(from)} where (${of(from)}) in (
				select ${of('r')} from ${sql.table(from)} as r join tickets as t on t.id = r.ticket_id
				where t.status = 'closed' ${also ? sql`and ${also(now - toldKept)}` : sql``}
				limit ${sql.lit(batch)}
			)
		`.execute(trx)
		return Number(numAffectedRows)
	}
}

const steps = [...rules.map(stepOf), sessions, mutes, ...ofClosed.map(closedStepOf)]

function deleted(result: { readonly numDeletedRows: bigint }): number {
	return Number(result.numDeletedRows)
}
