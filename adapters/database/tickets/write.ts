import type { IncomingFile } from '../../../src/domain/comment.ts'
import type { Source } from '../../../src/ports/tickets.ts'
import { queueJob } from '../jobs.ts'
import { indexComment } from '../search/write.ts'
import type { Change } from '../store.ts'
import { bit } from '../tables/bit.ts'

/** Writes one turn of the conversation with its files, and what finds it. The ticket's row is the caller's. */
export async function writeComment(
	change: Change,
	comment: {
		readonly ticket: number
		readonly sequence: number
		readonly author: number
		readonly public: boolean
		readonly text: string
		readonly files: readonly IncomingFile[]
		readonly source?: Source | undefined
	},
): Promise<void> {
	const { trx, now } = change
	await trx
		.insertInto('comments')
		.values({
			ticket_id: comment.ticket,
			sequence: comment.sequence,
			author_id: comment.author,
			public: bit(comment.public),
			text: comment.text,
			created_at: now,
			edited_at: null,
			withdrawn_at: null,
		})
		.execute()
	if (comment.source !== undefined) {
		await trx
			.insertInto('comment_sources')
			.values({
				source: comment.source,
				ticket_id: comment.ticket,
				sequence: comment.sequence,
				account_id: comment.author,
				created_at: now,
			})
			// A message is one comment: the first that it became.
			.onConflict(conflict => conflict.doNothing())
			.execute()
	}
	for (const file of comment.files) await writeFile(change, comment.ticket, comment.sequence, file)
	await indexComment(change, comment.ticket, comment.sequence)
}

async function writeFile(
	change: Change,
	ticket: number,
	sequence: number,
	file: IncomingFile,
): Promise<void> {
	const stored = file.at === 'store'
	const { id } = await change.trx
		.insertInto('attachments')
		.values({
			ticket_id: ticket,
			sequence,
			name: file.name,
			size: file.size,
			type: file.type,
			state: stored ? 'stored' : 'waiting',
			platform: stored ? null : file.platform,
			source: stored ? null : file.source,
			key: stored ? file.key : null,
			sha256: stored ? file.sha256 : null,
		})
		.returning('id')
		.executeTakeFirstOrThrow()
	if (!stored) await queueJob(change, { kind: 'fetch-file', attachment: String(id) })
}
