import { type Identity, identityKey } from '../../../src/domain/identity.ts'
import type { Selectable } from 'kysely'
import type { Standing } from '../../../src/ports/notices.ts'
import { identityColumns } from '../identity.ts'
import { parseId } from '../ids.ts'
import { isAmong } from '../listed.ts'
import type { Change, Store } from '../store.ts'
import type { NoticeMessagesTable } from '../tables/notice-messages.ts'
import type { Held } from './held.ts'
import { allHeld, held } from './held.ts'
import type { Key } from './keys.ts'
import { byKey, tableOf } from './keys.ts'

/** Where the message about a notice's ticket stands. */
export type Shown = { readonly notice: Held; readonly standing: Standing }

/**
 * Keeps where tickets' messages stand; not in a chat that is no longer that person's.
 * @returns for each, false where its claim was lost
 */
export async function show(change: Change, all: readonly Shown[]): Promise<readonly boolean[]> {
	const rowOf = await allHeld(
		change,
		all.map(({ notice }) => notice),
	)
	const isTheirs = await whoseChats(
		change,
		all.map(({ notice }) => parseId(notice.account) ?? 0),
	)
	// One statement writes a row once: of the same place the last counts.
	const kept = new Map<string, Kept>()
	for (const { notice, standing } of all) {
		const row = rowOf(notice)
		if (!row || !isTheirs(row.account_id, standing.identity)) continue
		const { account_id, ticket_id } = row
		const values = {
			account_id,
			ticket_id,
			...identityColumns(standing.identity),
			reference: standing.reference,
		}
		kept.set(`${account_id} ${ticket_id} ${nameOf(standing)}`, values)
	}
	if (kept.size > 0) await keep(change, [...kept.values()])
	return all.map(({ notice }) => rowOf(notice) !== undefined)
}

type Kept = Selectable<NoticeMessagesTable>

async function keep({ trx }: Change, all: readonly Kept[]): Promise<void> {
	await trx
		.insertInto('notice_messages')
		.values(all)
		.onConflict(conflict =>
			conflict
				.columns(['account_id', 'ticket_id', 'platform', 'space', 'user_id'])
				.doUpdateSet({ reference: eb => eb.ref('excluded.reference') }),
		)
		.execute()
}

/** Forgets where a ticket's message stands in one chat. */
export async function unshow(change: Change, notice: Held, identity: Identity): Promise<void> {
	const row = await held(change, notice)
	if (!row) return
	const { platform, space, user_id } = identityColumns(identity)
	await change.trx
		.deleteFrom('notice_messages')
		.where('account_id', '=', row.account_id)
		.where('ticket_id', '=', row.ticket_id)
		.where('platform', '=', platform)
		.where('space', '=', space)
		.where('user_id', '=', user_id)
		.execute()
}

/** @returns the messages of a notice, in one order */
export async function readStanding(
	{ trx, store }: Change,
	keys: readonly Key[],
): Promise<(key: Key) => readonly Standing[]> {
	const rows = await trx
		.selectFrom(tableOf(store, keys))
		.crossJoin('notice_messages as m')
		.whereRef('m.account_id', '=', 'k.account_id')
		.whereRef('m.ticket_id', '=', 'k.ticket_id')
		.selectAll('m')
		.execute()
	const all = rows.map(({ platform, space, user_id: user, reference, ...key }) => ({
		...key,
		standing: { identity: { platform, space, user }, reference },
	}))
	const inOrder = all.toSorted((a, b) => (nameOf(a.standing) < nameOf(b.standing) ? -1 : 1))
	return byKey(inOrder, ({ standing }) => standing)
}

const nameOf = ({ identity }: Standing) => identityKey(identity)

/** @returns the number of the ticket whose message stands there in a chat */
export async function ticketAt(
	{ kysely }: Store,
	identity: Identity,
	reference: string,
): Promise<number | undefined> {
	const row = await kysely
		.selectFrom('notice_messages')
		.select('ticket_id')
		.where('platform', '=', identity.platform)
		.where('space', '=', identity.space)
		.where('user_id', '=', identity.user)
		.where('reference', '=', reference)
		.executeTakeFirst()
	return row?.ticket_id
}

/** Forgets all that stands in a chat; the next news there is a new message. @param but whose messages stay */
export async function forgetMessages({ trx }: Change, identity: Identity, but?: number): Promise<void> {
	await trx
		.deleteFrom('notice_messages')
		.where('platform', '=', identity.platform)
		.where('space', '=', identity.space)
		.where('user_id', '=', identity.user)
		.$if(but !== undefined, query => query.where('account_id', '<>', but ?? 0))
		.execute()
}

/** Locked, in one order, so that whoever ends a link finds what was kept before. */
async function whoseChats(
	{ trx, store }: Change,
	accounts: readonly number[],
): Promise<(account: number, identity: Identity) => boolean> {
	const rows = await trx
		.selectFrom('links')
		.select(['account_id', 'platform', 'space', 'user_id'])
		.where(isAmong(store.engine.name, 'account_id', accounts))
		.$if(store.engine.name === 'postgres', query =>
			query.orderBy('platform').orderBy('space').orderBy('user_id').forShare(),
		)
		.execute()
	const found = new Set(
		rows.map(
			({ account_id, platform, space, user_id: user }) =>
				`${account_id} ${identityKey({ platform, space, user })}`,
		),
	)
	return (account, identity) => found.has(`${account} ${identityKey(identity)}`)
}
