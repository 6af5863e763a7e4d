import { sql } from 'kysely'
import type { Account } from '../../../src/domain/account.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import type { TicketEvent } from '../../../src/ports/notices.ts'
import { factsOf } from '../../../src/rules/access.ts'
import type { Listener } from '../../../src/rules/audience.ts'
import { noticeFor } from '../../../src/rules/audience.ts'
import { bursts } from '../../../src/rules/limits.ts'
import { readJobTime } from '../job-time.ts'
import { selectAccounts, toAccount } from '../people.ts'
import type { Change } from '../store.ts'
import type { Bit } from '../tables/bit.ts'
import { bit } from '../tables/bit.ts'
import type { DeliveriesTable } from '../tables/deliveries.ts'
import { lockTicket } from '../tickets/act.ts'
import { ticketById } from '../tickets/read.ts'
import { queueCards } from '../triage/cards.ts'
import { queueMessages } from '../webhooks/queue.ts'
import type { Again } from './due.ts'
import { dueAgain } from './due.ts'
import { eventColumns, toEvent } from './event.ts'

/** Rows that one statement writes. */
const rowsAtOnce = 500

type Happened = { readonly id: number; readonly event: TicketEvent }
type NewDelivery = Pick<DeliveriesTable, 'event_id' | 'account_id' | 'kind'>

/** Makes the deliveries of what has happened to a ticket and was not announced yet, by how it stands now. */
export async function announce(change: Change, id: number): Promise<void> {
	const { trx } = change
	await lockTicket(change, id)
	const happened = await unannounced(change, id)
	const ticket = await ticketById(trx, id)
	if (!ticket || happened.length === 0) return
	const facts = { ...factsOf(ticket), ...(ticket.assignee && { assignee: ticket.assignee.id }) }
	const deliveries: NewDelivery[] = []
	const direct = await accountsOf(change, peopleOf(ticket, happened))
	for (const { id: event_id, event } of happened) {
		const listeners = new Map<string, Listener>(
			direct.map(viewer => [viewer.id, { viewer, followsOrganization: false }]),
		)
		if (event.kind === 'opened') {
			for (const viewer of await followersOf(change, ticket)) {
				listeners.set(viewer.id, { viewer, followsOrganization: true })
			}
		}
		for (const listener of listeners.values()) {
			const kind = noticeFor(event, listener, facts)
			if (kind) deliveries.push({ event_id, account_id: Number(listener.viewer.id), kind })
		}
	}
	await trx
		.updateTable('events')
		.set({ announced: bit(true) })
		.where('ticket_id', '=', id)
		.where('announced', '=', sql.lit<Bit>(0))
		.where('id', '<=', happened.at(-1)?.id ?? 0)
		.execute()
	const at = (await readJobTime(trx, change.store)) + bursts.settle
	const told = await deliver(change, id, deliveries, at)
	if (happened.some(({ event }) => changesWhatIsShown(event))) await showAnew(change, id, told, at)
	await queueMessages(change, facts, happened)
	await queueCards(
		change,
		ticket,
		happened.map(({ event }) => event),
	)
}

async function unannounced({ trx }: Change, ticket: number): Promise<readonly Happened[]> {
	const rows = await trx
		.selectFrom('events as e')
		.leftJoin('accounts as p', 'p.id', 'e.actor_id')
		.select('e.id')
		.select(eventColumns)
		.where('e.ticket_id', '=', ticket)
		.where('e.announced', '=', sql.lit<Bit>(0))
		.orderBy('e.id')
		.execute()
	return rows.map(row => ({ id: row.id, event: toEvent(row) }))
}

/** Whom events of a ticket may be about, or to be told to, beside those who follow their organization. */
function peopleOf(ticket: Ticket, happened: readonly Happened[]): readonly number[] {
	const ids = [ticket.requester, ...ticket.ccs, ...(ticket.assignee ? [ticket.assignee] : [])].map(
		person => person.id,
	)
	for (const { event } of happened) {
		if (event.kind === 'assigned' && event.to !== undefined) ids.push(event.to)
		if (event.kind === 'cc-added' || event.kind === 'cc-removed') ids.push(event.account)
	}
	return [...new Set(ids)].map(Number)
}

