import { sql } from 'kysely'
import type { Comment } from '../../../src/domain/comment.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import type { Viewer } from '../../../src/rules/access.ts'
import { can, factsOf, visibleTo } from '../../../src/rules/access.ts'
import { parseId } from '../ids.ts'
import { paged } from '../paged.ts'
import type { Store } from '../store.ts'
import type { CommentsTable } from '../tables/comments.ts'
import { readComments, toAttachment, toTurn } from './conversation.ts'
import { readTicket } from './read.ts'

/** A comment may be long. */
const commentsAtOnce = 50

/** The tickets that someone opened, oldest first, each with the comments that they may read. */
export async function* exportFor(
	store: Store,
	viewer: Viewer,
): AsyncIterable<{ readonly ticket: Ticket; readonly comments: AsyncIterable<Comment> }> {
	const visibility = visibleTo(viewer)
	const requester = parseId((visibility.everything ? viewer.id : visibility.requester) ?? '')
	if (requester === undefined) return
	const opened = paged<{ id: number }>((last, limit) =>
		store.kysely
			.selectFrom('tickets')
			.select('id')
			.where('requester_id', '=', requester)
			.where('id', '>', last?.id ?? 0)
			.orderBy('id')
			.limit(limit)
			.execute(),
	)
	for await (const { id } of opened) {
		const ticket = await readTicket(store, id)
		if (!ticket || !can(viewer, 'see', factsOf(ticket))) continue
		const reading = { store, ticket: id, notes: can(viewer, 'note', factsOf(ticket)) }
		const comments = paged<Comment>(
			(last, limit) => readComments(reading, { from: (last?.sequence ?? 0) + 1, limit }),
			commentsAtOnce,
		)
		yield { ticket, comments }
	}
}

type Written = Omit<CommentsTable, 'author_id'>

/** What someone wrote that is not on a ticket of their own where they read it, in the order of the tickets. */
export async function* writtenBy(
	store: Store,
	viewer: Viewer,
): AsyncIterable<Omit<Comment, 'author'> & { readonly number: number }> {
	const author = parseId(viewer.id) ?? 0
	const notes = visibleTo(viewer).everything
	const rows = paged<Written>(
		(last, limit) =>
			store.kysely
				.selectFrom('comments as c')
				.innerJoin('tickets as t', 't.id', 'c.ticket_id')
				.select(['c.ticket_id', 'c.sequence', 'c.public', 'c.text', 'c.created_at'])
				.select(['c.edited_at', 'c.withdrawn_at'])
				.where('c.author_id', '=', author)
				.where(eb => eb.or([eb('t.requester_id', '<>', author), ...(notes ? [] : [eb('c.public', '=', 0)])]))
				.$if(last !== undefined, query =>
					query.where(sql<boolean>`(c.ticket_id, c.sequence) > (${last?.ticket_id}, ${last?.sequence})`),
				)
				.orderBy('c.ticket_id')
				.orderBy('c.sequence')
				.limit(limit)
				.execute(),
		commentsAtOnce,
	)
	for await (const row of rows) {
		const files = await store.kysely
			.selectFrom('attachments')
			.select(['id', 'name', 'size', 'type', 'state'])
			.where('ticket_id', '=', row.ticket_id)
			.where('sequence', '=', row.sequence)
			.orderBy('id')
			.execute()
		yield { number: row.ticket_id, ...toTurn(row), attachments: files.map(toAttachment) }
	}
}
