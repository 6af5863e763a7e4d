import type { Ticket } from '../../src/domain/ticket.ts'
import type { Refused } from '../../src/ports/tickets.ts'
import { type Asked } from './operation.ts'
import { Problem } from './problem.ts'

/** The request of a number, for who may see it. @throws Problem */
export async function ticketAt({
	ports,
	account,
	path,
}: Asked<{ readonly number: number }>): Promise<Ticket> {
	const ticket = await ports.tickets.find(account, path.number)
	if (!ticket) throw new Problem('absent')
	return ticket
}

/** The outcome of an act, where it had one. @throws Problem */
export function allowed<T extends object>(done: T | Refused): T {
	if (!('refused' in done)) return done
	switch (done.refused) {
		case 'absent':
			throw new Problem('absent')
		case 'forbidden':
			throw new Problem('forbidden')
		case 'closed':
			throw new Problem('conflict', { detail: 'The request is closed.' })
		case 'full':
			throw new Problem('conflict', { detail: 'As many people are copied as can be.' })
		case 'overtaken':
			throw new Problem('conflict', { detail: 'Somebody else was faster.' })
		case 'disabled':
			throw new Problem('conflict', { detail: 'The account it would be for is disabled.' })
		case 'unchanged':
			throw new Problem('conflict', { detail: 'It is so already.' })
	}
}
