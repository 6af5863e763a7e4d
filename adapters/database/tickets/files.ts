import type { AttachmentId } from '../../../src/domain/comment.ts'
import type { Draft } from '../../../src/ports/drafts.ts'
import type { StoredFile, Tickets, WaitingFile } from '../../../src/ports/tickets.ts'
import type { Viewer } from '../../../src/rules/access.ts'
import { can, factsOf } from '../../../src/rules/access.ts'
import { parseId } from '../ids.ts'
import { spend } from '../budgets.ts'
import type { Change, Store } from '../store.ts'
import { transact } from '../store.ts'
import { toAttachment } from './conversation.ts'
import { ticketById } from './read.ts'

const day = 24 * 60 * 60_000

/** A stored file, for who may read the comment it is on. */
export async function file(
	{ kysely }: Store,
	viewer: Viewer,
	id: AttachmentId,
): Promise<StoredFile | undefined> {
	const row = await kysely
		.selectFrom('attachments as f')
		.innerJoin('comments as c', join =>
			join.onRef('c.ticket_id', '=', 'f.ticket_id').onRef('c.sequence', '=', 'f.sequence'),
		)
		.select(['f.id', 'f.ticket_id', 'f.name', 'f.size', 'f.type', 'f.state', 'f.key', 'f.sha256', 'c.public'])
		.where('f.id', '=', parseId(id) ?? 0)
		.executeTakeFirst()
	if (!row || row.state !== 'stored' || row.key === null || row.sha256 === null) return undefined
	const ticket = await ticketById(kysely, row.ticket_id)
	if (!ticket || !can(viewer, row.public === 1 ? 'see' : 'note', factsOf(ticket))) return undefined
	return { attachment: toAttachment(row), key: row.key, sha256: row.sha256 }
}

export async function waitingFile({ kysely }: Store, id: AttachmentId): Promise<WaitingFile | undefined> {
	const row = await kysely
		.selectFrom('attachments')
		.select(['id', 'name', 'size', 'type', 'state', 'platform', 'source'])
		.where('id', '=', parseId(id) ?? 0)
		.where('state', '=', 'waiting')
		.executeTakeFirst()
	if (!row || row.platform === null || row.source === null) return undefined
	return { attachment: toAttachment(row), platform: row.platform, source: row.source }
}

/** The bytes are in the file store; where they came from is forgotten. A file that is no longer waited for stays as it is. */
export async function fileArrived(
	store: Store,
	id: AttachmentId,
	{ key, sha256, size }: Parameters<Tickets['fileArrived']>[1],
): Promise<void> {
	await settle(store, id, { state: 'stored', key, sha256, size })
}

export async function fileLost(store: Store, id: AttachmentId): Promise<void> {
	await settle(store, id, { state: 'lost' })
}

export function takeUpload(
	change: Change,
	{ by, bytes, aDay }: Parameters<Tickets['takeUpload']>[0],
): Promise<boolean> {
	return spend(change, [{ name: 'upload', of: by, limit: aDay, window: day, amount: bytes }])
}

export async function unusedFiles({ kysely }: Store, keys: readonly string[]): Promise<readonly string[]> {
	// Drafts first: what one loses meanwhile is on a comment by then.
	const drafts = await kysely
		.selectFrom('drafts')
		.select('content')
		.where('content', 'like', '%"store"%')
		.execute()
	const attached = await kysely.selectFrom('attachments').select('key').where('key', 'in', keys).execute()
	const used = new Set<string | null>(attached.map(({ key }) => key))
	for (const { content } of drafts) {
		for (const file of (JSON.parse(content) as Draft).files) if (file.at === 'store') used.add(file.key)
	}
	return keys.filter(key => !used.has(key))
}

async function settle(
	store: Store,
	id: AttachmentId,
	end: { state: 'stored'; key: string; sha256: string; size: number } | { state: 'lost' },
): Promise<void> {
	await transact(store, ({ trx }) =>
		trx
			.updateTable('attachments')
			.set({ ...end, platform: null, source: null })
			.where('id', '=', parseId(id) ?? 0)
			.where('state', '=', 'waiting')
			.execute(),
	)
}
