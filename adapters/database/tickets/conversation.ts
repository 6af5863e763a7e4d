import type { InferResult, Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Comment } from '../../../src/domain/comment.ts'
import type { TicketId } from '../../../src/domain/ticket.ts'
import type { Conversation } from '../../../src/ports/tickets.ts'
import type { Viewer } from '../../../src/rules/access.ts'
import { can, factsOf } from '../../../src/rules/access.ts'
import { parseId } from '../ids.ts'
import { grouped, isAmong, type Pairs, pairsOf, rowsOf } from '../listed.ts'
import { toPerson } from '../people.ts'
import { prepared, type Reads } from '../prepared.ts'
import type { AttachmentsTable } from '../tables/attachments.ts'
import type { CommentsTable } from '../tables/comments.ts'
import type { Tables } from '../tables/index.ts'
import { readTicket } from './read.ts'

const nothing: Conversation = { comments: [], older: false, newer: false }

/** Part of what a viewer may read of a conversation; nothing of a ticket that may not be seen. */
export async function conversation(
	store: Reads,
	viewer: Viewer,
	id: TicketId,
	part: { readonly before?: number; readonly from?: number; readonly size: number },
): Promise<Conversation> {
	const ticket = await readTicket(store, parseId(id))
	if (!ticket || !can(viewer, 'see', factsOf(ticket))) return nothing
	const reading: Reading = { store, ticket: ticket.number, notes: can(viewer, 'note', factsOf(ticket)) }
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
		newer: forwards
			? more
			: part.before !== undefined && (await exists(reading, '>', last?.sequence ?? part.before - 1)),
	}
}

/** Whose comments are read, and whether internal notes are among them. */
export type Reading = { readonly store: Reads; readonly ticket: number; readonly notes: boolean }

/** Comments from a sequence on, oldest first, or before one, newest first. */
export async function readComments(
	{ store, ticket, notes }: Reading,
	part: ({ readonly from: number } | { readonly before: number }) & { readonly limit: number },
): Promise<Comment[]> {
	const forwards = 'from' in part
	const read = (forwards ? commentsFrom : commentsBefore)[notes ? 'all' : 'public']
	const rows = await read(store, { ticket, at: forwards ? part.from : part.before, limit: part.limit })
	const files = await filesOf(
		store,
		ticket,
		rows.map(row => row.sequence),
	)
	return rows.map(row => toComment(row, files))
}

/**
 * Some comments of tickets, internal notes too, and of each ticket the newest public one that stands; oldest first.
 * @param asked pairs of a ticket and a sequence
 */
export async function commentsAmong(
	store: Reads,
	tickets: readonly number[],
	asked: Pairs,
): Promise<(ticket: number) => readonly Comment[]> {
	const found = await commentsOfAll(store, { ...asked, tickets })
	const rows = found.toSorted((a, b) => a.sequence - b.sequence)
	if (rows.length === 0) return () => []
	const pairs = pairsOf(rows.map(row => [row.ticket_id, row.sequence]))
	const filesOf = grouped(await filesOfAll(store, pairs), file => file.ticket_id)
	const ofTicket = grouped(rows, row => row.ticket_id)
	return ticket => ofTicket(ticket).map(row => toComment(row, filesOf(ticket)))
}

function toComment(row: CommentRow, files: readonly FileRow[]): Comment {
	return {
		...toTurn(row),
		author: toPerson(row),
		attachments: files.filter(file => file.sequence === row.sequence).map(toAttachment),
	}
}

type TurnRow = Pick<
	CommentsTable,
	'sequence' | 'public' | 'text' | 'created_at' | 'edited_at' | 'withdrawn_at'
>

/** A comment but for whose it is and its files. */
export function toTurn(row: TurnRow): Omit<Comment, 'author' | 'attachments'> {
	return {
		sequence: row.sequence,
		public: row.public === 1,
		text: row.text,
		createdAt: row.created_at,
		...(row.edited_at !== null && { editedAt: row.edited_at }),
		withdrawn: row.withdrawn_at !== null,
	}
}

