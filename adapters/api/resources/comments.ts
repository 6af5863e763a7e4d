import * as z from 'zod'
import { followingStatuses } from '../../../src/rules/status.ts'
import { can, factsOf } from '../../../src/rules/access.ts'
import { type Operation, operation } from '../operation.ts'
import { Problem } from '../problem.ts'
import { allowed, ticketAt } from '../refused.ts'
import { comment, commentText, numberPath, paging, uploads } from '../schemas.ts'
import { commentOf } from '../show.ts'
import { filesOf } from '../uploads.ts'

const commentPage = z
	.strictObject({
		comments: z.array(comment),
		next: z.string().optional().meta({ description: 'A cursor, where there are later ones' }),
	})
	.meta({ id: 'CommentPage' })

const commented = z
	.strictObject({
		number: z.int().meta({ description: 'Of the request it stands on, which a closed one hands on to' }),
		sequence: z.int(),
		followUp: z.boolean().meta({ description: 'Whether that is a new one' }),
	})
	.meta({ id: 'Commented' })

export const comments: readonly Operation[] = [
	operation({
		name: 'listComments',
		method: 'GET',
		at: '/tickets/{number}/comments',
		scope: 'comments:read',
		says: 'The conversation, oldest first. Internal notes are there for accounts of support.',
		path: numberPath,
		query: z.strictObject({
			...paging,
			cursor: z
				.string()
				.regex(/^\d{1,9}$/)
				.optional(),
		}),
		answer: commentPage,
		status: 200,
		async run(asked) {
			const { ports, account, query } = asked
			const { id } = await ticketAt(asked)
			const from = Number(query.cursor ?? 1)
			const { comments, newer } = await ports.tickets.conversation(account, id, { from, size: query.size })
			const last = comments.at(-1)
			return {
				body: {
					comments: comments.map(commentOf),
					...(newer && last && { next: String(last.sequence + 1) }),
				},
			}
		},
	}),
	operation({
		name: 'createComment',
		method: 'POST',
		at: '/tickets/{number}/comments',
		scope: 'comments:write',
		says: 'Adds to the conversation; by support also an internal note, or a status that follows the answer.',
		path: numberPath,
		body: z.strictObject({
			text: commentText,
			public: z.boolean().default(true),
			status: z.enum(followingStatuses).optional(),
			uploads,
		}),
		answer: commented,
		status: 201,
		async run(asked) {
			const { ports, account, act, body } = asked
			const ticket = await ticketAt(asked)
			const files = filesOf(ports, account.id, body.uploads)
			const may = can(account, body.public ? 'comment' : 'note', factsOf(ticket))
			if (!may || (body.status && !can(account, 'work', factsOf(ticket)))) throw new Problem('forbidden')
			if (!body.public && ticket.status === 'closed') {
				throw new Problem('conflict', { detail: 'The request is closed.' })
			}
			const { text, status } = body
			const done = allowed(
				await ports.tickets.addComment({
					...act,
					ticket: ticket.id,
					text,
					files,
					public: body.public,
					...(status && { status }),
				}),
			)
			const { number } = done.ticket
			return {
				status: 201,
				body: { number, sequence: done.sequence, followUp: done.followUp },
				headers: {
					location: `${ports.settings.publicUrl}/api/v1/tickets/${number}/comments?cursor=${done.sequence}`,
				},
			}
		},
	}),
]
