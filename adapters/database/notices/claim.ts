import { sql } from 'kysely'
import type { Delivery, Notice, Notices } from '../../../src/ports/notices.ts'
import { noticePace } from '../../../src/rules/limits.ts'
import { valuesOf } from '../listed.ts'
import { preparedByTime, readJobTime } from '../job-time.ts'
import type { Change, Store } from '../store.ts'
import { transact } from '../store.ts'
import { bit } from '../tables/bit.ts'
import type { DeliveriesTable } from '../tables/deliveries.ts'
import { eventColumns, toEvent } from './event.ts'
import { allHeld } from './held.ts'
import type { Key } from './keys.ts'
import { byKey, oneOf, tableOf } from './keys.ts'
import { readStanding } from './messages.ts'

/** Takes what is due, the longest first, until there is enough or nothing is left. */
export async function claim(
	store: Store,
	{ count, lease }: Parameters<Notices['claim']>[0],
): Promise<readonly Notice[]> {
	const notices: Notice[] = []
	// Each commit has this looked at, and mostly there is nothing: to read is cheaper than to claim.
	for (let more = (await anyDue(store, {})).length > 0; more && notices.length < count; ) {
		const some = await transact(
			store,
			change => claimSome(change, count - notices.length, lease),
			stillClaimed,
		)
		notices.push(...some.notices)
		// Of many that are for one person only one was taken, so there may be more for others.
		more = some.full && some.notices.length > 0
	}
	return notices
}

const anyDue = preparedByTime((db, now) =>
	db
		.selectFrom('notices')
		.select('ticket_id')
		.where('due_at', '<=', now)
		.orderBy('due_at')
		.limit(sql.lit(1))
		.compile(),
)

/** Also whether as much was due as was looked for. */
type Some = { readonly notices: readonly Notice[]; readonly full: boolean }

async function claimSome(change: Change, count: number, lease: number): Promise<Some> {
	const { trx } = change
	const now = await readJobTime(trx, change.store)
	const due = await lockDue(change, count, now)
	const first = new Map<number, Key>()
	for (const key of due) if (!first.has(key.account_id)) first.set(key.account_id, key)
	const free = await takeTurns(change, [...first.keys()], now)
	const keys = free.flatMap(account => first.get(account) ?? [])
	const full = due.length === count
	if (keys.length === 0) return { notices: [], full }
	const claimed = await trx
		.updateTable('notices')
		.set(eb => ({
			due_at: now + lease,
			claimed: bit(true),
			holder: change.store.instance,
			next_at: null,
			fence: eb('fence', '+', 1),
			// Something was added during a claim that was lost.
			tries: sql<number>`case when next_at is null then tries else 0 end`,
		}))
		.where(oneOf(change.store, keys, 'notices'))
		.returning(['account_id', 'ticket_id', 'fence', 'tries', 'why'])
		.execute()
	const waiting = await readWaiting(change, keys)
	const standing = await readStanding(change, keys)
	const notices = claimed.map(row => ({
		account: String(row.account_id),
		ticket: String(row.ticket_id),
		number: row.ticket_id,
		fence: row.fence,
		tries: row.tries,
		...(row.why !== null && { why: row.why }),
		waiting: waiting(row),
		standing: standing(row),
	}))
	return { notices, full }
}

/** Those of some notices whose claim has come about. */
async function stillClaimed(change: Change, { notices, full }: Some): Promise<Some> {
	if (notices.length === 0) return { notices, full }
	const rowOf = await allHeld(change, notices)
	return { notices: notices.filter(notice => rowOf(notice) !== undefined), full }
}

/** What is due to people who were not spoken to just now; nobody else takes it in the meantime. */
async function lockDue({ trx, store }: Change, count: number, now: number): Promise<readonly Key[]> {
	return trx
		.selectFrom('notices')
		.select(['account_id', 'ticket_id'])
		.where('due_at', '<=', now)
		.where(eb =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('paces')
						.select('paces.account_id')
						.whereRef('paces.account_id', '=', 'notices.account_id')
						.where('paces.next_at', '>', now),
				),
			),
		)
		.orderBy('due_at')
		.limit(count)
		.$if(store.engine.name === 'postgres', query => query.forUpdate().skipLocked())
		.execute()
}

/** @returns those of some people to whom nobody else is about to speak: it is our turn now */
async function takeTurns(
	{ trx, store }: Change,
	accounts: readonly number[],
	now: number,
): Promise<readonly number[]> {
	if (accounts.length === 0) return []
	const next = now + noticePace
	// In one order, so that two claims wait for each other and never in a circle.
	const inOrder = valuesOf(
		store.engine.name,
		accounts.toSorted((a, b) => a - b),
	)
	const rows = await trx
		.insertInto('paces')
		.columns(['account_id', 'next_at'])
		.expression(sql`select value, cast(${next} as bigint) from ${inOrder} where true`)
		.onConflict(conflict =>
			conflict.column('account_id').doUpdateSet({ next_at: next }).where('paces.next_at', '<=', now),
		)
		.returning('account_id')
		.execute()
	return rows.map(row => row.account_id)
}

async function readWaiting(
	{ trx, store }: Change,
	keys: readonly Key[],
): Promise<(key: Key) => readonly Delivery[]> {
	const rows = await trx
		.selectFrom(tableOf(store, keys))
		.crossJoin('deliveries as d')
		.whereRef('d.account_id', '=', 'k.account_id')
		.whereRef('d.ticket_id', '=', 'k.ticket_id')
		.innerJoin('events as e', 'e.id', 'd.event_id')
		.leftJoin('accounts as p', 'p.id', 'e.actor_id')
		.select(['d.id', 'd.account_id', 'd.ticket_id', 'd.kind as notice_kind'])
		.select(eventColumns)
		.where('d.state', '=', sql.lit<DeliveriesTable['state']>('waiting'))
		.execute()
	const inOrder = rows.toSorted((a, b) => a.id - b.id)
	return byKey(inOrder, row => ({ id: String(row.id), kind: row.notice_kind, event: toEvent(row) }))
}
