import type { Account } from '../../../src/domain/account.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import type { Opened, Refused, Tickets } from '../../../src/ports/tickets.ts'
import { can, factsOf } from '../../../src/rules/access.ts'
import { ccsPerTicket } from '../../../src/rules/limits.ts'
import { record } from '../events.ts'
import { parseId } from '../ids.ts'
import { indexWhole } from '../search/write.ts'
import type { Change, Store } from '../store.ts'
import type { Outcome } from './act.ts'
import { acting, advance, lockTicket } from './act.ts'
import { copyOn } from './cc.ts'
import { ticketById } from './read.ts'
import { writeComment } from './write.ts'

type MergeAct = Parameters<Tickets['merge']>[0]

/** Closes a duplicate, and has its people copied on the ticket in which it goes on. */
export function merge(store: Store, act: MergeAct): Promise<Opened | Refused> {
	return acting(store, 'merge', act, async (change, by): Promise<Outcome<object>> => {
		const found = await readBoth(change, act, by)
		if ('refused' in found) return found
		const { duplicate, other } = found
		await change.trx
			.updateTable('tickets')
			.set({ merged_into: other.number })
			.where('id', '=', duplicate.number)
			.execute()
		await noteOn(change, act, duplicate, { author: by, about: found, closes: true })
		await noteOn(change, act, other, { author: by, about: found, closes: false })
		await record(change, act, duplicate.number, 'status', {
			from: duplicate.status,
			to: 'closed',
			into: other.number,
		})
		await record(change, act, duplicate.number, 'merged', { into: other.number })
		await record(change, act, other.number, 'merged', { from: duplicate.number })
		await bringPeople(change, act, found)
		return { number: other.number }
	})
}

type Both = { readonly duplicate: Ticket; readonly other: Ticket }

async function readBoth(change: Change, act: MergeAct, by: Account): Promise<Both | Refused> {
	const [id, into] = [parseId(act.ticket), parseId(act.into)]
	if (id === undefined || into === undefined) return { refused: 'absent' }
	// In one order, so that two merges wait for each other and never in a circle.
	for (const one of [id, into].toSorted((a, b) => a - b)) await lockTicket(change, one)
	const [duplicate, other] = [await ticketById(change.trx, id), await ticketById(change.trx, into)]
	if (!duplicate || !other) return { refused: 'absent' }
	for (const ticket of [duplicate, other]) {
		if (!can(by, 'see', factsOf(ticket))) return { refused: 'absent' }
		if (!can(by, 'work', factsOf(ticket))) return { refused: 'forbidden' }
	}
	if (id === into) return { refused: 'unchanged' }
	if (duplicate.status === 'closed' || other.status === 'closed') return { refused: 'closed' }
	return hasRoom(duplicate, other) ? { duplicate, other } : { refused: 'full' }
}

/** Whoever asked has to be able to follow. */
function hasRoom({ requester }: Ticket, { ccs, requester: { id } }: Ticket): boolean {
	return ccs.length < ccsPerTicket || [id, ...ccs.map(person => person.id)].includes(requester.id)
}

async function noteOn(
	change: Change,
	act: MergeAct,
	ticket: Ticket,
	note: { readonly author: Account; readonly about: Both; readonly closes: boolean },
): Promise<void> {
	const sequence = ticket.lastSequence + 1
	await advance(
		{ change, ticket },
		{ ...(note.closes && { status: 'closed' }), lastSequence: sequence, active: note.closes },
	)
	await writeComment(change, {
		ticket: ticket.number,
		sequence,
		author: Number(note.author.id),
		public: false,
		// Read by agents of any language.
		text: `#${note.about.duplicate.number} → #${note.about.other.number}`,
		files: [],
	})
	await record(change, act, ticket.number, 'noted', { sequence })
}

/** As far as there is room: the requester first. */
async function bringPeople(change: Change, act: MergeAct, { duplicate, other }: Both): Promise<void> {
	const there = new Set([other.requester.id, ...other.ccs.map(person => person.id)])
	const people = [duplicate.requester.id, ...duplicate.ccs.map(person => person.id)]
	const come = [...new Set(people)]
		.filter(id => !there.has(id))
		.slice(0, Math.max(0, ccsPerTicket - other.ccs.length))
	for (const id of come) await copyOn(change, act, other, Number(id), duplicate.number)
	if (come.length > 0) await indexWhole(change, other.number)
}
