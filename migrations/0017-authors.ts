import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Whose the comments are, for those who ask for all that they wrote. */
export const authors: Migration = {
	name: '0017-authors',
	async up(db) {
		await sql`create index comments_author on comments (author_id, ticket_id, sequence)`.execute(db)
	},
}
