import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import type { Person, Ticket } from '../domain/ticket.ts'
import type { View } from '../views/view.ts'
import { actOf, closedRefusal, openAction, refusedAct } from './acting.ts'
import { message, refusal } from './message.ts'
import { noSuchTicket, onlyNumber } from './numbers.ts'
import { ticketAfter } from './ticket.ts'

/** How often it is tried while others take it and give it back. */
const most = 3

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
		for (let tries = 0; tries < most; tries += 1) {
			const ticket = await ports.tickets.find(account, command.number)
			if (!ticket) return noSuchTicket(context, command.number)
			const number = String(ticket.number)
			if (ticket.status === 'closed') return closedRefusal(context, ticket)
			const { assignee } = ticket
			if (assignee?.id === account.id) {
				return message(context, {
					tone: 'info',
					title: say('take.already', { number }),
					actions: [openAction(context, ticket.number)],
				})
			}
			if (assignee) return takenByOther(context, ticket, assignee)
			const act = { ...actOf(context), ticket: ticket.id, assignee: account.id }
			const done = await ports.tickets.assign({ ...act, free: true })
			if (!('refused' in done)) return ticketAfter(context, done.ticket, say('take.done', { number }))
			if (done.refused !== 'overtaken') {
				return refusedAct(context, ticket, done.refused, say('take.already', { number }))
			}
			// Somebody has taken it since it was read, and perhaps given it back since: it is read again.
		}
		return refusal(context, say('take.changing', { number: String(command.number) }), [
			openAction(context, command.number),
		])
	},
}

/** Says who has it, and how to take it from them all the same. */
function takenByOther(context: Connected, { number }: Ticket, { name }: Person): View {
	const { say, account } = context
	return refusal(context, say('take.taken', { number: String(number), name }), [
		{ label: say('take.over'), command: { do: 'assign', number, to: account.email } },
		openAction(context, number),
	])
}
