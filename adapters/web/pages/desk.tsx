import { type Command, readCommand } from '../../../src/commands/command.ts'
import { priorities, queues, queueSorts, statuses } from '../../../src/domain/ticket.ts'
import { handle } from '../../../src/handle.ts'
import type { Ports } from '../../../src/ports/index.ts'
import { readQueue } from '../address.ts'
import { answerView } from '../answer.tsx'
import { queryOf, type WebContext } from '../context.ts'
import { malformed, notFound } from '../notice.tsx'
import { actorOf, unknownFilter } from './requests.tsx'

/*
 * Pages of those who answer. For anyone else there is no such page, as for an address that was never one.
 */

/** `GET /queue`: what support has before it; what it shows is in the address. */
export function queue(c: WebContext, ports: Ports): Promise<Response> | Response {
	const query = queryOf(c)
	return forAgents(c, ports, readQueue(query), () =>
		unknownFilter(c, ports, query, {
			known: { queue: queues, status: statuses, priority: priorities, sort: queueSorts },
			back: { label: 'queue.back', command: { do: 'queue' } },
		}),
	)
}

/** `GET /answers`: the saved answers; with a request's number, to begin an answer to it with. */
export function answers(c: WebContext, ports: Ports): Promise<Response> | Response {
	const number = c.req.query('number')
	const command = readCommand({ do: 'answers', ...(number && { number: Number(number) }) })
	return forAgents(c, ports, command, () => malformed(c, ports))
}

/** `GET /history`: what has changed of what an account may do, by its address. */
export function rightsOf(c: WebContext, ports: Ports): Promise<Response> | Response {
	const { account, before } = c.req.query()
	const command = account ? readCommand({ do: 'history', account, before }) : undefined
	return forAgents(c, ports, command, () => malformed(c, ports))
}

async function forAgents(
	c: WebContext,
	ports: Ports,
	command: Command | undefined,
	unread: () => Response,
): Promise<Response> {
	if (c.get('account').role === 'user') return notFound(c, ports)
	if (!command) return unread()
	return answerView(c, ports, await handle(actorOf(c, ports), command, ports))
}
