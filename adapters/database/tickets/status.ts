import type { Opened, Refused, Tickets } from '../../../src/ports/tickets.ts'
import { can, relationTo } from '../../../src/rules/access.ts'
import { afterAssignment, maySet } from '../../../src/rules/status.ts'
import { record } from '../events.ts'
import { parseId } from '../ids.ts'
import { accountById } from '../people.ts'
import type { Store } from '../store.ts'
import type { Acting, Outcome } from './act.ts'
import { advance, onTicket } from './act.ts'

type StatusAct = Parameters<Tickets['setStatus']>[0]

/** Sets the status: agents to anything that follows, requesters to solved. */
export function setStatus(store: Store, act: StatusAct): Promise<Opened | Refused> {
	return onTicket(store, 'status', act, async (acting): Promise<Outcome<object>> => {
		const refusal = refusalOf(acting)
		if (refusal) return { refused: refusal }
		const { change, ticket } = acting
		await advance(acting, { status: act.status, active: true })
		await record(change, act, ticket.number, 'status', { from: ticket.status, to: act.status })
		return { number: ticket.number }
	})
}

function refusalOf({ act, by, ticket, facts }: Acting<StatusAct>): 'forbidden' | 'unchanged' | undefined {
	if (can(by, 'work', facts)) {
		if (act.status === ticket.status) return 'unchanged'
		return maySet(ticket.status, act.status) ? undefined : 'forbidden'
	}
	if (act.status !== 'solved' || relationTo(by, facts) !== 'requester') return 'forbidden'
	if (ticket.status === 'solved' || ticket.status === 'closed') return 'unchanged'
	return can(by, 'solve', facts) ? undefined : 'forbidden'
}

/** Gives a ticket to an agent, or to nobody; a closed one stays as it is. */
export function assign(store: Store, act: Parameters<Tickets['assign']>[0]): Promise<Opened | Refused> {
	return onTicket(store, 'assign', act, async (acting): Promise<Outcome<object>> => {
		const { change, by, ticket, facts } = acting
		if (!can(by, 'work', facts) || ticket.status === 'closed') return { refused: 'forbidden' }
		if (act.assignee === ticket.assignee?.id) return { refused: 'unchanged' }
		if (act.free && ticket.assignee) return { refused: 'overtaken' }
		if (act.assignee !== undefined) {
			const assignee = await accountById(change.trx, parseId(act.assignee))
			if (!assignee) return { refused: 'absent' }
			if (assignee.role === 'user' || assignee.disabled) return { refused: 'forbidden' }
		}
		await change.trx
			.updateTable('tickets')
			.set({ assignee_id: act.assignee === undefined ? null : Number(act.assignee) })
			.where('id', '=', ticket.number)
			.execute()
		const status = act.assignee === undefined ? ticket.status : afterAssignment(ticket.status)
		if (status !== ticket.status) {
			await advance(acting, { status, active: false })
			await record(change, act, ticket.number, 'status', { from: ticket.status, to: status })
		}
		await record(change, act, ticket.number, 'assigned', { to: act.assignee ?? null })
		return { number: ticket.number }
	})
}
