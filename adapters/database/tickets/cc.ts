import type { Ticket } from '../../../src/domain/ticket.ts'
import type { Act, Opened, Refused, Tickets } from '../../../src/ports/tickets.ts'
import type { TicketFacts, Viewer } from '../../../src/rules/access.ts'
import { can } from '../../../src/rules/access.ts'
import { ccsPerTicket } from '../../../src/rules/limits.ts'
import { countCc } from '../counters.ts'
import { record } from '../events.ts'
import { accountByEmail } from '../people.ts'
import { indexWhole } from '../search/write.ts'
import type { Change, Store } from '../store.ts'
import { shownOf } from '../tables/shown.ts'
import { addUnproved } from '../unproved.ts'
import type { Outcome } from './act.ts'
import { onTicket } from './act.ts'

type CcAct = Parameters<Tickets['addCc']>[0]

/** Copies someone on a ticket; an address without an account gets one that has yet to be proved. */
export function addCc(store: Store, act: CcAct): Promise<Opened | Refused> {
	return onTicket(store, 'cc-add', act, async ({ change, by, ticket, facts }): Promise<Outcome<object>> => {
		const refusal = refusalOf(by, facts)
		if (refusal) return refusal
		const known = await accountByEmail(change.trx, act.email)
		if (known && (known.id === facts.requester || facts.ccs.includes(known.id)))
			return { refused: 'unchanged' }
		if (ticket.ccs.length >= ccsPerTicket) return { refused: 'full' }
		const account = known ? Number(known.id) : await addUnproved(change, act.email, act)
		await copyOn(change, act, ticket, account)
		await indexWhole(change, ticket.number)
		return { number: ticket.number }
	})
}

/**
 * Copies an account that is not copied yet; what finds the ticket is the caller's.
 * @param duplicate the ticket with which they come
 */
export async function copyOn(
	change: Change,
	act: Act,
	ticket: Pick<Ticket, 'number' | 'status' | 'activityAt'>,
	account: number,
	duplicate?: number,
): Promise<void> {
	const shown = shownOf(ticket.status)
	await change.trx
		.insertInto('ccs')
		.values({
			ticket_id: ticket.number,
			account_id: account,
			added_at: change.now,
			shown,
			activity_at: ticket.activityAt,
		})
		.execute()
	await countCc(change, account, shown, 1)
	await record(change, act, ticket.number, 'cc-added', {
		account: String(account),
		...(duplicate !== undefined && { duplicate }),
	})
}

/** Ends a copy. Who is copied may leave at any time, from a closed ticket too. */
export function removeCc(store: Store, act: CcAct): Promise<Opened | Refused> {
	return onTicket(
		store,
		'cc-remove',
		act,
		async ({ change, by, ticket, facts }): Promise<Outcome<object>> => {
			const leaves = by.email === act.email && can(by, 'leaveCc', facts)
			const refusal = leaves ? undefined : refusalOf(by, facts)
			if (refusal) return refusal
			const account = await accountByEmail(change.trx, act.email)
			if (!account || !facts.ccs.includes(account.id)) return { refused: 'unchanged' }
			await change.trx
				.deleteFrom('ccs')
				.where('ticket_id', '=', ticket.number)
				.where('account_id', '=', Number(account.id))
				.execute()
			await countCc(change, Number(account.id), shownOf(ticket.status), -1)
			await indexWhole(change, ticket.number)
			await record(change, act, ticket.number, 'cc-removed', { account: account.id })
			return { number: ticket.number }
		},
	)
}

/** Why someone may not change who is copied; that it is closed is told only to who otherwise might. */
function refusalOf(by: Viewer, facts: TicketFacts): Refused | undefined {
	if (can(by, 'addCc', facts)) return undefined
	return { refused: can(by, 'addCc', { ...facts, status: 'open' }) ? 'closed' : 'forbidden' }
}
