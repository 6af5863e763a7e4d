import type { Person } from '../../../src/domain/ticket.ts'
import type { TicketEvent } from '../../../src/ports/notices.ts'
import type { HistoryEntry, Tickets } from '../../../src/ports/tickets.ts'
import type { Viewer } from '../../../src/rules/access.ts'
import { can, factsOf } from '../../../src/rules/access.ts'
import { parseId } from '../ids.ts'
import { eventColumns, toEvent } from '../notices/event.ts'
import { toPerson } from '../people.ts'
import type { Store } from '../store.ts'
import { ticketById } from './read.ts'

/** Every change of a ticket, newest first, for agents. */
export async function history(
	{ kysely }: Store,
	viewer: Viewer,
	id: string,
	part: Parameters<Tickets['history']>[2],
): Promise<readonly HistoryEntry[]> {
	const ticket = await ticketById(kysely, parseId(id))
	if (!ticket || !can(viewer, 'work', factsOf(ticket))) return []
	const rows = await kysely
		.selectFrom('events as e')
		.leftJoin('accounts as p', 'p.id', 'e.actor_id')
		.select(['e.id', 'e.via'])
		.select(eventColumns)
		.where('e.ticket_id', '=', ticket.number)
		.$if(part.before !== undefined, query => query.where('e.id', '<', parseId(part.before ?? '') ?? 0))
		.orderBy('e.id', 'desc')
		.limit(part.size)
		.execute()
	const events = rows.map(row => ({ id: String(row.id), via: row.via, event: toEvent(row) }))
	const names = await namesOf(
		kysely,
		events.flatMap(({ event }) => othersIn(event)),
	)
	return events.map(({ id: entry, via, event }) => ({
		id: entry,
		kind: event.kind,
		at: event.at,
		...(event.by && { by: event.by }),
		via,
		...changeOf(event, account => names.get(account)?.name ?? account),
	}))
}

function othersIn(event: TicketEvent): readonly string[] {
	if (event.kind === 'assigned') return event.to === undefined ? [] : [event.to]
	return event.kind === 'cc-added' || event.kind === 'cc-removed' ? [event.account] : []
}

async function namesOf(db: Store['kysely'], ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
	if (ids.length === 0) return new Map()
	const rows = await db
		.selectFrom('accounts')
		.select(['id', 'email', 'first_name', 'last_name', 'role'])
		.where('id', 'in', [...new Set(ids)].map(Number))
		.execute()
	return new Map(rows.map(row => [String(row.id), toPerson(row)]))
}

function changeOf(
	event: TicketEvent,
	nameOf: (account: string) => string,
): Pick<HistoryEntry, 'sequence' | 'from' | 'to'> {
	switch (event.kind) {
		case 'opened':
			return event.followUpOf === undefined ? {} : { from: String(event.followUpOf) }
		case 'commented':
		case 'noted':
		case 'edited':
		case 'withdrawn':
		case 'restored':
			return { sequence: event.sequence }
		case 'status':
		case 'priority':
			return { from: event.from, to: event.to }
		case 'assigned':
			return event.to === undefined ? {} : { to: nameOf(event.to) }
		case 'cc-added':
			return { to: nameOf(event.account) }
		case 'cc-removed':
			return { from: nameOf(event.account) }
		case 'merged':
			return {
				...(event.from !== undefined && { from: String(event.from) }),
				...(event.into !== undefined && { to: String(event.into) }),
			}
		case 'rated':
			return { to: event.good ? 'good' : 'bad' }
		case 'target':
			return { to: event.target }
		case 'reminded':
			return {}
	}
}
