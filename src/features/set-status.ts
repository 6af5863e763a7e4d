import type { Connected } from '../commands/context.ts'
import type { Definition, Misread, Typed } from '../commands/definition.ts'
import type { CommandOf } from '../commands/command.ts'
import type { Ticket } from '../domain/ticket.ts'
import { maySet, type SettableStatus, settableStatuses } from '../rules/status.ts'
import { cutText } from '../text/rich.ts'
import type { FormView, View } from '../views/view.ts'
import { actOf, closedRefusal, refusedAct } from './acting.ts'
import { statusWords } from './desk-words.ts'
import { message } from './message.ts'
import { neededNumber, noSuchTicket, tooMuch } from './numbers.ts'
import { ticketAfter } from './ticket.ts'
import { ticketForm } from './ticket-form.ts'

/** For agents: where a request stands. */
export const status: Definition<'status'> = {
	for: 'agents',
	spoken: {
		words: ['status', 'stato'],
		usage: 'usage.status',
		does: 'help.status',
		example: 'example.status',
		section: 'agents',
		read,
	},
	async run(context, command) {
		const { say, ports, account } = context
		const ticket = await ports.tickets.find(account, command.number)
		if (!ticket) return noSuchTicket(context, command.number)
		if (ticket.status === 'closed') return closedRefusal(context, ticket)
		if (!command.status) return statusForm(context, ticket, command.sent && say('status.missing'))
		if (command.status === 'closed' && !command.sure) return question(context, ticket)
		const number = String(ticket.number)
		const label = say(`status.agent.${command.status}`)
		const done = await ports.tickets.setStatus({
			...actOf(context),
			ticket: ticket.id,
			status: command.status,
		})
		if ('refused' in done) {
			return refusedAct(context, ticket, done.refused, say('status.same', { number, status: label }))
		}
		return ticketAfter(context, done.ticket, say('status.done', { number, status: label }))
	},
}

/** Nothing brings a closed request back. */
function question(context: Connected, { number, subject }: Ticket): View {
	const { say } = context
	return message(context, {
		tone: 'question',
		title: say('status.close.title'),
		paragraphs: [say('status.close', { number: String(number), subject }), say('status.final')],
		actions: [
			{ label: say('chat.cancel'), command: { do: 'view', number } },
			{
				label: say('status.close.yes'),
				command: { do: 'status', number, status: 'closed', sure: 'yes' },
				weight: 'danger',
			},
		],
	})
}

function read(typed: Typed): CommandOf<'status'> | Misread {
	const needed = neededNumber(typed)
	if ('misread' in needed) return needed
	const [, word, ...more] = typed.words
	if (word === undefined) return { do: 'status', ...needed }
	if (more.length > 0) return tooMuch('usage.status', more.join(' '))
	const wanted = word.toLowerCase()
	const found = Object.hasOwn(statusWords, wanted) ? statusWords[wanted] : undefined
	if (found === 'new') return { misread: say => say('status.new') }
	if (found) return { do: 'status', ...needed, status: found }
	return {
		misread: say =>
			say('status.unknown', {
				word: cutText(word, 80),
				words: settableStatuses.map(one => say(`status.word.${one}`)).join(', '),
			}),
	}
}

function statusForm(context: Connected, ticket: Ticket, error: string | undefined): FormView {
	const { say } = context
	const { number } = ticket
	const next: readonly SettableStatus[] = settableStatuses.filter(one => maySet(ticket.status, one))
	return ticketForm(context, ticket, {
		title: say('status.title'),
		intro: [say('status.now', { status: say(`status.agent.${ticket.status}`) }), say('status.final')],
		fields: [
			{
				type: 'choice',
				name: 'status',
				label: say('ticket.status'),
				options: next.map(one => ({ value: one, label: say(`status.agent.${one}`) })),
			},
		],
		command: { do: 'status', number, sent: 'yes' },
		submit: say('desk.set'),
		errors: error === undefined ? undefined : { status: error },
	})
}
