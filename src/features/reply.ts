import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import type { Scope, Ticket } from '../domain/ticket.ts'
import { can, effectiveGrant, factsOf } from '../rules/access.ts'
import { consequenceOfComment } from '../rules/status.ts'
import type { Field, FormView, View } from '../views/view.ts'
import { actOf } from './acting.ts'
import { statusShown } from './lists.ts'
import { message, refusal } from './message.ts'
import { neededNumber, noSuchTicket, readNumber } from './numbers.ts'
import { deskForm, overtakenBy } from './reply-desk.ts'
import { keepSeen } from './seen.ts'
import { ticketAfter } from './ticket.ts'
import { ticketForm } from './ticket-form.ts'
import { carriedBy, shortened, type Writing, writingFields, writingOf, writingRefused } from './writing.ts'

const choices = 50

/** Adds to a request's conversation; a closed one gets a follow-up. */
export const reply: Definition<'reply'> = {
	for: 'connected',
	spoken: {
		words: ['reply', 'rispondi'],
		usage: 'usage.reply',
		does: 'help.reply',
		example: 'example.reply',
		section: 'requests',
		read: typed => {
			const needed = neededNumber(typed)
			if ('misread' in needed) return needed
			const text = typed.rest.replace(/^\S+\s*/, '')
			return { do: 'reply', ...needed, ...(text && { text }) }
		},
	},
	async run(context, command) {
		const { say, ports, account, actor } = context
		const writing = await writingOf(context, command)
		if (!writing) return refusal(context, say('offer.gone'))
		if (command.number === undefined) return chooseForm(context, command, writing)
		const number = typeof command.number === 'number' ? command.number : readNumber(command.number)
		const ticket = number && (await ports.tickets.find(account, number))
		if (!ticket) return noSuchTicket(context, number ?? 0)
		if (!can(account, 'comment', factsOf(ticket))) return replyForbidden(context, ticket)
		const causes = consequence(context, ticket)
		const agent = account.role !== 'user'
		// What it is about to cause is said before it is sent, also to whoever typed it in one line.
		const asked = command.text !== undefined && !command.draft && !command.saved && !causes
		const ready = command.sent || (asked && !(await answersNote(context, ticket)))
		if (!ready) {
			const short = await shortened(context, command)
			if (short !== command) return context.run(short)
		}
		const errors = ready ? writingRefused(context, writing) : undefined
		if (!ready || errors) return replyForm(context, ticket, command, writing, errors)

		// Typed in one line, it answers what they were shown last.
		const seen = agent ? (command.seen ?? (await ports.tickets.seen(account.id, ticket.id))) : undefined
		const done = await ports.tickets.addComment({
			...actOf(context),
			ticket: ticket.id,
			text: writing.text.trim(),
			files: writing.files,
			...(actor.source && { source: actor.source }),
			...(agent && chosenStatus(command, causes)),
			...(seen !== undefined && { seen }),
		})
		if ('refused' in done) {
			// The role, or the grant, was lost a moment ago.
			if (done.refused === 'forbidden') return replyForbidden(context, ticket)
			if (done.refused !== 'overtaken') return noSuchTicket(context, ticket.number)
			return overtakenForm(context, ticket, { ...command, seen: seen ?? 0 }, writing)
		}
		await keepSeen(context, done.ticket, done.sequence)
		return ticketAfter(context, done.ticket, saidAfter(context, ticket, done.ticket, done.followUp))
	},
}

/** Whether what an agent writes under a message reads like a word to another agent, whose note came last. */
async function answersNote({ ports, account, actor }: Connected, ticket: Ticket): Promise<boolean> {
	if (account.role === 'user' || actor.source === undefined) return false
	const { comments } = await ports.tickets.conversation(account, ticket.id, { size: 1 })
	return comments.at(-1)?.public === false
}

