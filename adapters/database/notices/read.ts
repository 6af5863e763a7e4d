import type { Comment } from '../../../src/domain/comment.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import type { Recipient, Situation } from '../../../src/ports/notices.ts'
import { can, factsOf, type Viewer } from '../../../src/rules/access.ts'
import { parseId } from '../ids.ts'
import { chatsOfAll } from '../links.ts'
import { isAmong, pairsOf } from '../listed.ts'
import { mutedAmong } from '../mutes.ts'
import { selectAccounts, toAccount, toPreferences } from '../people.ts'
import { prepared } from '../prepared.ts'
import type { Store } from '../store.ts'
import { commentsAmong } from '../tickets/conversation.ts'
import { readTickets } from '../tickets/read.ts'

/** Whoever is told, by the ids of their accounts. */
export async function readRecipients(
	store: Store,
	all: readonly number[],
): Promise<readonly (Recipient | undefined)[]> {
	const ids = [...new Set(all)]
	const [rows, chatsOf] = await Promise.all([recipients(store, { ids }), chatsOfAll(store, ids)])
	const found = new Map(
		rows.map(row => [
			row.id,
			{ account: toAccount(row), preferences: toPreferences(row.preferences), chats: chatsOf(row.id) },
		]),
	)
	return all.map(id => found.get(id))
}

const recipients = prepared((db, { ids }: { readonly ids: readonly number[] }, engine) =>
	selectAccounts(db)
		.leftJoin('preferences as f', 'f.account_id', 'a.id')
		.select('f.content as preferences')
		.where(isAmong(engine, 'a.id', ids))
		.compile(),
)

/** What somebody is told by, of one ticket. */
export type Asked = {
	readonly viewer: Viewer
	readonly number: number
	readonly comments: readonly number[]
}

/** What each of some is told by; nothing of a ticket that may not be seen. */
export async function readSituations(
	store: Store,
	all: readonly Asked[],
): Promise<readonly (Situation | undefined)[]> {
	const numbers = [...new Set(all.map(({ number }) => number))]
	// First, as it decides who may read the rest: what was written later is left to news of its own.
	const tickets = await readTickets(store, numbers)
	const [commentsOf, isMuted, goOn] = await Promise.all([
		commentsAmong(
			store,
			numbers,
			pairsOf(all.flatMap(({ number, comments }) => comments.map(sequence => [number, sequence] as const))),
		),
		mutedAmong(store, pairsOf(all.map(({ viewer, number }) => [parseId(viewer.id) ?? 0, number] as const))),
		readTickets(
			store,
			[...tickets.values()].flatMap(({ mergedInto }) => mergedInto ?? []),
		),
	])
	return all.map(({ viewer, number, comments }) => {
		const ticket = tickets.get(number)
		if (!ticket || !sees(viewer, ticket)) return undefined
		const goesOn = ticket.mergedInto === undefined ? undefined : goOn.get(ticket.mergedInto)
		return {
			ticket,
			...(goesOn && sees(viewer, goesOn) && { goesOn: goesOn.number }),
			comments: readable(viewer, ticket, commentsOf(number), comments),
			muted: isMuted(parseId(viewer.id) ?? 0, number),
		}
	})
}

function sees(viewer: Viewer, ticket: Ticket): boolean {
	return can(viewer, 'see', factsOf(ticket))
}

/** Of what was read of a ticket, what this one asked for and may read, and the newest that stands. */
function readable(
	viewer: Viewer,
	ticket: Ticket,
	all: readonly Comment[],
	asked: readonly number[],
): readonly Comment[] {
	const notes = can(viewer, 'note', factsOf(ticket))
	const known = all.filter(comment => comment.sequence <= ticket.lastSequence)
	const newest = known.findLast(comment => comment.public && !comment.withdrawn)
	return known.filter(
		comment => comment === newest || (asked.includes(comment.sequence) && (comment.public || notes)),
	)
}
