import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import { type Account, fullName } from '../domain/account.ts'
import type { Ticket } from '../domain/ticket.ts'
import { normalizeEmail } from '../rules/email.ts'
import { emailLength } from '../rules/limits.ts'
import { cutText, oneLine } from '../text/rich.ts'
import type { Field, FormView } from '../views/view.ts'
import { actOf, closedRefusal, refusedAct } from './acting.ts'
import { neededNumber, noSuchTicket, tooMuch } from './numbers.ts'
import { ticketAfter } from './ticket.ts'
import { ticketForm } from './ticket-form.ts'

/** What stands for nobody where an address is expected, also among the options of the form. */
const nobody = 'nobody'
const nobodyWords = [nobody, 'nessuno']
/** With nobody, as many as every platform's choice has room for. */
const most = 99

/** For agents: gives a request to one of them, or to nobody. */
export const assign: Definition<'assign'> = {
	for: 'agents',
	spoken: {
		words: ['assign', 'assegna'],
		usage: 'usage.assign',
		does: 'help.assign',
		example: 'example.assign',
		section: 'agents',
		read: typed => {
			const needed = neededNumber(typed)
			if ('misread' in needed) return needed
			const [, to, ...more] = typed.words
			if (more.length > 0) return tooMuch('usage.assign', more.join(' '))
			return { do: 'assign', ...needed, ...(to && { to: to.slice(0, 1_000) }) }
		},
	},
	async run(context, command) {
		const { say, ports, account } = context
		const ticket = await ports.tickets.find(account, command.number)
		if (!ticket) return noSuchTicket(context, command.number)
		if (ticket.status === 'closed') return closedRefusal(context, ticket)
		if (command.to === undefined && !command.sent) return assignForm(context, ticket, command)
		const to = command.other ?? command.to
		const whom = await agentOf(context, to)
		if (whom === 'unknown') {
			const error = say('assign.unknown', { email: cutText(oneLine(to ?? ''), 100) })
			return assignForm(context, ticket, command, error)
		}
		const number = String(ticket.number)
		const done = await ports.tickets.assign({ ...actOf(context), ticket: ticket.id, assignee: whom?.id })
		const name = whom && fullName(whom)
		if (!('refused' in done)) {
			return ticketAfter(
				context,
				done.ticket,
				name === undefined ? say('assign.done.nobody', { number }) : say('assign.done', { number, name }),
			)
		}
		const same =
			name === undefined ? say('assign.same.nobody', { number }) : say('assign.same', { number, name })
		return refusedAct(context, ticket, done.refused, same)
	},
}

/** The agent of an address; undefined for nobody. */
async function agentOf(
	{ ports }: Connected,
	to: string | undefined,
): Promise<Account | undefined | 'unknown'> {
	if (to === undefined || nobodyWords.includes(to.toLowerCase())) return undefined
	const email = normalizeEmail(to)
	const found = email && (await ports.accounts.byEmail(email))
	return found && isAgent(found) ? found : 'unknown'
}

function isAgent({ role, disabled }: Account): boolean {
	return role !== 'user' && !disabled
}

async function assignForm(
	context: Connected,
	ticket: Ticket,
	command: CommandOf<'assign'>,
	error?: string,
): Promise<FormView> {
	const { say, ports } = context
	const { number, assignee } = ticket
	const found = await ports.accounts.agents(most + 1)
	const shown = found.slice(0, most)
	// Whoever has it is among them, so that it stays theirs where nothing else is chosen.
	const held = assignee && shown.every(({ id }) => id !== assignee.id)
	const holder = held ? await ports.accounts.byId(assignee.id) : undefined
	const agents = holder && isAgent(holder) ? [holder, ...shown.slice(0, most - 1)] : shown
	const has = agents.find(({ id }) => id === assignee?.id)
	const chosen = agents.find(({ email }) => email === command.to)?.email ?? has?.email ?? nobody
	const typed = command.other ?? (command.to !== chosen ? command.to : undefined)
	const other: Field = {
		type: 'email',
		name: 'other',
		label: say('assign.other'),
		hint: say('assign.other.hint', { count: most }),
		optional: true,
		maxLength: emailLength,
		...(typed && { value: typed }),
	}
	const many = found.length > most
	return ticketForm(context, ticket, {
		title: say('assign.title'),
		fields: [
			{
				type: 'choice',
				name: 'to',
				label: say('ticket.assignee'),
				options: [
					{ value: nobody, label: say('assign.nobody') },
					...agents.map(one => ({ value: one.email, label: `${fullName(one)} (${one.email})` })),
				],
				value: chosen,
			},
			...(many ? [other] : []),
		],
		command: { do: 'assign', number, sent: 'yes' },
		submit: say('assign.submit'),
		errors: error === undefined ? undefined : { [many ? 'other' : 'to']: error },
	})
}
