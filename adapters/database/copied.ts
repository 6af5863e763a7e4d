import { sql } from 'kysely'
import type { Store } from './store.ts'

/** A file as the database knows it. */
export type AttachedFile = {
	readonly key: string
	readonly sha256: string
	/** Bytes. */
	readonly size: number
}

const atOnce = 1_000

/** Every stored attachment, oldest first. */
export async function* attached({ kysely }: Store): AsyncIterable<AttachedFile> {
	for (let after = 0; ; ) {
		const rows = await kysely
			.selectFrom('attachments')
			.select(['id', 'key', 'sha256', 'size'])
			.where('id', '>', after)
			.where('state', '=', 'stored')
			.orderBy('id')
			.limit(atOnce)
			.execute()
		for (const { key, sha256, size } of rows) if (key !== null && sha256 !== null) yield { key, sha256, size }
		const last = rows.at(-1)
		if (rows.length < atOnce || !last) return
		after = last.id
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
