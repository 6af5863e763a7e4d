import type { Connected } from '../commands/context.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Act, Refused } from '../ports/tickets.ts'
import type { Action, View } from '../views/view.ts'
import { message, refusal } from './message.ts'
import { noSuchTicket } from './numbers.ts'

/** Who acts, from where, and the key under which the same again has its effect once. */
export function actOf({ account, actor }: Pick<Connected, 'account' | 'actor'>): Act {
	return { by: account.id, via: actor.via, ...(actor.once && { once: actor.once }) }
}

/** The way to a request's page. */
export function openAction({ say }: Pick<Connected, 'say'>, number: number): Action {
	return { label: say('ticket.open'), command: { do: 'view', number } }
}

/** The way to the request in which a duplicate goes on. */
export function goesOnAction({ say }: Pick<Connected, 'say'>, into: number): Action {
	return {
		label: say('merge.open', { number: String(into) }),
		command: { do: 'view', number: into },
		weight: 'main',
	}
}

/** What is said of a closed request, to which nothing is done any more. */
export function closedRefusal(context: Connected, { number }: Pick<Ticket, 'number'>): View {
	return refusal(context, context.say('desk.closed', { number: String(number) }), [
		openAction(context, number),
	])
}

/**
 * Why an agent's act on a request had no effect, as things stand now: it was closed a moment ago, say, or the
 * agent is none any more.
 * @param same what to say where it is so already
 */
export async function refusedAct(
	context: Connected,
	{ number }: Pick<Ticket, 'number'>,
	why: Refused['refused'],
	same: string,
): Promise<View> {
	if (why === 'unchanged') {
		return message(context, { tone: 'info', title: same, actions: [openAction(context, number)] })
	}
	const now = await context.ports.tickets.find(context.account, number)
	if (!now) return noSuchTicket(context, number)
	return now.status === 'closed' ? closedRefusal(context, now) : refusal(context, context.say('refused.role'))
}
