import type { Account } from '../../../src/domain/account.ts'
import type { Status, Ticket } from '../../../src/domain/ticket.ts'
import type { Act, Refused } from '../../../src/ports/tickets.ts'
import type { TicketFacts } from '../../../src/rules/access.ts'
import { can, factsOf } from '../../../src/rules/access.ts'
import type { Side } from '../../../src/rules/status.ts'
import { countMove } from '../counters.ts'
import { once } from '../dedupe.ts'
import { parseId } from '../ids.ts'
import { accountById } from '../people.ts'
import type { Change, Store } from '../store.ts'
import { transact } from '../store.ts'
import { shownOf } from '../tables/shown.ts'
import { ticketById } from './read.ts'
import { timesAfter } from './waiting.ts'

/** An act under way on a ticket that the person may see; everything here was read in its transaction. */
export type Acting<A extends Act> = {
	readonly change: Change
	readonly act: A
	readonly by: Account
	readonly ticket: Ticket
	readonly facts: TicketFacts
}

/** What an act led to, in a form that is kept for duplicates: the ticket is named, not copied. */
export type Outcome<Extra> = Refused | ({ readonly number: number } & Extra)

/**
 * Does something to a ticket, once: decides on rows that are locked until the commit, so that no right can
 * go and no status can change between the decision and its effect.
 */
export function onTicket<A extends Act & { readonly ticket: string }, Extra extends object>(
	store: Store,
	name: string,
	act: A,
	effect: (acting: Acting<A>) => Promise<Outcome<Extra>>,
): Promise<Refused | ({ readonly ticket: Ticket } & Extra)> {
	return acting(store, name, act, async (change, by) => {
		const id = parseId(act.ticket)
		if (id !== undefined) await lockTicket(change, id)
		const ticket = await ticketById(change.trx, id)
		if (!ticket) return { refused: 'absent' }
		const facts = factsOf(ticket)
		if (!can(by, 'see', facts)) return { refused: 'absent' }
		return effect({ change, act, by, ticket, facts })
	})
}

/** Runs an act of an account in one transaction, once, and reads the ticket that came of it. */
export function acting<Extra extends object>(
	store: Store,
	name: string,
	act: Act,
	effect: (change: Change, by: Account) => Promise<Outcome<Extra>>,
): Promise<Refused | ({ readonly ticket: Ticket } & Extra)> {
	return transact(store, async change => {
		const outcome = await once(
			change,
			{ name, actor: act.by, once: act.once },
			async (): Promise<Outcome<Extra>> => {
				const by = await accountById(change.trx, parseId(act.by))
				return by && !by.disabled ? effect(change, by) : { refused: 'absent' }
			},
			result => 'refused' in result,
		)
		if ('refused' in outcome) return outcome
		const { number, ...extra } = outcome
		const ticket = await ticketById(change.trx, number)
		if (!ticket) throw new Error(`ticket ${number} is not there after an act on it`)
		return { ...(extra as unknown as Extra), ticket }
	})
}

/** Lets nobody else change a ticket before the commit. */
export async function lockTicket({ trx, store }: Change, id: number): Promise<void> {
	// SQLite's transaction holds the whole database already.
	if (store.engine.name === 'sqlite') return
	await trx.selectFrom('tickets').select('id').where('id', '=', id).forUpdate().execute()
}

/** Writes a ticket's new state, and all that repeats it: the copied people's rows and the counters. */
export async function advance(
	{ change, ticket }: Pick<Acting<Act>, 'change' | 'ticket'>,
	to: {
		readonly status?: Status
		readonly lastSequence?: number
		readonly active: boolean
		/** Who has added a public comment. */
		readonly spoke?: Side
	},
): Promise<void> {
	const { trx, now } = change
	const status = to.status ?? ticket.status
	const from = shownOf(ticket.status)
	const shown = shownOf(status)
	// Never backwards, even if the clock went there.
	const activity = to.active ? Math.max(now, ticket.activityAt) : ticket.activityAt
	await trx
		.updateTable('tickets')
		.set({
			status,
			shown,
			activity_at: activity,
			last_sequence: to.lastSequence ?? ticket.lastSequence,
			...timesAfter(ticket, status, to.spoke, now),
			...(to.active && { reminded_at: null }),
		})
		.where('id', '=', ticket.number)
		.execute()
	if (ticket.ccs.length > 0 && (to.active || shown !== from)) {
		await trx
			.updateTable('ccs')
			.set({ shown, activity_at: activity })
			.where('ticket_id', '=', ticket.number)
			.execute()
	}
	await countMove(
		change,
		{
			id: ticket.number,
			requester_id: Number(ticket.requester.id),
			organization_id: ticket.organization ? Number(ticket.organization.id) : null,
			ccs: ticket.ccs.map(person => Number(person.id)),
		},
		from,
		shown,
	)
}
