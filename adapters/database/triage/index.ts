import type { Triage } from '../../../src/ports/triage.ts'
import { once } from '../dedupe.ts'
import { parseId } from '../ids.ts'
import { isAgent } from '../people.ts'
import type { Change, Store } from '../store.ts'
import { transact } from '../store.ts'
import type { Tables } from '../tables/index.ts'
import type { Kysely } from 'kysely'
import { roomColumns, toRoom } from './room.ts'
import type { Room } from '../../../src/ports/triage.ts'

/** Channels in which support sees what comes in, in the same database as what came in. */
export function databaseTriage(store: Store): Triage {
	const { kysely } = store
	return {
		open: act =>
			transact(store, change =>
				once(
					change,
					{ name: 'triage-open', actor: act.by, once: act.once },
					() => open(change, act),
					result => result === 'forbidden',
				),
			),
		close: act =>
			transact(store, change =>
				once(
					change,
					{ name: 'triage-close', actor: act.by, once: act.once },
					async () => {
						if (!(await isAgent(change.trx, act.by))) return 'forbidden' as const
						return (await forget(change, act.room)) ? ('closed' as const) : ('none' as const)
					},
					result => result !== 'closed',
				),
			),
		async find(room) {
			const row = await selectRooms(kysely, room).executeTakeFirst()
			return row && toRoom(row)
		},
		async forget(room) {
			await transact(store, change => forget(change, room))
		},
		async card(room, ticket) {
			const id = parseId(ticket)
			const row = await selectRooms(kysely, room)
				.innerJoin('tickets as t', join => join.on('t.id', '=', id ?? 0))
				.leftJoin('triage_cards as c', join =>
					join
						.onRef('c.platform', '=', 'o.platform')
						.onRef('c.space', '=', 'o.space')
						.onRef('c.channel', '=', 'o.channel')
						.onRef('c.ticket_id', '=', 't.id'),
				)
				.select(['t.id as ticket_id', 'c.standing'])
				.executeTakeFirst()
			if (!row) return undefined
			const number = row.ticket_id
			const standing = row.standing === null ? {} : { standing: row.standing }
			return { room: toRoom(row), ticket: String(number), number, ...standing }
		},
		async stands(room, ticket, standing) {
			const id = parseId(ticket)
			if (id === undefined) return
			await transact(store, async ({ trx }) => {
				// A room that was closed meanwhile has no cards.
				await trx
					.insertInto('triage_cards')
					.columns(['platform', 'space', 'channel', 'ticket_id', 'standing'])
					.expression(eb =>
						eb
							.selectFrom('triage_rooms as o')
							.innerJoin('tickets as t', join => join.on('t.id', '=', id))
							.select(['o.platform', 'o.space', 'o.channel', 't.id', eb.val(standing).as('standing')])
							.where('o.platform', '=', room.platform)
							.where('o.space', '=', room.space)
							.where('o.channel', '=', room.channel),
					)
					.onConflict(conflict =>
						conflict.columns(['platform', 'space', 'channel', 'ticket_id']).doUpdateSet({ standing }),
					)
					.execute()
			})
		},
		async ticketAt(room, standing) {
			const row = await kysely
				.selectFrom('triage_cards')
				.select('ticket_id')
				.where('platform', '=', room.platform)
				.where('space', '=', room.space)
				.where('channel', '=', room.channel)
				.where('standing', '=', standing)
				.where('standing', 'is not', null)
				.executeTakeFirst()
			return row?.ticket_id
		},
	}
}

function selectRooms(db: Kysely<Tables>, { platform, space, channel }: Room) {
	return db
		.selectFrom('triage_rooms as o')
		.innerJoin('accounts as a', 'a.id', 'o.by_id')
		.leftJoin('organizations as g', 'g.id', 'o.organization_id')
		.select(['o.platform', 'o.space', 'o.channel', 'o.reference', 'o.organization_id', 'o.word'])
		.select('g.name as organization_name')
		.select(['a.id', 'a.email', 'a.first_name', 'a.last_name', 'a.role'])
		.where('o.platform', '=', platform)
		.where('o.space', '=', space)
		.where('o.channel', '=', channel)
}

async function open(
	{ trx, now }: Change,
	act: Parameters<Triage['open']>[0],
): Promise<'opened' | 'changed' | 'forbidden'> {
	if (!(await isAgent(trx, act.by))) return 'forbidden'
	const values = {
		reference: act.reference,
		organization_id: act.filter.organization ? Number(act.filter.organization.id) : null,
		word: act.filter.word ?? null,
		by_id: Number(act.by),
	}
	const opened = await trx
		.insertInto('triage_rooms')
		.values({ ...roomColumns(act.room), ...values, opened_at: now })
		.onConflict(conflict => conflict.doNothing())
		.executeTakeFirst()
	if (opened.numInsertedOrUpdatedRows === 1n) return 'opened'
	await trx
		.updateTable('triage_rooms')
		.set(values)
		.where('platform', '=', act.room.platform)
		.where('space', '=', act.room.space)
		.where('channel', '=', act.room.channel)
		.execute()
	return 'changed'
}

/** @returns whether there was such a room */
async function forget({ trx }: Change, { platform, space, channel }: Room): Promise<boolean> {
	let rooms = false
	for (const table of ['triage_cards', 'triage_rooms'] as const) {
		const gone = await trx
			.deleteFrom(table)
			.where('platform', '=', platform)
			.where('space', '=', space)
			.where('channel', '=', channel)
			.executeTakeFirst()
		rooms = gone.numDeletedRows > 0n
	}
	return rooms
}
