import type { Account } from '../../../src/domain/account.ts'
import type { Opened, Refused, Tickets } from '../../../src/ports/tickets.ts'
import { can, factsOf } from '../../../src/rules/access.ts'
import { record } from '../events.ts'
import { indexComment } from '../search/write.ts'
import type { Change, Store } from '../store.ts'
import type { CommentsTable } from '../tables/comments.ts'
import type { Outcome } from './act.ts'
import { acting, lockTicket } from './act.ts'
import { ticketById } from './read.ts'

type EditAct = Parameters<Tickets['editComment']>[0]
type WithdrawAct = Parameters<Tickets['withdrawComment']>[0]
type Found = Pick<CommentsTable, 'ticket_id' | 'sequence' | 'text' | 'withdrawn_at'>

/** Changes the text of what its author wrote in a chat. The activity stays: others were told already. */
export function editComment(store: Store, act: EditAct): Promise<Opened | Refused> {
	return acting(store, 'edit', act, async (change, by): Promise<Outcome<object>> => {
		const found = await ownComment(change, by, act.source)
		if ('refused' in found) return found
		// As it will be kept.
		const text = act.text.replaceAll('\0', '')
		const restored = found.withdrawn_at !== null
		if (restored ? !act.restore : found.text === text) return { refused: 'unchanged' }
		await rewrite(change, found, { text, edited_at: change.now, withdrawn_at: null })
		const kind = restored ? 'restored' : 'edited'
		await record(change, act, found.ticket_id, kind, { sequence: found.sequence })
		return { number: found.ticket_id }
	})
}

/** Takes back what its author wrote in a chat, with its files: whose bytes are swept once no comment has them. */
export function withdrawComment(store: Store, act: WithdrawAct): Promise<Opened | Refused> {
	return acting(store, 'withdraw', act, async (change, by): Promise<Outcome<object>> => {
		const found = await ownComment(change, by, act.source)
		if ('refused' in found) return found
		if (found.withdrawn_at !== null) return { refused: 'unchanged' }
		await change.trx
			.deleteFrom('attachments')
			.where('ticket_id', '=', found.ticket_id)
			.where('sequence', '=', found.sequence)
			.execute()
		await rewrite(change, found, { text: '', withdrawn_at: change.now })
		await record(change, act, found.ticket_id, 'withdrawn', { sequence: found.sequence })
		return { number: found.ticket_id }
	})
}

/** The comment that came in a message, locked with its ticket, for its author as long as they may read it. */
async function ownComment(change: Change, by: Account, source: string): Promise<Found | Refused> {
	const { trx } = change
	const place = await trx
		.selectFrom('comment_sources')
		.select(['ticket_id', 'sequence'])
		.where('source', '=', source)
		.executeTakeFirst()
	if (!place) return { refused: 'absent' }
	await lockTicket(change, place.ticket_id)
	const ticket = await ticketById(trx, place.ticket_id)
	if (!ticket) return { refused: 'absent' }
	const facts = factsOf(ticket)
	const comment = await trx
		.selectFrom('comments')
		.select(['ticket_id', 'sequence', 'author_id', 'public', 'text', 'withdrawn_at'])
		.where('ticket_id', '=', place.ticket_id)
		.where('sequence', '=', place.sequence)
		.executeTakeFirstOrThrow()
	const open = comment.public === 1
	if (!can(by, open ? 'see' : 'note', facts)) return { refused: 'absent' }
	if (String(comment.author_id) !== by.id || !can(by, open ? 'comment' : 'note', facts)) {
		return { refused: 'forbidden' }
	}
	return ticket.status === 'closed' ? { refused: 'closed' } : comment
}

async function rewrite(
	change: Change,
	{ ticket_id, sequence }: Found,
	set: Partial<Pick<CommentsTable, 'text' | 'edited_at' | 'withdrawn_at'>>,
): Promise<void> {
	await change.trx
		.updateTable('comments')
		.set(set)
		.where('ticket_id', '=', ticket_id)
		.where('sequence', '=', sequence)
		.execute()
	await indexComment(change, ticket_id, sequence)
}
