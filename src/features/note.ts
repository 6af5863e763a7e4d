import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { FormView } from '../views/view.ts'
import { actOf, closedRefusal, refusedAct } from './acting.ts'
import { refusal } from './message.ts'
import { neededNumber, noSuchTicket } from './numbers.ts'
import { ticketAfter } from './ticket.ts'
import { ticketForm } from './ticket-form.ts'
import { carriedBy, shortened, type Writing, writingFields, writingOf, writingRefused } from './writing.ts'

/** For agents: writes on a request what only they read. */
export const note: Definition<'note'> = {
	for: 'agents',
	spoken: {
		words: ['note', 'nota'],
		usage: 'usage.note',
		does: 'help.note',
		example: 'example.note',
		section: 'agents',
		read: typed => {
			const needed = neededNumber(typed)
			if ('misread' in needed) return needed
			const text = typed.rest.replace(/^\S+\s*/, '')
			return { do: 'note', ...needed, ...(text && { text }) }
		},
	},
	async run(context, command) {
		const { say, ports, account, actor } = context
		const ticket = await ports.tickets.find(account, command.number)
		if (!ticket) return noSuchTicket(context, command.number)
		if (ticket.status === 'closed') return closedRefusal(context, ticket)
		const writing = await writingOf(context, command)
		if (!writing) return refusal(context, say('offer.gone'))
		const ready = command.sent || (command.text !== undefined && !command.draft)
		if (!ready) {
			const short = await shortened(context, command)
			if (short !== command) return context.run(short)
		}
		const errors = ready ? writingRefused(context, writing) : undefined
		if (!ready || errors) return noteForm(context, ticket, command, writing, errors)
		const done = await ports.tickets.addComment({
			...actOf(context),
			ticket: ticket.id,
			text: writing.text.trim(),
			files: writing.files,
			public: false,
			...(actor.source && { source: actor.source }),
		})
		const number = String(ticket.number)
		if ('refused' in done) return refusedAct(context, ticket, done.refused, say('note.done', { number }))
		return ticketAfter(context, done.ticket, say('note.done', { number }))
	},
}

function noteForm(
	context: Connected,
	ticket: Ticket,
	command: CommandOf<'note'>,
	writing: Writing,
	errors: FormView['errors'],
): FormView {
	const { say } = context
	return ticketForm(context, ticket, {
		title: say('note.title'),
		intro: [say('note.who')],
		fields: writingFields(context, say('note.text'), writing),
		command: {
			do: 'note',
			number: ticket.number,
			...(command.draft && { draft: command.draft }),
			sent: 'yes',
		},
		submit: say('note.submit'),
		errors,
		carried: carriedBy(context, writing),
	})
}
