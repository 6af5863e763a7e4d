import type { Comment } from '../../../src/domain/comment.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import type { Viewer } from '../../../src/rules/access.ts'
import { can, factsOf, visibleTo } from '../../../src/rules/access.ts'
import { parseId } from '../ids.ts'
import type { Store } from '../store.ts'
import { readComments } from './conversation.ts'
import { readTicket } from './read.ts'

const ticketsAtOnce = 100
const commentsAtOnce = 200

/** The tickets that someone opened, oldest first, each with the comments that they may read. */
export async function* exportFor(
	store: Store,
	viewer: Viewer,
): AsyncIterable<{ readonly ticket: Ticket; readonly comments: readonly Comment[] }> {
	const visibility = visibleTo(viewer)
	const requester = parseId((visibility.everything ? viewer.id : visibility.requester) ?? '')
	if (requester === undefined) return
	for (let after = 0; ; ) {
		const rows = await store.kysely
			.selectFrom('tickets')
			.select('id')
			.where('requester_id', '=', requester)
			.where('id', '>', after)
			.orderBy('id')
			.limit(ticketsAtOnce)
			.execute()
		for (const { id } of rows) {
			after = id
			const ticket = await readTicket(store, id)
			if (!ticket || !can(viewer, 'see', factsOf(ticket))) continue
			yield { ticket, comments: await allComments(id, can(viewer, 'note', factsOf(ticket))) }
		}
		if (rows.length < ticketsAtOnce) return
	}

	async function allComments(ticket: number, notes: boolean): Promise<readonly Comment[]> {
		const all: Comment[] = []
		for (;;) {
			const from = (all.at(-1)?.sequence ?? 0) + 1
			const some = await readComments({ store, ticket, notes }, { from, limit: commentsAtOnce })
			all.push(...some)
			if (some.length < commentsAtOnce) return all
		}
	}
}
