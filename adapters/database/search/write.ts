import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Change } from '../store.ts'
import type { Tables } from '../tables/index.ts'
import { partOf, sequencesOf } from './part.ts'
import { type Shelved, shelve, shelved } from './shelved.ts'
import { rememberWords } from './vocabulary.ts'
import { documentTokens, type Listed, viewersOf, wordsOf } from './words.ts'

/** So many documents are written together on SQLite: a full one takes a megabyte until then. */
const documentsAtOnce = 200

/** One document, as it is to be written. */
type Document = {
	readonly number: number
	readonly part: number
	readonly listed: Listed
	readonly tokens: readonly string[]
}

/** Makes a comment that was just written findable, with the few others of its part. */
export async function indexComment(change: Change, ticket: number, sequence: number): Promise<void> {
	await writeDocuments(change, [await readDocument(change, ticket, partOf(sequence))])
}

/** Writes all words of some tickets anew, as where who may see one has changed. */
export async function indexWhole(change: Change, ...tickets: readonly number[]): Promise<void> {
	const waiting: Document[] = []
	for (const ticket of tickets) {
		const { last_sequence } = await change.trx
			.selectFrom('tickets')
			.select('last_sequence')
			.where('id', '=', ticket)
			.executeTakeFirstOrThrow()
		for (let part = 0; part <= partOf(last_sequence); part += 1) {
			waiting.push(await readDocument(change, ticket, part))
			if (waiting.length === documentsAtOnce) await writeDocuments(change, waiting.splice(0))
		}
	}
	await writeDocuments(change, waiting)
}

/** The numbers of all tickets, so many at once, the newest first, as SQLite's keys are. */
export async function* allNumbers(db: Kysely<Tables>, atOnce: number): AsyncIterable<readonly number[]> {
	let before = Number.MAX_SAFE_INTEGER
	for (;;) {
		const tickets = await db
			.selectFrom('tickets')
			.select('id')
			.where('id', '<', before)
			.orderBy('id', 'desc')
			.limit(atOnce)
			.execute()
		const last = tickets.at(-1)
		if (!last) return
		yield tickets.map(({ id }) => id)
		before = last.id
	}
}

async function readDocument({ trx }: Change, number: number, part: number): Promise<Document> {
	const ticket = await trx
		.selectFrom('tickets')
		.select(['subject', 'requester_id', 'organization_id'])
		.where('id', '=', number)
		.executeTakeFirstOrThrow()
	const ccs = await trx.selectFrom('ccs').select('account_id').where('ticket_id', '=', number).execute()
	const { first, last } = sequencesOf(part)
	const comments = await trx
		.selectFrom('comments')
		.select(['public', 'text'])
		.where('ticket_id', '=', number)
		.where('sequence', '>=', first)
		.where('sequence', '<=', last)
		.orderBy('sequence')
		.execute()
	const tokens = documentTokens({
		number,
		subject: wordsOf(ticket.subject),
		comments: comments.map(comment => ({ public: comment.public, words: wordsOf(comment.text) })),
	})
	return { number, part, listed: { ...ticket, ccs: ccs.map(row => row.account_id) }, tokens }
}

async function writeDocuments(change: Change, documents: readonly Document[]): Promise<void> {
	const { trx, store } = change
	const rows: Shelved[] = []
	for (const { number, part, listed, tokens } of documents) {
		await rememberWords(change, tokens)
		if (store.engine.name === 'sqlite') {
			rows.push(...shelved(listed, { number, part }, tokens))
			continue
		}
		await sql`
			insert into search (ticket_id, part, words)
			values (${number}, ${part}, array_to_tsvector(${[...viewersOf(listed), ...tokens]}::text[]))
			on conflict (ticket_id, part) do update set words = excluded.words`.execute(trx)
	}
	await shelve(trx, rows)
}
