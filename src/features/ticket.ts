import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import type { Account } from '../domain/account.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Conversation } from '../ports/tickets.ts'
import { commentsPerPage } from '../rules/limits.ts'
import type { TicketView, View } from '../views/view.ts'
import { shownComment } from './comment.ts'
import { fileAddress } from './files.ts'
import { statusShown } from './lists.ts'
import { message } from './message.ts'
import { noSuchTicket, onlyNumber } from './numbers.ts'
import { backToTicket } from './ticket-form.ts'
import { promisesShown } from './promises.ts'
import { keepSeen } from './seen.ts'
import { ticketActions } from './ticket-actions.ts'

/** A request and the newest of its conversation. */
export const view: Definition<'view'> = {
	for: 'connected',
	spoken: {
		words: ['view', 'vedi'],
		usage: 'usage.view',
		does: 'help.view',
		example: 'example.view',
		section: 'requests',
		read: typed => {
			const needed = onlyNumber(typed, 'usage.view')
			return 'misread' in needed ? needed : { do: 'view', ...needed }
		},
	},
	async run(context, command) {
		const ticket = await context.ports.tickets.find(context.account, command.number)
		if (!ticket) return noSuchTicket(context, command.number)
		const conversation = await context.ports.tickets.conversation(context.account, ticket.id, {
			...(command.before && { before: command.before }),
			...(command.from && { from: command.from }),
			size: context.identity ? commentsPerPage.chat : commentsPerPage.portal,
		})
		await keepSeen(context, ticket, conversation.comments.at(-1)?.sequence)
		const back = command.back && { ...command.back, do: 'list' as const }
		const desk = context.account.role !== 'user' && { do: 'queue' as const }
		return {
			...(await ticketView(context, ticket, conversation)),
			...(back
				? { back: { label: context.say('ticket.back'), command: back } }
				: desk && { back: { label: context.say('queue.back'), command: desk } }),
		}
	},
}

/** One comment alone, in full. */
export const comment: Definition<'comment'> = {
	for: 'connected',
	async run(context, { number, sequence }) {
		const ticket = await context.ports.tickets.find(context.account, number)
		if (!ticket) return noSuchTicket(context, number)
		const { comments } = await context.ports.tickets.conversation(context.account, ticket.id, {
			from: sequence,
			size: 1,
		})
		return {
			...(await ticketView(context, ticket, { comments, older: false, newer: false })),
			single: true,
			actions: [],
			back: backToTicket(context, number),
		}
	},
}

/** The page of a ticket that was just changed, with what the change has caused said on top. */
export async function ticketAfter(context: Connected, ticket: Ticket, said: string): Promise<View> {
	try {
		return { ...(await newestOf(context, ticket)), said }
	} catch (error) {
		// The act is done; that its page cannot be shown must not read as if it were not.
		context.ports.log.error('the page after an act failed', error)
		const open = {
			label: context.say('ticket.open'),
			command: { do: 'view' as const, number: ticket.number },
		}
		return message(context, { tone: 'done', title: said, actions: [open] })
	}
}

async function newestOf(context: Connected, ticket: Ticket): Promise<TicketView> {
	const conversation = await context.ports.tickets.conversation(context.account, ticket.id, {
		size: context.identity ? commentsPerPage.chat : commentsPerPage.portal,
	})
	return ticketView(context, ticket, conversation)
}

async function ticketView(context: Connected, ticket: Ticket, page: Conversation): Promise<TicketView> {
	const { say, ports } = context
	const number = ticket.number
	const first = page.comments[0]?.sequence
	const last = page.comments.at(-1)?.sequence
	// Who asked for a duplicate may have left the other one, of which they are then told nothing.
	const goesOn =
		ticket.mergedInto === undefined ? undefined : await ports.tickets.find(context.account, ticket.mergedInto)
	return {
		kind: 'ticket',
		locale: context.locale,
		ticket: { number, subject: ticket.subject, status: statusShown(context, ticket.status) },
		facts: facts(context, ticket, goesOn),
		comments: page.comments.map(one =>
			shownComment(context, ticket.number, one, file => fileAddress(ports, context.account.id, file)),
		),
		single: false,
		...(page.older &&
			first && { older: { label: say('ticket.older'), command: { do: 'view', number, before: first } } }),
		...(page.newer &&
			last && { newer: { label: say('ticket.newer'), command: { do: 'view', number, from: last + 1 } } }),
		actions: await ticketActions(context, ticket, goesOn),
		web: { label: say('ticket.web'), url: `${ports.settings.publicUrl}/requests/${number}` },
	}
}

function facts(context: Connected, ticket: Ticket, goesOn: Ticket | undefined): TicketView['facts'] {
	const { say, format, account, ports } = context
	const agent = account.role !== 'user'
	const promised = agent ? promisesShown(context, ticket, ports.clock.now()) : undefined
	const waiting = agent && ticket.waitingSince
	const rows: { label: string; value: string | undefined }[] = [
		{ label: say('ticket.requester'), value: ticket.requester.name },
		{ label: say('ticket.organization'), value: ticket.organization?.name },
		{ label: say('ticket.assignee'), value: ticket.assignee?.name ?? say('ticket.assignee.none') },
		{ label: say('ticket.ccs'), value: format.list(copied(account, ticket)) },
		{ label: say('ticket.priority'), value: agent ? say(`priority.${ticket.priority}`) : undefined },
		{ label: say('ticket.followUpOf'), value: ticket.followUpOf ? `#${ticket.followUpOf}` : undefined },
		{ label: say('ticket.mergedInto'), value: goesOn ? `#${goesOn.number}` : undefined },
		{ label: say('ticket.waiting'), value: waiting ? format.moment(waiting) : undefined },
		{ label: say('ticket.answerDue'), value: promised?.answer },
		{ label: say('ticket.solveDue'), value: promised?.solve },
		{ label: say('ticket.rating'), value: ratingShown(context, ticket) },
		{ label: say('ticket.opened'), value: format.moment(ticket.createdAt) },
		{ label: say('ticket.activity'), value: format.moment(ticket.activityAt) },
	]
	return rows.flatMap(({ label, value }) => (value ? [{ label, value }] : []))
}

/** What the requester said of how it went, for them and for support. */
function ratingShown({ say, account }: Connected, { rating, requester }: Ticket): string | undefined {
	if (!rating || (account.role === 'user' && requester.id !== account.id)) return undefined
	const good = say(rating.good ? 'rate.good' : 'rate.bad')
	return rating.text ? say('ticket.rating.text', { good, text: rating.text }) : good
}

/**
 * Who is copied, by address: a name would tell whoever copies an address whether it has an account, and
 * whose. Agents know anyway.
 */
export function copied({ role }: Pick<Account, 'role'>, ticket: Ticket): string[] {
	return ticket.ccs.map(({ name, email }) => (role === 'user' ? email : name))
}
