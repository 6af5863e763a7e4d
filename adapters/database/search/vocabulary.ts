import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Change, Store } from '../store.ts'
import type { Tables } from '../tables/index.ts'
import type { SoughtWord } from './words.ts'
import { wordsAmong } from './words.ts'

/** From how many letters on a word also finds longer ones that begin with it. */
const prefixFrom = 3
/** A beginning of more words than this is left to the engine; such words are rare ones, codes for example. */
const mostCompletions = 200

/** Keeps the words of a document, where they are not kept yet. */
export async function rememberWords({ trx, store }: Change, tokens: readonly string[]): Promise<void> {
	// In one order, so that two transactions with the same new words do not wait for each other in a circle.
	const words = [...new Set(wordsAmong(tokens))].toSorted()
	if (words.length === 0) return
	const rows =
		store.engine.name === 'sqlite'
			? sql`select value from json_each(${JSON.stringify(words)}) where true`
			: sql`select unnest(${words}::text[])`
	await sql`insert into words (word) ${rows} on conflict do nothing`.execute(trx)
}

/**
 * What a word that somebody typed may stand for. An engine that is asked for a beginning reads every document
 * with such a word before it looks who may see them; asked for whole words it reads no more than it needs.
 */
export async function complete({ kysely }: Pick<Store, 'kysely'>, word: string): Promise<SoughtWord> {
	if ([...word].length < prefixFrom) return { word, completions: [word] }
	const completions = await beginningWith(kysely, word)
	return { word, completions: completions.length > mostCompletions ? undefined : completions }
}

async function beginningWith(db: Kysely<Tables>, word: string): Promise<readonly string[]> {
	const rows = await db
		.selectFrom('words')
		.select('word')
		.where('word', '>=', word)
		.where('word', '<', `${word}\u{10ffff}`)
		.orderBy('word')
		.limit(mostCompletions + 1)
		.execute()
	return rows.map(row => row.word)
}