async function accountsOf({ trx }: Change, ids: readonly number[]): Promise<readonly Account[]> {
	return (await selectAccounts(trx).where('a.id', 'in', ids).execute()).map(toAccount)
}

async function followersOf({ trx }: Change, { organization }: Ticket): Promise<readonly Account[]> {
	if (!organization) return []
	const rows = await selectAccounts(trx)
		.innerJoin('preferences as f', 'f.account_id', 'a.id')
		.where('a.organization_id', '=', Number(organization.id))
		.where('f.follows', '=', sql.lit<Bit>(1))
		.execute()
	return rows.map(toAccount)
}

/** @returns the accounts that are told */
async function deliver(
	change: Change,
	ticket: number,
	deliveries: readonly NewDelivery[],
	at: number,
): Promise<readonly number[]> {
	const { trx, now } = change
	for (let from = 0; from < deliveries.length; from += rowsAtOnce) {
		await trx
			.insertInto('deliveries')
			.values(
				deliveries.slice(from, from + rowsAtOnce).map(delivery => ({
					...delivery,
					ticket_id: ticket,
					state: 'waiting' as const,
					channel: null,
					why: null,
					tries: 0,
					created_at: now,
					settled_at: null,
				})),
			)
			.onConflict(conflict => conflict.columns(['event_id', 'account_id']).doNothing())
			.execute()
	}
	// In one order, so that two transactions never wait for each other in a circle.
	const accounts = [...new Set(deliveries.map(row => row.account_id))].toSorted((a, b) => a - b)
	for (let from = 0; from < accounts.length; from += rowsAtOnce) {
		await makeDue(change, ticket, accounts.slice(from, from + rowsAtOnce), at, dueAgain(at, true))
	}
	return accounts
}

/** Has some people told of a ticket at `at`; where something waits for them already, as `again` says. */
export async function makeDue(
	change: Change,
	ticket: number,
	accounts: readonly number[],
	at: number,
	again: Again,
): Promise<void> {
	change.queuesJobs = true
	await change.trx
		.insertInto('notices')
		.values(
			accounts.map(account => ({
				account_id: account,
				ticket_id: ticket,
				due_at: at,
				claimed: bit(false),
				next_at: null,
				fence: 0,
				tries: 0,
				why: null,
				sent_at: null,
				settled_at: null,
			})),
		)
		.onConflict(conflict => conflict.columns(['account_id', 'ticket_id']).doUpdateSet(again))
		.execute()
}

/** Internal notes and promises are nothing that others see, not even by a message that changes. */
function changesWhatIsShown(event: TicketEvent): boolean {
	return event.kind !== 'noted' && event.kind !== 'reminded' && event.kind !== 'target'
}

/** Has the messages that stand for a ticket in the chats of people who are not told show how it stands. */
async function showAnew(change: Change, ticket: number, told: readonly number[], at: number): Promise<void> {
	const { trx } = change
	const standing = await trx
		.selectFrom('notice_messages')
		.select('account_id')
		.distinct()
		.where('ticket_id', '=', ticket)
		.execute()
	const accounts = standing.map(row => row.account_id).filter(account => !told.includes(account))
	await showTo(change, ticket, accounts, at)
}

/** Has the messages that stand for a ticket in some people's chats show how it stands for them. */
export async function showTo(
	change: Change,
	ticket: number,
	accounts: readonly number[],
	at: number,
): Promise<void> {
	if (accounts.length === 0) return
	change.queuesJobs = true
	await change.trx
		.updateTable('notices')
		.set(dueAgain(at, false))
		.where('ticket_id', '=', ticket)
		.where('account_id', 'in', accounts)
		.execute()
}
