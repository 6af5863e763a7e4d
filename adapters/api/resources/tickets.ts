import * as z from 'zod'
import {
	priorities,
	queueSorts,
	queues,
	scopes,
	shownStatuses,
	sorts,
	statuses,
} from '../../../src/domain/ticket.ts'
import type { Refused } from '../../../src/ports/tickets.ts'
import { searchLength } from '../../../src/rules/limits.ts'
import { can, factsOf } from '../../../src/rules/access.ts'
import { settableStatuses } from '../../../src/rules/status.ts'
import { type Asked, type Operation, operation } from '../operation.ts'
import { Problem } from '../problem.ts'
import { allowed, ticketAt } from '../refused.ts'
import { commentText, email, numberPath, paging, subject, ticket, ticketPage, uploads } from '../schemas.ts'
import { summaryOf, ticketOf } from '../show.ts'
import { filesOf } from '../uploads.ts'

type Numbered<B = unknown> = Asked<{ readonly number: number }, unknown, B>

const search = z.string().max(searchLength).optional()

/** The request as it is now. */
async function now({ ports, account, path }: Numbered) {
	const found = await ports.tickets.find(account, path.number)
	if (!found) throw new Problem('absent')
	return { body: ticketOf(found, ports.settings.publicUrl) }
}

/** What was set is what was asked for, also where it was so before. */
async function set(asked: Numbered, change: (ticket: string) => Promise<object | Refused>) {
	const before = await ticketAt(asked)
	const work = can(asked.account, 'work', factsOf(before))
	if (before.status === 'closed' && work) throw new Problem('conflict', { detail: 'The request is closed.' })
	const done = await change(before.id)
	if (!('refused' in done) || done.refused !== 'unchanged') allowed(done)
	return now(asked)
}

export const tickets: readonly Operation[] = [
	operation({
		name: 'listTickets',
		method: 'GET',
		at: '/tickets',
		scope: 'tickets:read',
		says: 'What support has before it; for accounts of support.',
		query: z.strictObject({
			queue: z.enum(queues).default('all'),
			status: z.enum(statuses).optional().meta({ description: 'When absent, those that are not done' }),
			priority: z.enum(priorities).optional(),
			organization: z.string().max(40).optional().meta({ description: 'The id of one' }),
			search,
			sort: z.enum(queueSorts).default('activity'),
			...paging,
		}),
		answer: ticketPage,
		status: 200,
		async run({ ports, account, query }) {
			if (account.role === 'user') throw new Problem('forbidden', { detail: 'Ask for /me/tickets.' })
			const { status, priority, organization, search, cursor, ...others } = query
			const page = await ports.tickets.queue(account, {
				...others,
				...(status && { status }),
				...(priority && { priority }),
				...(organization && { organization }),
				...(search && { search }),
				...(cursor && { cursor }),
			})
			return { body: { ...page, counts: undefined, tickets: page.tickets.map(summaryOf) } }
		},
	}),
	operation({
		name: 'listMyTickets',
		method: 'GET',
		at: '/me/tickets',
		scope: 'tickets:read',
		says: 'The lists of the account that the token acts as.',
		query: z.strictObject({
			scope: z.enum(scopes).default('requested'),
			status: z.enum(shownStatuses).optional(),
			search,
			sort: z.enum(sorts).default('activity'),
			...paging,
		}),
		answer: ticketPage,
		status: 200,
		async run({ ports, account, query }) {
			const { status, search, cursor, ...others } = query
			const page = await ports.tickets.list(account, {
				...others,
				...(status && { status }),
				...(search && { search }),
				...(cursor && { cursor }),
			})
			return { body: { ...page, counts: undefined, tickets: page.tickets.map(summaryOf) } }
		},
	}),
	operation({
		name: 'getTicket',
		method: 'GET',
		at: '/tickets/{number}',
		scope: 'tickets:read',
		says: 'One request.',
		path: numberPath,
		answer: ticket,
		status: 200,
		run: now,
	}),
	operation({
		name: 'createTicket',
		method: 'POST',
		at: '/tickets',
		scope: 'tickets:write',
		says: 'Opens a request. For somebody else, by an account of support: an address without an account gets one.',
		body: z.strictObject({ subject, text: commentText, requester: email.optional(), uploads }),
		answer: ticket,
		status: 201,
		async run({ ports, account, act, body }) {
			const { subject, text, requester, uploads } = body
			const files = filesOf(ports, account.id, uploads)
			const done = allowed(
				await ports.tickets.open({ ...act, subject, text, files, ...(requester && { requester }) }),
			)
			const { publicUrl } = ports.settings
			return {
				status: 201,
				body: ticketOf(done.ticket, publicUrl),
				headers: { location: `${publicUrl}/api/v1/tickets/${done.ticket.number}` },
			}
		},
	}),
	operation({
		name: 'setStatus',
		method: 'PUT',
		at: '/tickets/{number}/status',
		scope: 'tickets:write',
		says: 'By support to anything that may follow; by the requester to solved.',
		path: numberPath,
		body: z.strictObject({ status: z.enum(settableStatuses) }),
		answer: ticket,
		status: 200,
		run: asked =>
			set(asked, id =>
				asked.ports.tickets.setStatus({ ...asked.act, ticket: id, status: asked.body.status }),
			),
	}),
	operation({
		name: 'setPriority',
		method: 'PUT',
		at: '/tickets/{number}/priority',
		scope: 'tickets:write',
		says: 'By support.',
		path: numberPath,
		body: z.strictObject({ priority: z.enum(priorities) }),
		answer: ticket,
		status: 200,
		run: asked =>
			set(asked, id =>
				asked.ports.tickets.setPriority({ ...asked.act, ticket: id, priority: asked.body.priority }),
			),
	}),
	operation({
		name: 'setAssignee',
		method: 'PUT',
		at: '/tickets/{number}/assignee',
		scope: 'tickets:write',
		says: 'By support: to one of support, or to nobody.',
		path: numberPath,
		body: z.strictObject({ assignee: z.union([email, z.null()]) }),
		answer: ticket,
		status: 200,
		async run(asked) {
			const { ports, account, body } = asked
			if (account.role === 'user') {
				await ticketAt(asked)
				throw new Problem('forbidden')
			}
			const assignee = body.assignee === null ? undefined : await ports.accounts.byEmail(body.assignee)
			if (body.assignee !== null && (!assignee || assignee.role === 'user' || assignee.disabled)) {
				throw new Problem('invalid', { errors: [{ at: 'assignee', says: 'is nobody of support' }] })
			}
			return set(asked, id => ports.tickets.assign({ ...asked.act, ticket: id, assignee: assignee?.id }))
		},
	}),
	operation({
		name: 'addCc',
		method: 'PUT',
		at: '/tickets/{number}/ccs/{email}',
		scope: 'tickets:write',
		says: 'Copies somebody on a request.',
		path: numberPath.extend({ email }),
		answer: ticket,
		status: 200,
		run: asked =>
			set(asked, id => asked.ports.tickets.addCc({ ...asked.act, ticket: id, email: asked.path.email })),
	}),
	operation({
		name: 'removeCc',
		method: 'DELETE',
		at: '/tickets/{number}/ccs/{email}',
		scope: 'tickets:write',
		says: 'Copies somebody no longer. Who is copied may remove themselves.',
		path: numberPath.extend({ email }),
		status: 204,
		async run(asked) {
			const { id } = await ticketAt(asked)
			const done = await asked.ports.tickets.removeCc({ ...asked.act, ticket: id, email: asked.path.email })
			if (!('refused' in done) || done.refused !== 'unchanged') allowed(done)
			return { status: 204 }
		},
	}),
]
