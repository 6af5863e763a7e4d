import type { Ticket } from '../../../src/domain/ticket.ts'
import type { TicketEvent } from '../../../src/ports/notices.ts'
import type { Room } from '../../../src/ports/triage.ts'
import { queueFollowing } from '../jobs.ts'
import { wordsOf } from '../search/words.ts'
import type { Change } from '../store.ts'
import type { TriageRoomsTable } from '../tables/triage-rooms.ts'
import { roomColumns } from './room.ts'

/** What a card shows nothing of. */
const unseen: ReadonlySet<TicketEvent['kind']> = new Set([
	'noted',
	'edited',
	'withdrawn',
	'restored',
	'reminded',
])

/**
 * Has the rooms in which a ticket has a card show it anew, and those that a newly opened one fits show it.
 * @param happened events that have not been announced before
 */
export async function queueCards(
	change: Change,
	ticket: Ticket,
	happened: readonly TicketEvent[],
): Promise<void> {
	const seen = happened.filter(event => !unseen.has(event.kind))
	if (seen.length === 0) return
	const opened = seen.find(event => event.kind === 'opened')
	for (const row of await roomsBeside(change, ticket.number)) {
		const has = row.ticket_id !== null
		if (!has) {
			if (!opened || opened.at < row.opened_at || !fits(row, ticket)) continue
			await addCard(change, row, ticket.number)
		}
		const room = roomColumns(row)
		const about = `triage:${row.platform}:${row.space}:${row.channel}:${ticket.id}`
		const card = { kind: 'triage', room, ticket: ticket.id } as const
		const warnings = seen.filter(event => event.kind === 'target')
		if (warnings.length === 0) await queueFollowing(change, about, card)
		for (const { target, due } of warnings) {
			await queueFollowing(change, about, { ...card, warning: { target, due } })
		}
	}
}

async function roomsBeside({ trx }: Change, ticket: number) {
	return (
		trx
			.selectFrom('triage_rooms as room')
			.leftJoin('triage_cards as c', join =>
				join
					.onRef('c.platform', '=', 'room.platform')
					.onRef('c.space', '=', 'room.space')
					.onRef('c.channel', '=', 'room.channel')
					.on('c.ticket_id', '=', ticket),
			)
			.selectAll('room')
			.select('c.ticket_id')
			// In one order, so that two transactions never wait for each other in a circle.
			.orderBy('room.platform')
			.orderBy('room.space')
			.orderBy('room.channel')
			.execute()
	)
}

function fits(room: Pick<TriageRoomsTable, 'organization_id' | 'word'>, ticket: Ticket): boolean {
	const ours = room.organization_id === null || String(room.organization_id) === ticket.organization?.id
	if (!ours || room.word === null) return ours
	const sought = wordsOf(room.word)
	const subject = wordsOf(ticket.subject)
	return sought.length > 0 && sought.every(word => subject.includes(word))
}

async function addCard({ trx }: Change, room: Room, ticket: number): Promise<void> {
	await trx
		.insertInto('triage_cards')
		.values({ ...roomColumns(room), ticket_id: ticket, standing: null })
		.onConflict(conflict => conflict.doNothing())
		.execute()
}
