import type { Status } from '../../../src/domain/ticket.ts'
import type { Commented, Refused, Tickets } from '../../../src/ports/tickets.ts'
import { can, relationTo } from '../../../src/rules/access.ts'
import type { Side } from '../../../src/rules/status.ts'
import { afterComment, maySet } from '../../../src/rules/status.ts'
import { record } from '../events.ts'
import type { Store } from '../store.ts'
import { bit } from '../tables/bit.ts'
import type { Acting, Outcome } from './act.ts'
import { advance, onTicket } from './act.ts'
import { createTicket } from './create.ts'
import { writeComment } from './write.ts'

type CommentAct = Parameters<Tickets['addComment']>[0]
type Told = Outcome<{ readonly sequence: number; readonly followUp: boolean }>

/** Adds to the conversation: a public comment, or by an agent also a note; with a status, by an agent. */
export function addComment(store: Store, act: CommentAct): Promise<Commented | Refused> {
	return onTicket(store, 'comment', act, async (acting): Promise<Told> => {
		const { by, ticket, facts } = acting
		const open = act.public !== false
		if (!can(by, open ? 'comment' : 'note', facts)) return { refused: 'forbidden' }
		if (act.status !== undefined && !can(by, 'work', facts)) return { refused: 'forbidden' }
		if (!open) return addNote(acting)
		const side: Side = relationTo(by, facts) === 'agent' ? 'agent' : 'customer'
		if (side === 'agent' && (await isOvertaken(acting))) return { refused: 'overtaken' }
		const status = afterComment(ticket.status, side, act.status)
		return status === 'follow-up' ? followUp(acting, side) : addTo(acting, status, side)
	})
}

async function addNote(acting: Acting<CommentAct>): Promise<Told> {
	const { act, ticket } = acting
	// Nothing is added to a closed ticket, and a follow-up that its requester finds empty helps nobody.
	if (ticket.status === 'closed') return { refused: 'forbidden' }
	const status = act.status !== undefined && maySet(ticket.status, act.status) ? act.status : ticket.status
	return addTo(acting, status)
}

/** Whether another agent has answered since what this one saw last. */
async function isOvertaken({ change, act, by, ticket }: Acting<CommentAct>): Promise<boolean> {
	if (act.seen === undefined) return false
	const answer = await change.trx
		.selectFrom('comments as c')
		.innerJoin('accounts as a', 'a.id', 'c.author_id')
		.select('c.sequence')
		.where('c.ticket_id', '=', ticket.number)
		.where('c.sequence', '>', act.seen)
		.where('c.public', '=', bit(true))
		.where('c.withdrawn_at', 'is', null)
		.where('a.role', '<>', 'user')
		.where('a.id', '<>', Number(by.id))
		.limit(1)
		.executeTakeFirst()
	return answer !== undefined
}

/** @param spoke absent for a note */
async function addTo(acting: Acting<CommentAct>, status: Status, spoke?: Side): Promise<Told> {
	const { change, act, by, ticket } = acting
	const open = spoke !== undefined
	const sequence = ticket.lastSequence + 1
	// A note moves nothing that requesters see, so it leaves the activity alone.
	await advance(acting, {
		status,
		lastSequence: sequence,
		active: open || status !== ticket.status,
		...(spoke && { spoke }),
	})
	await writeComment(change, {
		ticket: ticket.number,
		sequence,
		author: Number(by.id),
		public: open,
		text: act.text,
		files: act.files,
		source: act.source,
	})
	await record(change, act, ticket.number, open ? 'commented' : 'noted', { sequence })
	if (status !== ticket.status) {
		await record(change, act, ticket.number, 'status', { from: ticket.status, to: status })
	}
	return { number: ticket.number, sequence, followUp: false }
}

async function followUp({ change, act, by, ticket }: Acting<CommentAct>, side: Side): Promise<Told> {
	const status = afterComment('new', side, act.status)
	const number = await createTicket(change, {
		subject: ticket.subject,
		status: status === 'follow-up' ? 'new' : status,
		priority: ticket.priority,
		requester: Number(ticket.requester.id),
		organization: ticket.organization ? Number(ticket.organization.id) : null,
		ccs: ticket.ccs.map(person => Number(person.id)),
		followUpOf: ticket.number,
		spoke: side,
	})
	await writeComment(change, {
		ticket: number,
		sequence: 1,
		author: Number(by.id),
		public: true,
		text: act.text,
		files: act.files,
		source: act.source,
	})
	await record(change, act, number, 'opened', { followUpOf: ticket.number })
	return { number, sequence: 1, followUp: true }
}
