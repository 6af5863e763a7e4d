import type { Definition } from '../commands/definition.ts'
import { shownStatus } from '../domain/ticket.ts'
import { can, factsOf } from '../rules/access.ts'
import { actOf } from './acting.ts'
import { message, refusal } from './message.ts'
import { noSuchTicket, onlyNumber } from './numbers.ts'
import { ticketAfter } from './ticket.ts'

/** Marks a request as solved, after saying what that means. */
export const solve: Definition<'solve'> = {
	for: 'connected',
	spoken: {
		words: ['solve', 'risolvi'],
		usage: 'usage.solve',
		does: 'help.solve',
		example: 'example.solve',
		section: 'requests',
		read: typed => {
			const needed = onlyNumber(typed, 'usage.solve')
			return 'misread' in needed ? needed : { do: 'solve', ...needed }
		},
	},
	async run(context, command) {
		const { say, ports, account } = context
		const ticket = await ports.tickets.find(account, command.number)
		if (!ticket) return noSuchTicket(context, command.number)
		const number = String(ticket.number)
		const open = { label: say('ticket.open'), command: { do: 'view' as const, number: ticket.number } }
		if (shownStatus[ticket.status] === 'solved') {
			return message(context, { tone: 'info', title: say('solve.already', { number }), actions: [open] })
		}
		const on = factsOf(ticket)
		if (!can(account, 'solve', on)) {
			const support = ports.settings.supportName
			const why = can(account, 'solve', { ...on, assigned: true }) ? 'solve.unassigned' : 'solve.forbidden'
			return refusal(context, say(why, { number, support }), [open])
		}
		const days = ports.settings.closeAfterDays
		if (!command.sure) {
			return message(context, {
				tone: 'question',
				title: say('solve.title'),
				paragraphs: [
					say('solve.explain', { number, subject: ticket.subject }),
					...(days > 0 ? [say('solve.closes', { days })] : []),
				],
				actions: [
					{
						label: say('solve.yes'),
						command: { do: 'solve', number: ticket.number, sure: 'yes' },
						weight: 'main',
					},
					open,
				],
			})
		}
		const done = await ports.tickets.setStatus({
			...actOf(context),
			ticket: ticket.id,
			status: 'solved',
		})
		if ('refused' in done) {
			return done.refused === 'unchanged'
				? message(context, { tone: 'info', title: say('solve.already', { number }), actions: [open] })
				: noSuchTicket(context, ticket.number)
		}
		return ticketAfter(context, done.ticket, say('solve.done', { number }))
	},
}
