import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import type { Ticket } from '../domain/ticket.ts'
import { can, factsOf } from '../rules/access.ts'
import { normalizeEmail } from '../rules/email.ts'
import { ccsPerTicket, emailLength } from '../rules/limits.ts'
import { cutText } from '../text/rich.ts'
import type { Refused } from '../ports/tickets.ts'
import type { FormView, MessageView } from '../views/view.ts'
import { emailRefused } from './asking.ts'
import { actOf } from './acting.ts'
import { message, refusal } from './message.ts'
import { noSuchTicket, readNumber, tooMuch } from './numbers.ts'
import { copied, ticketAfter } from './ticket.ts'
import { backToTicket } from './ticket-form.ts'

/** Who is copied on a request. `cc` without a number is the list of requests one is copied on. */
export const cc: Definition<'cc'> = {
	for: 'connected',
	spoken: {
		words: ['cc'],
		usage: 'usage.cc',
		does: 'help.cc',
		example: 'example.cc',
		section: 'requests',
		read: ({ words }) => {
			const number = readNumber(words[0])
			const change = words[1]?.toLowerCase()
			const known = { add: 'add', remove: 'remove', aggiungi: 'add', togli: 'remove' } as const
			if (!number || (change !== undefined && !Object.hasOwn(known, change)) || words.length > 3) {
				const wrong = cutText(words[number ? (words.length > 3 ? 3 : 1) : 0] ?? '', 80)
				return tooMuch('usage.cc', wrong)
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
		const { say, ports, account } = context
		const ticket = await ports.tickets.find(account, command.number)
		if (!ticket) return noSuchTicket(context, command.number)
		const number = String(ticket.number)
		const change = command.change ?? 'add'
		const email = command.email === undefined ? undefined : normalizeEmail(command.email)
		const self = email === account.email
		if (!can(account, change === 'remove' && self ? 'leaveCc' : 'addCc', factsOf(ticket))) {
			if (change === 'remove' && self)
				return refusal(context, say('cc.unchanged.remove', { email: account.email, number }))
			if (can(account, 'addCc', { ...factsOf(ticket), status: 'open' }))
				return ccRefused(context, ticket, change, '', 'closed')
			return refusal(context, say('cc.forbidden', { number, support: ports.settings.supportName }))
		}
		if (!email) {
			const wrong = command.sent || command.email ? emailRefused(say, command.email ?? '') : undefined
			return ccForm(context, ticket, command, wrong)
		}
		if (change === 'remove' && self && !command.sure) return leaveQuestion(context, ticket)
		const act = {
			...actOf(context),
			ticket: ticket.id,
			email,
		}
		const done = await (change === 'add' ? ports.tickets.addCc(act) : ports.tickets.removeCc(act))
		if ('refused' in done) {
			return ccRefused(context, ticket, change, email, done.refused)
		}
		if (change === 'add') return ticketAfter(context, done.ticket, say('cc.added', { email, number }))
		// Whoever stops being copied may no longer see the page.
		if (self) {
			return message(context, {
				tone: 'done',
				title: say('cc.left', { number }),
				actions: [{ label: say('scope.ccd'), command: { do: 'list', scope: 'ccd' } }],
			})
		}
		return ticketAfter(context, done.ticket, say('cc.removed', { email, number }))
	},
}

function leaveQuestion(context: Connected, { number, subject }: Ticket): MessageView {
	const { say, account } = context
	return message(context, {
		tone: 'question',
		title: say('cc.leave.title'),
		paragraphs: [say('cc.leave.explain', { number: String(number), subject })],
		actions: [
			{
				label: say('ticket.leave'),
				command: { do: 'cc', number, change: 'remove', email: account.email, sure: 'yes' },
				weight: 'danger',
			},
			{ label: say('ticket.open'), command: { do: 'view', number } },
		],
	})
}

function ccRefused(
	context: Connected,
	ticket: Ticket,
	change: 'add' | 'remove',
	email: string,
	why: Refused['refused'],
): MessageView {
	const { say } = context
	const number = String(ticket.number)
	const open = [{ label: say('ticket.open'), command: { do: 'view' as const, number: ticket.number } }]
	switch (why) {
		case 'unchanged':
			return refusal(context, say(`cc.unchanged.${change}`, { email, number }), open)
		case 'closed':
			return refusal(context, say('cc.closed', { number }), open)
		case 'full':
			return refusal(context, say('cc.full', { number, most: ccsPerTicket }), open)
		default:
			return noSuchTicket(context, ticket.number)
	}
}

function ccForm(
	context: Connected,
	ticket: Ticket,
	command: CommandOf<'cc'>,
	error: string | undefined,
): FormView {
	const { say, format } = context
	const number = String(ticket.number)
	const names = format.list(copied(context.account, ticket)) || say('cc.nobody')
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
		actions: [backToTicket(context, ticket.number)],
		carried: [],
	}
}
