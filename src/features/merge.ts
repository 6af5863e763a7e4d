import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition, Misread, Typed } from '../commands/definition.ts'
import type { Person, Ticket } from '../domain/ticket.ts'
import { ccsPerTicket } from '../rules/limits.ts'
import { cutText, oneLine } from '../text/rich.ts'
import type { FormView, View } from '../views/view.ts'
import { actOf, closedRefusal, openAction, refusedAct } from './acting.ts'
import { message, refusal } from './message.ts'
import { neededNumber, noSuchTicket, readNumber, tooMuch } from './numbers.ts'
import { ticketAfter } from './ticket.ts'
import { ticketForm } from './ticket-form.ts'

/** What may stand between the two numbers. */
const between = ['into', 'in', 'to', 'with', 'a', 'con']

/** For agents: has a duplicate go on in another request, after saying what that means. */
export const merge: Definition<'merge'> = {
	for: 'agents',
	spoken: {
		words: ['merge', 'unisci'],
		usage: 'usage.merge',
		does: 'help.merge',
		example: 'example.merge',
		section: 'agents',
		read,
	},
	async run(context, command) {
		const { say, ports, account } = context
		const ticket = await ports.tickets.find(account, command.number)
		if (!ticket) return noSuchTicket(context, command.number)
		if (ticket.status === 'closed') return closedRefusal(context, ticket)
		const typed = command.into
		if (typed === undefined && !command.sent) return mergeForm(context, ticket, command)
		const number = typeof typed === 'string' ? readNumber(typed.trim()) : typed
		const into = number && (await ports.tickets.find(account, number))
		if (!into || into.id === ticket.id || into.status === 'closed') {
			const error = intoRefused(context, typed, into)
			return command.sent ? mergeForm(context, ticket, command, error) : refusal(context, error)
		}
		if (!command.sure) return question(context, ticket, into)
		const done = await ports.tickets.merge({ ...actOf(context), ticket: ticket.id, into: into.id })
		const said = say('merge.done', { number: String(ticket.number), into: String(into.number) })
		if (!('refused' in done)) return ticketAfter(context, done.ticket, said)
		if (done.refused === 'full') return noRoom(context, ticket, into)
		// Either may have been closed since the question was asked.
		const now = await ports.tickets.find(account, into.number)
		const closed = now?.status === 'closed' ? now : ticket
		return refusedAct(context, closed, done.refused, said)
	},
}

/** `merge 1042 into 1007`, or without the word between. */
function read(typed: Typed): CommandOf<'merge'> | Misread {
	const needed = neededNumber(typed)
	if ('misread' in needed) return needed
	const [, ...rest] = typed.words
	const [first = ''] = rest
	const [into, ...more] = between.includes(first.toLowerCase()) ? rest.slice(1) : rest
	if (into === undefined) return { do: 'merge', ...needed }
	const number = readNumber(into)
	if (!number || more.length > 0) return tooMuch('usage.merge', rest.join(' '))
	return { do: 'merge', ...needed, into: number }
}

function intoRefused(
	{ say }: Connected,
	typed: CommandOf<'merge'>['into'],
	into: Ticket | 0 | undefined,
): string {
	if (typed === undefined) return say('merge.missing')
	if (into) {
		return say(into.status === 'closed' ? 'desk.closed' : 'merge.itself', { number: String(into.number) })
	}
	const word = cutText(oneLine(String(typed)), 80)
	return readNumber(word)
		? say('refused.ticket', { number: String(readNumber(word)) })
		: say('refused.number.invalid', { word, example: '1042' })
}

function question(context: Connected, ticket: Ticket, into: Ticket): View {
	const { say, format } = context
	const there = new Set([into.requester.id, ...into.ccs.map(({ id }) => id)])
	const coming = [ticket.requester, ...ticket.ccs].filter(({ id }) => !there.has(id))
	const room = ccsPerTicket - into.ccs.length
	if (room <= 0 && coming[0]?.id === ticket.requester.id) return noRoom(context, ticket, into)
	const copied = coming.slice(0, Math.max(0, room))
	const told = [ticket.requester, ...ticket.ccs].filter(
		person => person.id !== context.account.id && (there.has(person.id) || copied.includes(person)),
	)
	return message(context, {
		tone: 'question',
		title: say('merge.sure.title'),
		paragraphs: [
			say('merge.sure', {
				number: String(ticket.number),
				subject: ticket.subject,
				into: String(into.number),
				other: into.subject,
			}),
			copied.length > 0
				? say('merge.copied', { names: format.list(copied.map(({ name }) => name)), count: copied.length })
				: say('merge.copied.nobody'),
			...(copied.length < coming.length ? [say('merge.full', { count: coming.length - copied.length })] : []),
			...toldOf(context, told, into),
			say('merge.notes'),
		],
		actions: [
			{
				label: say('merge.yes'),
				command: { do: 'merge', number: ticket.number, into: into.number, sure: 'yes' },
				weight: 'danger',
			},
			openAction(context, ticket.number),
		],
	})
}

/** Who follows it there is told, except by their own act. */
function toldOf({ say }: Connected, [first, ...others]: readonly Person[], { number }: Ticket): string[] {
	if (!first) return []
	const [name, into] = [first.name, String(number)]
	return [
		others.length === 0
			? say('merge.told.alone', { name, into })
			: say('merge.told', { name, count: others.length, into }),
	]
}

/** Whoever asked could not follow there. */
function noRoom(context: Connected, { requester }: Ticket, { number }: Ticket): View {
	const values = { name: requester.name, into: String(number), most: ccsPerTicket }
	return refusal(context, context.say('merge.noRoom', values), [openAction(context, number)])
}

function mergeForm(
	context: Connected,
	ticket: Ticket,
	command: CommandOf<'merge'>,
	error?: string,
): FormView {
	const { say } = context
	return ticketForm(context, ticket, {
		title: say('merge.title'),
		intro: [say('merge.intro')],
		fields: [
			{
				type: 'line',
				name: 'into',
				label: say('merge.into'),
				placeholder: '1007',
				maxLength: 20,
				...(command.into !== undefined && { value: String(command.into) }),
			},
		],
		command: { do: 'merge', number: ticket.number, sent: 'yes' },
		submit: say('chat.continue'),
		errors: error === undefined ? undefined : { into: error },
	})
}
