import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { View } from '../views/view.ts'
import { actOf, closedRefusal, openAction, refusedAct } from './acting.ts'
import { message, refusal } from './message.ts'
import { noSuchTicket, onlyNumber } from './numbers.ts'
import { ticketAfter } from './ticket.ts'

/** For agents: makes a request one's own, as long as nobody else has it. */
export const take: Definition<'take'> = {
	for: 'agents',
	spoken: {
		words: ['take', 'prendi'],
		usage: 'usage.take',
		does: 'help.take',
		example: 'example.take',
		section: 'agents',
		read: typed => {
			const needed = onlyNumber(typed, 'usage.take')
			return 'misread' in needed ? needed : { do: 'take', ...needed }
		},
	},
	async run(context, command) {
		const { say, ports, account } = context
		const ticket = await ports.tickets.find(account, command.number)
		if (!ticket) return noSuchTicket(context, command.number)
		const number = String(ticket.number)
		if (ticket.status === 'closed') return closedRefusal(context, ticket)
		if (ticket.assignee?.id === account.id) {
			return message(context, {
				tone: 'info',
				title: say('take.already', { number }),
				actions: [openAction(context, ticket.number)],
			})
		}
		if (ticket.assignee) return takenByOther(context, ticket)
		const done = await ports.tickets.assign({
			...actOf(context),
			ticket: ticket.id,
			assignee: account.id,
			free: true,
		})
		if (!('refused' in done)) return ticketAfter(context, done.ticket, say('take.done', { number }))
		const now = done.refused === 'overtaken' && (await ports.tickets.find(account, ticket.number))
		if (now) return takenByOther(context, now)
		return refusedAct(context, ticket, done.refused, say('take.already', { number }))
	},
}

/** Says who has it, and how to take it from them all the same. */
function takenByOther(context: Connected, ticket: Ticket): View {
	const { say, account } = context
	const { number, assignee } = ticket
	return refusal(context, say('take.taken', { number: String(number), name: assignee?.name ?? '' }), [
		{ label: say('take.over'), command: { do: 'assign', number, to: account.email } },
		openAction(context, number),
	])
}
