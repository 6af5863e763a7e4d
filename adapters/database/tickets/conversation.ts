import type { Kysely } from 'kysely'
import type { Comment } from '../../../src/domain/comment.ts'
import type { TicketId } from '../../../src/domain/ticket.ts'
import type { Conversation } from '../../../src/ports/tickets.ts'
import type { Viewer } from '../../../src/rules/access.ts'
import { can, factsOf } from '../../../src/rules/access.ts'
import { parseId } from '../ids.ts'
import { toPerson } from '../people.ts'
import type { Store } from '../store.ts'
import type { AttachmentsTable } from '../tables/attachments.ts'
import type { Tables } from '../tables/index.ts'
import { ticketById } from './read.ts'

const nothing: Conversation = { comments: [], older: false, newer: false }

/** Part of what a viewer may read of a conversation; nothing of a ticket that may not be seen. */
export async function conversation(
	{ kysely }: Store,
	viewer: Viewer,
	id: TicketId,
	part: { readonly before?: number; readonly from?: number; readonly size: number },
): Promise<Conversation> {
	const ticket = await ticketById(kysely, parseId(id))
	if (!ticket || !can(viewer, 'see', factsOf(ticket))) return nothing
	const reading: Reading = { db: kysely, ticket: ticket.number, notes: can(viewer, 'note', factsOf(ticket)) }
	const forwards = part.from !== undefined
	const found = await readComments(reading, {
		...(part.from !== undefined ? { from: part.from } : { before: part.before ?? ticket.lastSequence + 1 }),
		limit: part.size + 1,
	})
	const more = found.length > part.size
	const comments = found.slice(0, part.size)
	if (!forwards) comments.reverse()
	const [first, last] = [comments.at(0), comments.at(-1)]
	return {
		comments,
		older: forwards ? await exists(reading, '<', first?.sequence ?? part.from) : more,
		newer: forwards ? more : await exists(reading, '>', last?.sequence ?? (part.before ?? 1) - 1),
	}
}

/** Whose comments are read, and whether internal notes are among them. */
export type Reading = { readonly db: Kysely<Tables>; readonly ticket: number; readonly notes: boolean }

/** Comments from a sequence on, oldest first, or before one, newest first. */
export async function readComments(
	{ db, ticket, notes }: Reading,
	part: ({ readonly from: number } | { readonly before: number }) & { readonly limit: number },
): Promise<Comment[]> {
	const rows = await db
		.selectFrom('comments as c')
		.innerJoin('accounts as a', 'a.id', 'c.author_id')
		.select([
			'c.sequence',
			'c.public',
			'c.text',
			'c.created_at',
			'c.edited_at',
			'c.withdrawn_at',
			'a.id',
			'a.email',
			'a.first_name',
			'a.last_name',
			'a.role',
		])
		.where('c.ticket_id', '=', ticket)
		.$if(!notes, query => query.where('c.public', '=', 1))
		.where('c.sequence', 'from' in part ? '>=' : '<', 'from' in part ? part.from : part.before)
		.orderBy('c.sequence', 'from' in part ? 'asc' : 'desc')
		.limit(part.limit)
		.execute()
	const files = await filesOf(
		db,
		ticket,
		rows.map(row => row.sequence),
	)
	return rows.map(row => ({
		sequence: row.sequence,
		author: toPerson(row),
		public: row.public === 1,
		text: row.text,
		createdAt: row.created_at,
		...(row.edited_at !== null && { editedAt: row.edited_at }),
		withdrawn: row.withdrawn_at !== null,
		attachments: files.filter(file => file.sequence === row.sequence).map(toAttachment),
	}))
}

type FileRow = Pick<AttachmentsTable, 'sequence' | 'name' | 'size' | 'type' | 'state'> & {
	readonly id: number
}

async function filesOf(
	db: Kysely<Tables>,
	ticket: number,
	sequences: readonly number[],
): Promise<readonly FileRow[]> {
	if (sequences.length === 0) return []
	return db
		.selectFrom('attachments')
		.select(['id', 'sequence', 'name', 'size', 'type', 'state'])
		.where('ticket_id', '=', ticket)
		.where('sequence', '>=', Math.min(...sequences))
		.where('sequence', '<=', Math.max(...sequences))
		.orderBy('sequence')
		.orderBy('id')
		.execute()
}

export function toAttachment(row: Omit<FileRow, 'sequence'>) {
	return { id: String(row.id), name: row.name, size: row.size, type: row.type, state: row.state }
}

async function exists({ db, ticket, notes }: Reading, side: '<' | '>', sequence = 0): Promise<boolean> {
	const row = await db
		.selectFrom('comments')
		.select('sequence')
		.where('ticket_id', '=', ticket)
		.$if(!notes, query => query.where('public', '=', 1))
		.where('sequence', side, sequence)
		.limit(1)
		.executeTakeFirst()
	return row !== undefined
}