type Part = { readonly ticket: number; readonly at: number; readonly limit: number }

const commentsFrom = { all: comments('>=', true), public: comments('>=', false) }
const commentsBefore = { all: comments('<', true), public: comments('<', false) }

function comments(side: '>=' | '<', notes: boolean) {
	return prepared((db, { ticket, at, limit }: Part) =>
		selectComments(db)
			.where('c.ticket_id', '=', ticket)
			.$if(!notes, query => query.where('c.public', '=', 1))
			.where('c.sequence', side, at)
			.orderBy('c.sequence', side === '<' ? 'desc' : 'asc')
			.limit(limit)
			.compile(),
	)
}

type OfAll = Pairs & { readonly tickets: readonly number[] }
type Place = { readonly ticket_id: number; readonly sequence: number }

const commentsOfAll = prepared((db, { pairs, tickets }: OfAll, engine) =>
	selectComments(db)
		.innerJoin(
			sql<Place>`(
				select asked.* from ${rowsOf(engine, { pairs }, 'ticket_id', 'sequence')} as asked
				union
				select t.id, (
					select n.sequence from comments as n
					where n.ticket_id = t.id and n.public = 1 and n.withdrawn_at is null
					order by n.sequence desc limit 1
				) from tickets as t where ${isAmong(engine, 't.id', tickets)}
			)`.as('s'),
			join => join.onRef('s.ticket_id', '=', 'c.ticket_id').onRef('s.sequence', '=', 'c.sequence'),
		)
		.select('c.ticket_id')
		.compile(),
)

function selectComments(db: Kysely<Tables>) {
	return db
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
}

type CommentRow = InferResult<ReturnType<typeof selectComments>>[number]

type FileRow = Pick<AttachmentsTable, 'sequence' | 'name' | 'size' | 'type' | 'state'> & {
	readonly id: number
}

async function filesOf(
	store: Reads,
	ticket: number,
	sequences: readonly number[],
): Promise<readonly FileRow[]> {
	if (sequences.length === 0) return []
	return filesBetween(store, { ticket, first: Math.min(...sequences), last: Math.max(...sequences) })
}

type Between = { readonly ticket: number; readonly first: number; readonly last: number }

const filesBetween = prepared((db, { ticket, first, last }: Between) =>
	db
		.selectFrom('attachments')
		.select(['id', 'sequence', 'name', 'size', 'type', 'state'])
		.where('ticket_id', '=', ticket)
		.where('sequence', '>=', first)
		.where('sequence', '<=', last)
		.orderBy('sequence')
		.orderBy('id')
		.compile(),
)

const filesOfAll = prepared((db, pairs: Pairs, engine) =>
	db
		.selectFrom('attachments')
		.select(['id', 'ticket_id', 'sequence', 'name', 'size', 'type', 'state'])
		.where(sql<boolean>`(ticket_id, sequence) in ${rowsOf(engine, pairs, 'ticket_id', 'sequence')}`)
		.orderBy('id')
		.compile(),
)

export function toAttachment(row: Omit<FileRow, 'sequence'>) {
	return { id: String(row.id), name: row.name, size: row.size, type: row.type, state: row.state }
}

async function exists({ store, ticket, notes }: Reading, side: '<' | '>', at = 0): Promise<boolean> {
	const [row] = await (side === '<' ? commentBefore : commentAfter)[notes ? 'all' : 'public'](store, {
		ticket,
		at,
	})
	return row !== undefined
}

const commentBefore = { all: comment('<', true), public: comment('<', false) }
const commentAfter = { all: comment('>', true), public: comment('>', false) }

function comment(side: '<' | '>', notes: boolean) {
	return prepared((db, { ticket, at }: Omit<Part, 'limit'>) =>
		db
			.selectFrom('comments')
			.select('sequence')
			.where('ticket_id', '=', ticket)
			.$if(!notes, query => query.where('public', '=', 1))
			.where('sequence', side, at)
			.limit(1)
			.compile(),
	)
}
