import type { OpenStore } from '../../../adapters/main.ts'

const comments = 5_000

/** Adds a request with 5,000 comments where there is none yet. @returns its number */
export async function longConversation({ database }: OpenStore): Promise<number> {
	const { kysely } = database.store
	const there = await kysely
		.selectFrom('tickets')
		.select('id')
		.where('last_sequence', '=', comments)
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst()
	if (there) return there.id
	const { requester_id } = await kysely
		.selectFrom('tickets')
		.select('requester_id')
		.orderBy('id')
		.limit(1)
		.executeTakeFirstOrThrow()
	const act = { by: String(requester_id), via: 'web', files: [] }
	const opened = await database.tickets.open({ ...act, subject: 'It goes on', text: 'It began here.' })
	if ('refused' in opened) throw new Error('nothing was opened')
	const { ticket } = opened
	const text = 'And this happened next, as it was said before.'
	for (let sequence = 2; sequence <= comments; sequence += 1) {
		await database.tickets.addComment({ ...act, ticket: ticket.id, text })
	}
	return ticket.number
}
