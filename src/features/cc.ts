import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import type { Ticket } from '../domain/ticket.ts'
import { can, factsOf } from '../rules/access.ts'
import { normalizeEmail } from '../rules/email.ts'
import { emailLength } from '../rules/limits.ts'
import { cutText } from '../text/rich.ts'
import type { FormView } from '../views/view.ts'
import { message, refusal } from './message.ts'
import { noSuchTicket, readNumber } from './numbers.ts'
import { ticketAfter } from './ticket.ts'

/** Who is copied on a request. `cc` without a number is the list of requests one is copied on. */
export const cc: Definition<'cc'> = {
	for: 'connected',
	spoken: {
		words: ['cc'],
		usage: 'usage.cc',
		does: 'help.cc',
		example: 'cc 1042 add ben@example.com',
		section: 'requests',
		read: ({ words }) => {
			const number = readNumber(words[0])
			const change = words[1]?.toLowerCase()
			const known = { add: 'add', remove: 'remove', aggiungi: 'add', togli: 'remove' } as const
			if (!number || (change !== undefined && !Object.hasOwn(known, change)) || words.length > 3) {
				const wrong = cutText(words[number ? (words.length > 3 ? 3 : 1) : 0] ?? '', 80)
				return { misread: say => say('refused.argument', { word: wrong, usage: say('usage.cc') }) }
			}
			// Chats turn a typed address into a link of theirs; what the adapter hands over is the address.
			const email = words[2]
			return {
				do: 'cc',
				number,
				...(change && { change: known[change as keyof typeof known] }),
				...(email && { email }),
			}
		},
	},
	async run(context, command) {
		const { say, ports, account, actor } = context
		const ticket = await ports.tickets.find(account, command.number)
		if (!ticket) return noSuchTicket(context, command.number)
		const number = String(ticket.number)
		const change = command.change ?? 'add'
		const email = command.email === undefined ? undefined : normalizeEmail(command.email)
		const self = email === account.email
		if (!can(account, change === 'remove' && self ? 'leaveCc' : 'addCc', factsOf(ticket))) {
			if (change === 'remove' && self)
				return refusal(context, say('cc.unchanged.remove', { email: account.email, number }))
			return refusal(context, say('cc.forbidden', { number, support: ports.settings.supportName }))
		}
		if (!email) {
			const error = command.email
				? say('refused.email', { email: cutText(command.email, 100) })
				: command.sent && say('refused.email.missing')
			return ccForm(context, ticket, command, error || undefined)
		}
		const act = {
			by: account.id,
			via: actor.via,
			...(actor.once && { once: actor.once }),
			ticket: ticket.id,
			email,
		}
		const done = await (change === 'add' ? ports.tickets.addCc(act) : ports.tickets.removeCc(act))
		if ('refused' in done) {
			if (done.refused !== 'unchanged') return noSuchTicket(context, ticket.number)
			return refusal(context, say(`cc.unchanged.${change}`, { email, number }))
		}
		if (change === 'add') return ticketAfter(context, done.ticket, say('cc.added', { email, number }))
		// Whoever stops being copied may no longer see the page.
		if (self) return message(context, { tone: 'done', title: say('cc.left', { number }) })
		return ticketAfter(context, done.ticket, say('cc.removed', { email, number }))
	},
}

function ccForm(
	context: Connected,
	ticket: Ticket,
	command: CommandOf<'cc'>,
	error: string | undefined,
): FormView {
	const { say, format } = context
	const number = String(ticket.number)
	const names = format.list(ticket.ccs.map(person => person.name)) || say('cc.nobody')
	return {
		kind: 'form',
		locale: context.locale,
		title: say('cc.title'),
		intro: [say('cc.intro', { number }), `${say('cc.current')}: ${names}`],
		fields: [
			{
				type: 'email',
				name: 'email',
				label: say('cc.email'),
				maxLength: emailLength,
				...(command.email && { value: command.email }),
			},
		],
		command: { do: 'cc', number: ticket.number, change: command.change ?? 'add', sent: 'yes' },
		submit: command.change === 'remove' ? say('cc.remove') : say('cc.submit'),
		cancel: say('chat.cancel'),
		...(error && { errors: { email: error } }),
		actions: [{ label: say('ticket.conversation'), command: { do: 'view', number: ticket.number } }],
		carried: [],
	}
}
