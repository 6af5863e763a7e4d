import type { Connected } from '../commands/context.ts'
import type { Definition, Misread, Typed } from '../commands/definition.ts'
import type { CommandOf } from '../commands/command.ts'
import type { Ticket } from '../domain/ticket.ts'
import { can, factsOf, type Viewer } from '../rules/access.ts'
import { ratingLength } from '../rules/limits.ts'
import { cutText, oneLine } from '../text/rich.ts'
import type { Action, FormView } from '../views/view.ts'
import type { Say } from '../words/index.ts'
import { actOf, openAction } from './acting.ts'
import { message, refusal } from './message.ts'
import { neededNumber, noSuchTicket, tooMuch } from './numbers.ts'
import { ticketAfter } from './ticket.ts'
import { ticketForm } from './ticket-form.ts'

const goodWords: Readonly<Record<string, 'yes' | 'no'>> = { good: 'yes', bad: 'no', bene: 'yes', male: 'no' }

/** The requester says how a solved request went: good or bad, and then, if they like, a sentence. */
export const rate: Definition<'rate'> = {
	for: 'connected',
	spoken: {
		words: ['rate', 'valuta'],
		usage: 'usage.rate',
		does: 'help.rate',
		example: 'example.rate',
		section: 'requests',
		read,
	},
	async run(context, command) {
		const { say, ports, account } = context
		const ticket = await ports.tickets.find(account, command.number)
		if (!ticket) return noSuchTicket(context, command.number)
		const number = String(ticket.number)
		if (!can(account, 'rate', factsOf(ticket))) {
			const why = can(account, 'rate', { ...factsOf(ticket), status: 'solved' })
			return refusal(context, say(why ? 'rate.unsolved' : 'rate.forbidden', { number }), [
				openAction(context, ticket.number),
			])
		}
		if (!command.good && (command.chosen || command.sent)) return choiceForm(context, ticket, command)
		if (!command.good) {
			return message(context, {
				tone: 'question',
				title: say('rate.title'),
				paragraphs: [say('rate.ask', { number, subject: ticket.subject })],
				actions: [...rateActions(say, ticket.number), openAction(context, ticket.number)],
			})
		}
		const typed = cutText(oneLine(command.text ?? ''), ratingLength)
		// Pressed again, the same answer keeps what was said with it.
		const same = !command.sent && ticket.rating?.good === (command.good === 'yes')
		const text = same ? ticket.rating?.text : typed
		const done = await ports.tickets.rate({
			...actOf(context),
			ticket: ticket.id,
			good: command.good === 'yes',
			...(text && { text }),
		})
		if ('refused' in done && done.refused !== 'unchanged') {
			// It was opened again meanwhile, say.
			return refusal(context, say('rate.unsolved', { number }), [openAction(context, ticket.number)])
		}
		const after = 'refused' in done ? ticket : done.ticket
		return command.sent
			? ticketAfter(context, after, say('rate.thanks'))
			: textForm(context, after, command.good)
	},
}

/** Whether its requester is asked how it went: once, when it was solved for the first time. */
export function asksRating(viewer: Viewer, ticket: Ticket): boolean {
	return can(viewer, 'rate', factsOf(ticket)) && !ticket.rating && !ticket.mergedInto && !ticket.reopened
}

/** The two answers to how it was. */
export function rateActions(
	say: Say,
	number: number,
): (Action & { readonly command: { readonly do: 'rate'; readonly good: 'yes' | 'no' } })[] {
	return [
		{ label: say('rate.good'), command: { do: 'rate', number, good: 'yes' } },
		{ label: say('rate.bad'), command: { do: 'rate', number, good: 'no' } },
	]
}

function read(typed: Typed): CommandOf<'rate'> | Misread {
	const needed = neededNumber(typed)
	if ('misread' in needed) return needed
	const [, word, ...more] = typed.words
	if (word === undefined) return { do: 'rate', ...needed }
	const known = word.toLowerCase()
	const good = Object.hasOwn(goodWords, known) ? goodWords[known] : undefined
	if (!good || more.length > 0) return tooMuch('usage.rate', typed.words.slice(1).join(' '))
	return { do: 'rate', ...needed, good }
}

/** Nothing is recorded yet: whoever comes by a link may be a program that follows links. */
function choiceForm(context: Connected, ticket: Ticket, command: CommandOf<'rate'>): FormView {
	const { say } = context
	const { number, subject } = ticket
	const { chosen, sent } = command
	const text = sent ? command.text : (command.text ?? ticket.rating?.text)
	return ticketForm(context, ticket, {
		title: say('rate.title'),
		intro: [say('rate.ask', { number: String(number), subject })],
		fields: [
			{
				type: 'choice',
				name: 'good',
				label: say('rate.choose'),
				options: [
					{ value: 'yes', label: say('rate.good') },
					{ value: 'no', label: say('rate.bad') },
				],
				...(chosen && { value: chosen }),
			},
			{
				type: 'line',
				name: 'text',
				label: say('rate.text'),
				optional: true,
				maxLength: ratingLength,
				...(text && { value: text }),
			},
		],
		command: { do: 'rate', number, ...(chosen && { chosen }), sent: 'yes' },
		submit: say('reply.submit'),
		errors: sent && { good: say('rate.missing') },
	})
}

/** What was said is recorded already; a sentence may follow. */
function textForm(context: Connected, ticket: Ticket, good: 'yes' | 'no'): FormView {
	const { say } = context
	const { number, rating } = ticket
	return ticketForm(context, ticket, {
		title: say('rate.title'),
		intro: [say(good === 'yes' ? 'rate.recorded.good' : 'rate.recorded.bad')],
		fields: [
			{
				type: 'line',
				name: 'text',
				label: say(good === 'yes' ? 'rate.text.good' : 'rate.text.bad'),
				optional: true,
				maxLength: ratingLength,
				...(rating?.text && { value: rating.text }),
			},
		],
		command: { do: 'rate', number, good, sent: 'yes' },
		submit: say('reply.submit'),
		cancel: say('chat.close'),
	})
}
