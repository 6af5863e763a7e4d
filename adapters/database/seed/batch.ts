import { shardOf } from '../counters.ts'
import { inOrder, type Shelved, shelved } from '../search/shelved.ts'
import { documentTokens, viewersOf, wordsAmong, wordsOf } from '../search/words.ts'
import type { Change } from '../store.ts'
import { bit } from '../tables/bit.ts'
import type { CountersTable } from '../tables/counters.ts'
import { shownOf } from '../tables/shown.ts'
import { giveOutAfter, lastId } from './ids.ts'
import type { Inserter } from './insert.ts'
import { inserter } from './insert.ts'
import type { SeededTicket } from './tickets.ts'

const ticketsAtOnce = 1_000
/** Most sentences are said in many tickets; those that are not are not worth remembering. */
const sentencesRemembered = 5_000

/** Some tickets that are written together. */
export type Batch = {
	readonly count: number
	readonly make: (index: number) => SeededTicket
	readonly report: (done: number) => void
}

export async function seedBatch(change: Change, batch: Batch): Promise<void> {
	const { store, trx } = change
	const found = {
		all_words: inserter(store, trx, 'all_words', ['rowid', 'words']),
		organization_words: inserter(store, trx, 'organization_words', ['rowid', 'words']),
		search: inserter(store, trx, 'search', [
			'ticket_id',
			'part',
			['words', "array_to_tsvector(string_to_array(?, ' '))"],
		]),
	}
	const rows: Rows = {
		tickets: inserter(store, trx, 'tickets', [
			'id',
			'subject',
			'status',
			'shown',
			'priority',
			'requester_id',
			'organization_id',
			'assignee_id',
			'created_at',
			'activity_at',
			'last_sequence',
			'waiting_since',
			'answered_at',
			'solved_at',
		]),
		ccs: inserter(store, trx, 'ccs', ['ticket_id', 'account_id', 'added_at', 'shown', 'activity_at']),
		comments: inserter(store, trx, 'comments', [
			'ticket_id',
			'sequence',
			'author_id',
			'public',
			'text',
			'created_at',
		]),
	}
	const counts = new Map<string, CountersTable>()
	const words = rememberedWords()
	const vocabulary = new Set<string>()
	const documents: Shelved[] = []
	const writeSome = async () => {
		// Tickets first: the others refer to them.
		await rows.tickets.finish()
		for (const { table, rowid, tokens } of inOrder(documents.splice(0)))
			found[table].add(rowid, tokens.join(' '))
		for (const table of [rows.ccs, rows.comments, ...Object.values(found)]) await table.write()
	}
	const first = (await lastId(change, 'tickets')) + 1
	for (let index = 0; index < batch.count; index += 1) {
		const id = first + index
		const ticket = batch.make(index)
		writeTicket(rows, counts, id, ticket)
		const tokens = documentTokens({
			number: id,
			subject: words(ticket.subject),
			comments: ticket.comments.map(comment => ({
				public: bit(comment.public),
				words: comment.sentences.flatMap(words),
			})),
		})
		const listed = { requester_id: ticket.requester, organization_id: ticket.organization, ccs: ticket.ccs }
		if (store.engine.name === 'sqlite') documents.push(...shelved(listed, { number: id, part: 0 }, tokens))
		else found.search.add(id, 0, [...viewersOf(listed), ...tokens].join(' '))
		for (const word of wordsAmong(tokens)) vocabulary.add(word)
		if ((index + 1) % ticketsAtOnce === 0) {
			await writeSome()
			batch.report(index + 1)
			await new Promise(resolve => setImmediate(resolve))
		}
	}
	await writeSome()
	for (const table of [rows.ccs, rows.comments, ...Object.values(found)]) await table.finish()
	const counters = inserter(
		store,
		trx,
		'counters',
		['kind', 'owner', 'shown', 'tickets'],
		'on conflict (kind, owner, shown) do update set tickets = counters.tickets + excluded.tickets',
	)
	for (const row of counts.values()) counters.add(row.kind, row.owner, row.shown, row.tickets)
	await counters.finish()
	const known = inserter(store, trx, 'words', ['word'], 'on conflict do nothing')
	for (const word of [...vocabulary].toSorted()) known.add(word)
	await known.finish()
	await giveOutAfter(change, 'tickets')
}

type Rows = Readonly<Record<'tickets' | 'ccs' | 'comments', Inserter>>

function writeTicket(rows: Rows, counts: Map<string, CountersTable>, id: number, ticket: SeededTicket): void {
	const shown = shownOf(ticket.status)
	const { requester, organization, activityAt } = ticket
	rows.tickets.add(
		id,
		ticket.subject,
		ticket.status,
		shown,
		ticket.priority,
		requester,
		organization,
		ticket.assignee,
		ticket.createdAt,
		activityAt,
		ticket.comments.length,
		ticket.waitingSince,
		ticket.answeredAt,
		ticket.solvedAt,
	)
	const owners: [CountersTable['kind'], number][] = [
		['all', shardOf(id)],
		['requested', requester],
		['organization', organization],
	]
	for (const account of ticket.ccs) {
		rows.ccs.add(id, account, ticket.createdAt, shown, activityAt)
		owners.push(['ccd', account])
	}
	let sequence = 0
	for (const comment of ticket.comments) {
		sequence += 1
		const text = comment.sentences.join(' ')
		rows.comments.add(id, sequence, comment.author, bit(comment.public), text, comment.at)
	}
	for (const [kind, owner] of owners) {
		const key = `${kind} ${owner} ${shown}`
		const row = counts.get(key) ?? { kind, owner, shown, tickets: 0 }
		row.tickets += 1
		counts.set(key, row)
	}
}

function rememberedWords(): (text: string) => readonly string[] {
	const known = new Map<string, readonly string[]>()
	return text => {
		const found = known.get(text)
		if (found) return found
		const words = wordsOf(text)
		if (known.size < sentencesRemembered) known.set(text, words)
		return words
	}
}
