import { sql } from 'kysely'
import { keptByKey } from './columns.ts'
import type { Migration } from './migration.ts'

/**
 * Words of tickets, in documents of a few comments each, together with who may see the ticket. The words
 * arrive folded and apart, so that both engines keep exactly the same ones; each is also in `words`, where
 * the beginnings that people type are completed.
 */
export const search: Migration = {
	name: '0004-search',
	async up(db, dialect) {
		// Compared by code points, as on SQLite, whatever the database's language.
		const text = dialect === 'sqlite' ? sql`text` : sql`text collate "C"`
		await sql`create table words (word ${text} primary key) ${keptByKey(dialect)}`.execute(db)
		if (dialect === 'sqlite') {
			await sql`
				create virtual table search using fts5 (
					words,
					content = '',
					contentless_delete = 1,
					detail = none,
					prefix = '3',
					tokenize = "ascii tokenchars ':'"
				)`.execute(db)
			return
		}
		await sql`
			create table search (
				ticket_id bigint not null references tickets (id),
				part bigint not null,
				words tsvector not null,
				primary key (ticket_id, part)
			)`.execute(db)
		await sql`create index search_words on search using gin (words)`.execute(db)
	},
}
