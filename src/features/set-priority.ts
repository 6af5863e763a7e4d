import type { Connected } from '../commands/context.ts'
import type { Definition, Misread, Typed } from '../commands/definition.ts'
import type { CommandOf } from '../commands/command.ts'
import { priorities, type Ticket } from '../domain/ticket.ts'
import { cutText } from '../text/rich.ts'
import type { FormView } from '../views/view.ts'
import { actOf, closedRefusal, refusedAct } from './acting.ts'
import { priorityWords } from './desk-words.ts'
import { neededNumber, noSuchTicket, tooMuch } from './numbers.ts'
import { ticketAfter } from './ticket.ts'
import { ticketForm } from './ticket-form.ts'

/** For agents: how urgent a request is, and with it what is promised. */
export const priority: Definition<'priority'> = {
	for: 'agents',
	spoken: {
		words: ['priority', 'priorità', 'priorita'],
		usage: 'usage.priority',
		does: 'help.priority',
		example: 'example.priority',
		section: 'agents',
		read,
	},
	async run(context, command) {
		const { say, ports, account } = context
		const ticket = await ports.tickets.find(account, command.number)
		if (!ticket) return noSuchTicket(context, command.number)
		if (ticket.status === 'closed') return closedRefusal(context, ticket)
		if (!command.priority) return priorityForm(context, ticket, command.sent && say('priority.missing'))
		const number = String(ticket.number)
		const label = say(`priority.${command.priority}`)
		const done = await ports.tickets.setPriority({
			...actOf(context),
			ticket: ticket.id,
			priority: command.priority,
		})
		if ('refused' in done) {
			return refusedAct(context, ticket, done.refused, say('priority.same', { number, priority: label }))
		}
		return ticketAfter(context, done.ticket, say('priority.done', { number, priority: label }))
	},
}

function read(typed: Typed): CommandOf<'priority'> | Misread {
	const needed = neededNumber(typed)
	if ('misread' in needed) return needed
	const [, word, ...more] = typed.words
	if (word === undefined) return { do: 'priority', ...needed }
	if (more.length > 0) return tooMuch('usage.priority', more.join(' '))
	const wanted = word.toLowerCase()
	const found = Object.hasOwn(priorityWords, wanted) ? priorityWords[wanted] : undefined
	if (found) return { do: 'priority', ...needed, priority: found }
	return {
		misread: say =>
			say('priority.unknown', {
				word: cutText(word, 80),
				words: priorities.map(one => say(`priority.word.${one}`)).join(', '),
			}),
	}
}

function priorityForm(context: Connected, ticket: Ticket, error: string | undefined): FormView {
	const { say } = context
	const { number } = ticket
	return ticketForm(context, ticket, {
		title: say('priority.title'),
		fields: [
			{
				type: 'choice',
				name: 'priority',
				label: say('ticket.priority'),
				options: priorities.map(one => ({ value: one, label: say(`priority.${one}`) })),
				value: ticket.priority,
			},
		],
		command: { do: 'priority', number, sent: 'yes' },
		submit: say('desk.set'),
		errors: error === undefined ? undefined : { priority: error },
	})
}