/** What another agent has answered since, and one's own, to be sent all the same. */
async function overtakenForm(
	context: Connected,
	ticket: Ticket,
	command: CommandOf<'reply'>,
	writing: Writing,
): Promise<FormView> {
	const now = await overtakenBy(context, ticket, command.seen ?? 0)
	const short = command.sent ? command : await shortened(context, command)
	// Typed in one line it may be longer than a form can hold.
	const kept = short.do === 'reply' ? short : command
	const again = { ...kept, seen: now.ticket.lastSequence }
	const whole = kept === command ? writing : ((await writingOf(context, kept)) ?? writing)
	const form = await replyForm(context, now.ticket, again, whole, undefined)
	// A form with errors stays what it was where a platform shows them, and would be refused for ever.
	const [about = '', ...rest] = form.intro
	return { ...form, intro: [about, now.said, ...rest] }
}

function replyForbidden(context: Connected, { number }: Ticket): View {
	const { say, account } = context
	return refusal(
		context,
		account.role === 'user' ? say('refused.comment', { number: String(number) }) : say('refused.role'),
	)
}

function saidAfter(context: Connected, before: Ticket, after: Ticket, followUp: boolean): string {
	const { say } = context
	const number = String(after.number)
	if (followUp) return say('reply.done.followUp', { old: String(before.number), number })
	return say(consequence(context, before) ? 'reply.done.reopened' : 'reply.done', { number })
}

/** What an agent sets in the same act; a follow-up begins as every request does. */
function chosenStatus({ status }: CommandOf<'reply'>, causes: ReturnType<typeof consequence>) {
	return status !== undefined && status !== 'same' && causes !== 'follow-up' && { status }
}

function consequence({ account }: Connected, { status }: Ticket) {
	return consequenceOfComment(status, account.role === 'user' ? 'customer' : 'agent')
}

async function replyForm(
	context: Connected,
	ticket: Ticket,
	command: CommandOf<'reply'>,
	writing: Writing,
	errors: FormView['errors'],
): Promise<FormView> {
	const { say } = context
	const causes = consequence(context, ticket)
	const desk = context.account.role === 'user' ? undefined : await deskForm(context, ticket, command, writing)
	return ticketForm(context, ticket, {
		title: say('reply.title'),
		intro: [
			...(desk?.intro ?? []),
			...(causes ? [say(causes === 'reopens' ? 'reply.reopens' : 'reply.followUp')] : []),
		],
		fields: [...writingFields(context, say('reply.text'), desk?.writing ?? writing), ...(desk?.fields ?? [])],
		command: {
			do: 'reply',
			number: ticket.number,
			...(command.draft && { draft: command.draft }),
			...desk?.carries,
			sent: 'yes',
		},
		submit: say('reply.submit'),
		errors,
		actions: desk?.actions ?? [],
		carried: carriedBy(context, writing),
	})
}

/** Which request a message is to be added to: the ones last active of those one can add to. */
async function chooseForm(context: Connected, command: CommandOf<'reply'>, writing: Writing): Promise<View> {
	const { say, ports, account } = context
	const may: Scope[] = ['requested', 'ccd']
	if (account.role !== 'user' || effectiveGrant(account) === 'comment') may.push('organization')
	const lists = await Promise.all(
		may.map(scope => ports.tickets.list(account, { scope, sort: 'activity', size: choices })),
	)
	const found = new Map(lists.flatMap(page => page.tickets).map(ticket => [ticket.number, ticket]))
	const options = [...found.values()]
		.toSorted((a, b) => b.activityAt - a.activityAt)
		.slice(0, choices)
		.map(({ number, subject, status }) => {
			const label = `#${number} · ${statusShown(context, status).label} · ${subject}`
			return { value: String(number), label }
		})
	if (options.length === 0) {
		return message(context, {
			tone: 'info',
			title: say('reply.none.title'),
			paragraphs: [say('reply.none')],
			actions: [
				{
					label: say('new.action'),
					command: { do: 'new', ...(command.draft && { draft: command.draft }) },
					weight: 'main',
				},
			],
		})
	}
	const which: Field = { type: 'choice', name: 'number', label: say('reply.ticket'), options }
	return {
		kind: 'form',
		locale: context.locale,
		title: say('reply.title'),
		intro: [say('reply.choose')],
		fields: [which, ...writingFields(context, say('reply.text'), writing)],
		command: { do: 'reply', ...(command.draft && { draft: command.draft }), sent: 'yes' },
		submit: say('reply.submit'),
		cancel: say('chat.cancel'),
		actions: [],
		carried: carriedBy(context, writing),
	}
}
