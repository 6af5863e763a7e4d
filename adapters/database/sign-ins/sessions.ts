import type { Kysely } from 'kysely'
import type { Session, SignIns } from '../../../src/ports/sign-ins.ts'
import { sessionLifetimes } from '../../../src/rules/limits.ts'
import { parseId } from '../ids.ts'
import { selectAccounts, toAccount } from '../people.ts'
import { prepared } from '../prepared.ts'
import type { Change, Store } from '../store.ts'
import { transact } from '../store.ts'
import type { Tables } from '../tables/index.ts'

/** A session that was seen so short a time ago is not written again. */
const fresh = 10_000

export async function start(
	{ trx, now, store }: Change,
	session: Parameters<SignIns['start']>[0],
): Promise<Session | undefined> {
	const row = await selectAccounts(trx)
		.innerJoin('passwords as p', 'p.account_id', 'a.id')
		.where('a.id', '=', parseId(session.account) ?? 0)
		.where('a.disabled', '=', 0)
		.where('p.hash', '=', session.checked)
		// The account and its password stay as they are until the session is there to be ended with them.
		.$if(store.engine.name === 'postgres', query => query.forShare(['a', 'p']))
		.executeTakeFirst()
	if (!row) return undefined
	const id = store.secrets.id()
	await trx
		.insertInto('sessions')
		.values({
			hash: session.hash,
			id,
			account_id: row.id,
			agent: session.agent,
			started_at: now,
			seen_at: now,
		})
		.execute()
	return { id, account: toAccount(row), startedAt: now, seenAt: now, agent: session.agent }
}

export async function find(store: Store, hash: string): Promise<Session | undefined> {
	const now = store.clock.now()
	const [row] = await byHash(store, { hash, ...since(now) })
	if (!row) return undefined
	if (now - row.seen_at >= fresh) {
		await transact(store, ({ trx }) =>
			trx
				.updateTable('sessions')
				.set({ seen_at: now })
				.where('hash', '=', hash)
				.where('seen_at', '<', now)
				.execute(),
		)
	}
	return toSession({ ...row, seen_at: now })
}

const byHash = prepared((db, values: Since & { readonly hash: string }) =>
	alive(db, values).where('s.hash', '=', values.hash).compile(),
)

export async function sessionsOf(store: Store, account: string): Promise<readonly Session[]> {
	const rows = await alive(store.kysely, since(store.clock.now()))
		.where('s.account_id', '=', parseId(account) ?? 0)
		.orderBy('s.seen_at', 'desc')
		.orderBy('s.id')
		.execute()
	return rows.map(toSession)
}

export async function endSession(
	{ trx }: Change,
	{ id, account }: Parameters<SignIns['end']>[0],
): Promise<void> {
	await trx
		.deleteFrom('sessions')
		.where('id', '=', id)
		.where('account_id', '=', parseId(account) ?? 0)
		.execute()
}

/** @param keep the id of the one that stays */
export async function endSessions({ trx }: Change, account: number, keep = ''): Promise<void> {
	await trx.deleteFrom('sessions').where('account_id', '=', account).where('id', '<>', keep).execute()
}

/** When a session that is alive was seen and begun, at the earliest. */
type Since = { readonly seen: number; readonly started: number }

function since(now: number): Since {
	return { seen: now - sessionLifetimes.idle, started: now - sessionLifetimes.whole }
}

function alive(db: Kysely<Tables>, { seen, started }: Since) {
	return selectAccounts(db)
		.innerJoin('sessions as s', 's.account_id', 'a.id')
		.select(['s.id as session_id', 's.agent', 's.started_at', 's.seen_at'])
		.where('a.disabled', '=', 0)
		.where('s.seen_at', '>', seen)
		.where('s.started_at', '>', started)
}

type Row = Awaited<ReturnType<ReturnType<typeof alive>['executeTakeFirstOrThrow']>>

function toSession(row: Row): Session {
	return {
		id: row.session_id,
		account: toAccount(row),
		startedAt: row.started_at,
		seenAt: row.seen_at,
		agent: row.agent,
	}
}
