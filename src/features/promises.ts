import type { Speaking } from '../commands/context.ts'
import { shownStatus, type Ticket } from '../domain/ticket.ts'
import { targetWarning } from '../rules/limits.ts'

type Promised = Pick<Ticket, 'status' | 'targets'>
type Saying = Pick<Speaking, 'say' | 'format'>

/** What of the promises to a requester is missed, or about to be; undefined while all is well. */
export function promiseMark({ say, format }: Saying, ticket: Promised, now: number): string | undefined {
	const { answerDue, solveDue } = openPromises(ticket)
	if (answerDue !== undefined && answerDue <= now) return say('promise.answer.missed')
	if (solveDue !== undefined && solveDue <= now) return say('promise.solve.missed')
	if (answerDue !== undefined && answerDue <= now + targetWarning) {
		return say('promise.answer.near', { time: format.time(answerDue) })
	}
	if (solveDue !== undefined && solveDue <= now + targetWarning) {
		return say('promise.solve.near', { time: format.time(solveDue) })
	}
	return undefined
}

/** Until when each promise that still holds is due, in words. */
export function promisesShown(
	{ say, format }: Saying,
	ticket: Promised,
	now: number,
): { readonly answer: string | undefined; readonly solve: string | undefined } {
	const { answerDue, solveDue } = openPromises(ticket)
	const shown = (due: number | undefined) => {
		if (due === undefined) return undefined
		const date = format.moment(due)
		return due <= now ? say('promise.missed', { date }) : date
	}
	return { answer: shown(answerDue), solve: shown(solveDue) }
}

/** What is still promised: nothing of what is solved, and no first answer once there is one. */
export function openPromises({
	status,
	targets,
}: Promised): Pick<Ticket['targets'], 'answerDue' | 'solveDue'> {
	if (shownStatus[status] === 'solved') return {}
	const { answerDue, answeredAt, solveDue } = targets
	return {
		...(answerDue !== undefined && answeredAt === undefined && { answerDue }),
		...(solveDue !== undefined && { solveDue }),
	}
}
