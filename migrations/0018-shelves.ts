import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * SQLite's words of tickets once more, by keys in whose order the newest come first, and each a second time among those of
 * its organization. A page of a thousand bytes is a quarter of what there was to unpack for each ticket that is looked
 * for in a word's long list. By other names, so that an older release that still runs writes no keys of the old kind.
 */
export const shelves: Migration = {
	name: '0018-shelves',
	reindexes: 'sqlite',
	async up(db, dialect) {
		if (dialect !== 'sqlite') return
		await sql`drop table search`.execute(db)
		for (const name of ['all_words', 'organization_words']) {
			const table = sql.table(name)
			await sql`
				create virtual table ${table} using fts5 (
					words,
					content = '',
					contentless_delete = 1,
					detail = none,
					prefix = '3',
					tokenize = "ascii tokenchars ':'"
				)`.execute(db)
			await sql`insert into ${table} (${sql.ref(name)}, rank) values ('pgsz', 1000)`.execute(db)
		}
	},
}
