import type { Connected } from '../commands/context.ts'
import { shownStatus, type Ticket } from '../domain/ticket.ts'
import { can, factsOf } from '../rules/access.ts'
import type { Action } from '../views/view.ts'
import { goesOnAction } from './acting.ts'

/**
 * What someone can do with a request that they see.
 * @param goesOn where it goes on, being a duplicate, if they see that one too
 */
export async function ticketActions(
	context: Connected,
	ticket: Ticket,
	goesOn: Ticket | undefined,
): Promise<Action[]> {
	const { say, account, ports } = context
	const { number, assignee } = ticket
	const on = factsOf(ticket)
	const muted = await ports.accounts.mutedUntil(account.id, ticket.id)
	const works = can(account, 'work', on)
	const changes = works && ticket.status !== 'closed'
	const all: (Action | false)[] = [
		goesOn !== undefined && goesOnAction(context, goesOn.number),
		changes && assignee?.id !== account.id && { label: say('ticket.take'), command: { do: 'take', number } },
		can(account, 'comment', on) && {
			label: say(works ? 'ticket.replyTo' : 'ticket.reply'),
			command: { do: 'reply', number },
			...(!goesOn && { weight: 'main' }),
		},
		changes && { label: say('ticket.note'), command: { do: 'note', number } },
		changes && { label: say('ticket.status'), command: { do: 'status', number } },
		changes && { label: say('ticket.priority'), command: { do: 'priority', number } },
		changes && { label: say('ticket.assign'), command: { do: 'assign', number } },
		can(account, 'solve', on) &&
			shownStatus[ticket.status] !== 'solved' && {
				label: say('ticket.solve'),
				command: { do: 'solve', number },
			},
		can(account, 'rate', on) &&
			!ticket.rating &&
			!ticket.mergedInto && { label: say('rate.action'), command: { do: 'rate', number }, weight: 'main' },
		can(account, 'addCc', on) && { label: say('ticket.copy'), command: { do: 'cc', number } },
		can(account, 'leaveCc', on) && {
			label: say('ticket.leave'),
			command: { do: 'cc', number, change: 'remove', email: account.email },
		},
		changes && { label: say('ticket.merge'), command: { do: 'merge', number } },
		muted
			? { label: say('ticket.unmute'), command: { do: 'unmute', number } }
			: { label: say('ticket.mute'), command: { do: 'mute', number } },
		works && { label: say('history.action'), command: { do: 'history', number } },
		works && { label: say('deliveries.action'), command: { do: 'deliveries', number } },
	]
	return all.filter(action => action !== false)
}
