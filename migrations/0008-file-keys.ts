import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Tells of a stored file whether a comment has it. */
export const fileKeys: Migration = {
	name: '0008-file-keys',
	async up(db) {
		await sql`create index attachments_key on attachments (key) where key is not null`.execute(db)
	},
}
