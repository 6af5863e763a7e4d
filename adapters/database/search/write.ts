import { sql } from 'kysely'
import type { Change } from '../store.ts'
import { partOf, rowidOf, sequencesOf } from './part.ts'
import { rememberWords } from './vocabulary.ts'
import { documentTokens, wordsOf } from './words.ts'

/** Makes a comment that was just written findable, with the few others of its part. */
export async function indexComment(change: Change, ticket: number, sequence: number): Promise<void> {
	await indexPart(change, ticket, partOf(sequence))
}

/** Writes all of a ticket's words anew: who may see it has changed. */
export async function indexWhole(change: Change, ticket: number): Promise<void> {
	const row = await change.trx
		.selectFrom('tickets')
		.select('last_sequence')
		.where('id', '=', ticket)
		.executeTakeFirstOrThrow()
	for (let part = 0; part <= partOf(row.last_sequence); part += 1) await indexPart(change, ticket, part)
}

async function indexPart(change: Change, id: number, part: number): Promise<void> {
	const { trx, store } = change
	const ticket = await trx
		.selectFrom('tickets')
		.select(['id', 'subject', 'requester_id', 'organization_id'])
		.where('id', '=', id)
		.executeTakeFirstOrThrow()
	const ccs = await trx.selectFrom('ccs').select('account_id').where('ticket_id', '=', id).execute()
	const { first, last } = sequencesOf(part)
	const comments = await trx
		.selectFrom('comments')
		.select(['public', 'text'])
		.where('ticket_id', '=', id)
		.where('sequence', '>=', first)
		.where('sequence', '<=', last)
		.orderBy('sequence')
		.execute()
	const tokens = documentTokens({
		ticket,
		subject: wordsOf(ticket.subject),
		ccs: ccs.map(row => row.account_id),
		comments: comments.map(comment => ({ public: comment.public, words: wordsOf(comment.text) })),
	})
	await rememberWords(change, tokens)
	if (store.engine.name === 'sqlite') {
		await sql`
			insert or replace into search (rowid, words) values (${rowidOf(id, part)}, ${tokens.join(' ')})
		`.execute(trx)
		return
	}
	await sql`
		insert into search (ticket_id, part, words)
		values (${id}, ${part}, array_to_tsvector(${[...tokens]}::text[]))
		on conflict (ticket_id, part) do update set words = excluded.words`.execute(trx)
}
