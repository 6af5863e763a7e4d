import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '../tables/index.ts'
import { everyones, rowidOf, type Shelf } from './rowid.ts'
import { type Listed, peopleOf, viewerToken } from './words.ts'

/**
 * SQLite's full-text tables: a beginning that has very many words is sought in all of a table, so what stands on the
 * shelves of organizations does not stand in the one of everyone.
 */
export const shelfTables = ['all_words', 'organization_words'] as const
export type ShelfTable = (typeof shelfTables)[number]

export function tableOf(shelf: Shelf): ShelfTable {
	return shelf === everyones ? 'all_words' : 'organization_words'
}

/** A row of one of them. */
export type Shelved = {
	readonly table: ShelfTable
	readonly rowid: bigint
	readonly tokens: readonly string[]
}

/** A document as it stands on everyone's shelf and on that of the organization. */
export function shelved(
	listed: Listed,
	{ number, part }: { readonly number: number; readonly part: number },
	tokens: readonly string[],
): readonly Shelved[] {
	const on = (shelf: Shelf, viewers: readonly string[]) => ({
		table: tableOf(shelf),
		rowid: rowidOf(shelf, number, part),
		tokens: [...viewers, ...tokens],
	})
	const { organization_id: organization } = listed
	return [
		on(everyones, peopleOf(listed)),
		...(organization === null ? [] : [on(organization, [viewerToken.organization(organization)])]),
	]
}

/** The same in the order of the keys: SQLite collects what comes so, and writes at once what does not. */
export function inOrder(rows: readonly Shelved[]): readonly Shelved[] {
	return rows.toSorted((a, b) => (a.rowid < b.rowid ? -1 : 1))
}

/** Writes documents, in the place of what stood there. */
export async function shelve(trx: Kysely<Tables>, rows: readonly Shelved[]): Promise<void> {
	for (const { table, rowid, tokens } of inOrder(rows)) {
		await sql`
			insert or replace into ${sql.table(table)} (rowid, words) values (${rowid}, ${tokens.join(' ')})
		`.execute(trx)
	}
}
