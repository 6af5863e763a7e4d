import type { AccountId } from '../../src/domain/account.ts'
import type { Accounts } from '../../src/ports/accounts.ts'
import { can, factsOf } from '../../src/rules/access.ts'
import { sql } from 'kysely'
import { once } from './dedupe.ts'
import { parseId } from './ids.ts'
import { readJobTime } from './job-time.ts'
import { type Pairs, rowsOf } from './listed.ts'
import { showTo } from './notices/announce.ts'
import { paged } from './paged.ts'
import { accountById } from './people.ts'
import { prepared } from './prepared.ts'
import type { Change, Store } from './store.ts'
import { transact } from './store.ts'
import { ticketById } from './tickets/read.ts'

type MuteAct = Parameters<Accounts['mute']>[0]

/** Mutes a ticket that the account may see, or ends that; of any other it changes nothing. */
export async function mute(store: Store, act: MuteAct): Promise<void> {
	await transact(store, change =>
		once(
			change,
			{ name: 'mute', actor: act.by, once: act.once },
			() => setMute(change, act),
			result => result === 'absent',
		),
	)
}

async function setMute(change: Change, act: MuteAct): Promise<'done' | 'absent'> {
	const { trx, store } = change
	const viewer = await accountById(trx, parseId(act.by))
	const ticket = await ticketById(trx, parseId(act.ticket))
	if (!viewer || !ticket || !can(viewer, 'see', factsOf(ticket))) return 'absent'
	const key = { account_id: Number(viewer.id), ticket_id: ticket.number }
	// Its message offers the other of the two from now on.
	await showTo(change, ticket.number, [key.account_id], await readJobTime(trx, store))
	if (act.until === undefined) {
		await trx
			.deleteFrom('mutes')
			.where('account_id', '=', key.account_id)
			.where('ticket_id', '=', key.ticket_id)
			.execute()
		return 'done'
	}
	const { until } = act
	await trx
		.insertInto('mutes')
		.values({ ...key, ends_at: until })
		.onConflict(conflict => conflict.columns(['account_id', 'ticket_id']).doUpdateSet({ ends_at: until }))
		.execute()
	return 'done'
}

export async function mutedUntil(store: Store, id: AccountId, ticket: string): Promise<number | undefined> {
	const [row] = await mutes(store, {
		account: parseId(id) ?? 0,
		ticket: parseId(ticket) ?? 0,
		now: store.clock.now(),
	})
	return row?.ends_at
}

export function mutesOf(
	store: Store,
	id: AccountId,
): AsyncIterable<{ readonly number: number; readonly until: number }> {
	const now = store.clock.now()
	return paged((last, limit) =>
		store.kysely
			.selectFrom('mutes')
			.select(['ticket_id as number', 'ends_at as until'])
			.where('account_id', '=', parseId(id) ?? 0)
			.where('ticket_id', '>', last?.number ?? 0)
			.where('ends_at', '>', now)
			.orderBy('ticket_id')
			.limit(limit)
			.execute(),
	)
}

type Muted = { readonly account: number; readonly ticket: number; readonly now: number }

const mutes = prepared((db, { account, ticket, now }: Muted) =>
	db
		.selectFrom('mutes')
		.select('ends_at')
		.where('account_id', '=', account)
		.where('ticket_id', '=', ticket)
		.where('ends_at', '>', now)
		.compile(),
)

/** Which tickets are muted now by which accounts. @param pairs of an account and a ticket */
export async function mutedAmong(
	store: Store,
	pairs: Pairs,
): Promise<(account: number, ticket: number) => boolean> {
	const rows = await mutesAmong(store, { ...pairs, now: store.clock.now() })
	const found = new Set(rows.map(row => `${row.account_id} ${row.ticket_id}`))
	return (account, ticket) => found.has(`${account} ${ticket}`)
}

const mutesAmong = prepared((db, { pairs, now }: Pairs & { readonly now: number }, engine) =>
	db
		.selectFrom('mutes')
		.select(['account_id', 'ticket_id'])
		.where(sql<boolean>`(account_id, ticket_id) in ${rowsOf(engine, { pairs }, 'account_id', 'ticket_id')}`)
		.where('ends_at', '>', now)
		.compile(),
)
