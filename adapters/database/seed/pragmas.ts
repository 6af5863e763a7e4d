import { sql } from 'kysely'
import type { Store } from '../store.ts'

/** Rows that are made refer only to what is made with them; a large cache holds the trees while they grow. */
const whileSeeding = { foreign_keys: 0, cache_size: -262_144 } as const

/** Does bulk work with SQLite set to it, and sets it back; durability stays as it is. Must be outside any transaction. */
export async function withPragmas<R>(
	{ kysely, engine }: Pick<Store, 'kysely' | 'engine'>,
	work: () => Promise<R>,
): Promise<R> {
	if (engine.name !== 'sqlite') return work()
	const before: [pragma: string, value: number][] = []
	for (const pragma of Object.keys(whileSeeding)) {
		const { rows } = await sql<Record<string, number>>`pragma ${sql.raw(pragma)}`.execute(kysely)
		before.push([pragma, rows[0]?.[pragma] ?? 0])
	}
	const set = (pragma: string, value: number) =>
		sql`pragma ${sql.raw(pragma)} = ${sql.lit(value)}`.execute(kysely)
	try {
		for (const [pragma, value] of Object.entries(whileSeeding)) await set(pragma, value)
		return await work()
	} finally {
		for (const [pragma, value] of before) await set(pragma, value)
	}
}
