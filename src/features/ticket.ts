import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import type { Account } from '../domain/account.ts'
import { type Ticket, shownStatus } from '../domain/ticket.ts'
import type { Conversation } from '../ports/tickets.ts'
import { can, factsOf } from '../rules/access.ts'
import { commentsPerPage } from '../rules/limits.ts'
import type { Action, TicketView, View } from '../views/view.ts'
import { shownComment } from './comment.ts'
import { fileAddress } from './files.ts'
import { statusShown } from './lists.ts'
import { message } from './message.ts'
import { noSuchTicket, onlyNumber } from './numbers.ts'

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
		const back = command.back && { ...command.back, do: 'list' as const }
		return {
			...(await ticketView(context, ticket, conversation)),
			...(back && { back: { label: context.say('ticket.back'), command: back } }),
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
			back: { label: context.say('ticket.conversation'), command: { do: 'view', number } },
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
	return {
		kind: 'ticket',
		locale: context.locale,
		ticket: { number, subject: ticket.subject, status: statusShown(context, ticket.status) },
		facts: facts(context, ticket),
		comments: page.comments.map(one =>
			shownComment(context, ticket.number, one, file => fileAddress(ports, context.account.id, file)),
		),
		single: false,
		...(page.older &&
			first && { older: { label: say('ticket.older'), command: { do: 'view', number, before: first } } }),
		...(page.newer &&
			last && { newer: { label: say('ticket.newer'), command: { do: 'view', number, from: last + 1 } } }),
		actions: await actions(context, ticket),
		web: { label: say('ticket.web'), url: `${ports.settings.publicUrl}/requests/${number}` },
	}
}

function facts({ say, format, account }: Connected, ticket: Ticket): TicketView['facts'] {
	const agent = account.role !== 'user'
	const rows: { label: string; value: string | undefined }[] = [
		{ label: say('ticket.requester'), value: ticket.requester.name },
		{ label: say('ticket.organization'), value: ticket.organization?.name },
		{ label: say('ticket.assignee'), value: ticket.assignee?.name ?? say('ticket.assignee.none') },
		{ label: say('ticket.ccs'), value: format.list(copied(account, ticket)) },
		{ label: say('ticket.priority'), value: agent ? say(`priority.${ticket.priority}`) : undefined },
		{ label: say('ticket.followUpOf'), value: ticket.followUpOf ? `#${ticket.followUpOf}` : undefined },
		{ label: say('ticket.opened'), value: format.moment(ticket.createdAt) },
		{ label: say('ticket.activity'), value: format.moment(ticket.activityAt) },
	]
	return rows.flatMap(({ label, value }) => (value ? [{ label, value }] : []))
}

/**
 * Who is copied, by address: a name would tell whoever copies an address whether it has an account, and
 * whose. Agents know anyway.
 */
export function copied({ role }: Pick<Account, 'role'>, ticket: Ticket): string[] {
	return ticket.ccs.map(({ name, email }) => (role === 'user' ? email : name))
}

async function actions(context: Connected, ticket: Ticket): Promise<Action[]> {
	const { say, account, ports } = context
	const number = ticket.number
	const on = factsOf(ticket)
	const muted = await ports.accounts.mutedUntil(account.id, ticket.id)
	const all: (Action | false)[] = [
		can(account, 'comment', on) && {
			label: say('ticket.reply'),
			command: { do: 'reply', number },
			weight: 'main',
		},
		can(account, 'solve', on) &&
			shownStatus[ticket.status] !== 'solved' && {
				label: say('ticket.solve'),
				command: { do: 'solve', number },
			},
		can(account, 'addCc', on) && { label: say('ticket.copy'), command: { do: 'cc', number } },
		can(account, 'leaveCc', on) && {
			label: say('ticket.leave'),
			command: { do: 'cc', number, change: 'remove', email: account.email },
		},
		muted
			? { label: say('ticket.unmute'), command: { do: 'unmute', number } }
			: { label: say('ticket.mute'), command: { do: 'mute', number } },
		account.role !== 'user' && { label: say('deliveries.action'), command: { do: 'deliveries', number } },
	]
	return all.filter(action => action !== false)
}
