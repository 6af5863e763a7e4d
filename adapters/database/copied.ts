import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { paged } from './paged.ts'
import type { Store } from './store.ts'
import type { AttachmentsTable } from './tables/attachments.ts'

/** A file as the database knows it. */
export type AttachedFile = {
	readonly key: string
	readonly sha256: string
	/** Bytes. */
	readonly size: number
}

/** Every stored attachment, oldest first. */
export async function* attached({ kysely }: Store): AsyncIterable<AttachedFile> {
	const rows = paged<Pick<Selectable<AttachmentsTable>, 'id' | 'key' | 'sha256' | 'size'>>((last, limit) =>
		kysely
			.selectFrom('attachments')
			.select(['id', 'key', 'sha256', 'size'])
			.where('id', '>', last?.id ?? 0)
			.where('state', '=', 'stored')
			.orderBy('id')
			.limit(limit)
			.execute(),
	)
	for await (const { key, sha256, size } of rows) {
		if (key !== null && sha256 !== null) yield { key, sha256, size }
	}
}

/** What SQLite finds wrong with a file when it reads all of it. */
export async function integrity({ kysely, engine }: Store): Promise<readonly string[]> {
	if (engine.name !== 'sqlite') return []
	const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(kysely)
	const { rows: loose } = await sql<{ table: string }>`pragma foreign_key_check`.execute(kysely)
	return [
		...rows.flatMap(({ integrity_check: said }) => (said === 'ok' ? [] : [said])),
		...loose.map(({ table }) => `a row of ${table} refers to one that is not there`),
	]
}
