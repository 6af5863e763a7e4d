import type { Kysely } from 'kysely'
import { jobTime, readJobTime } from './job-time.ts'
import { type DatabaseTooNew, tooNew } from './migrate.ts'
import { type Change, type Store, transact } from './store.ts'
import type { Tables } from './tables/index.ts'

/** What is learnt with a sign of life. */
export type Beat = {
	/** Whether something was freed. */
	readonly freed: boolean
	/** A newer release has changed the database: this one has to end. */
	readonly newer?: DatabaseTooNew
}

/** What processes that serve on one database know of each other. */
export type Instances = {
	/**
	 * Says that this one lives, and frees what dead ones hold: to be called every few seconds (`beatEvery`).
	 * Beside a full pool it has a connection of its own.
	 */
	beat(): Promise<Beat>
	/** Frees what this one holds, for others to take at once. Nothing is to be claimed afterwards. */
	leave(): Promise<void>
}

/** What an instance may hold. */
const held = ['jobs', 'notices', 'webhook_messages'] as const

/** Without a sign for so long an instance is dead: three of those were missed. */
export const deadAfter = 14_000

/**
 * A claim lasts for minutes, so that whoever is slow keeps what they hold; who is dead loses it here. Freed work
 * keeps its fence: where its holder lives after all, one of the two has lost the claim.
 */
export function databaseInstances(store: Store, beside: Kysely<Tables>): Instances {
	/** Since when we have missed no beat ourselves, and the last one. */
	let steady: { readonly since: number; readonly last: number } | undefined

	async function dead(now: number): Promise<readonly string[]> {
		// After a break of the database everybody has been silent, and gets the time to come back.
		if (store.engine.name === 'postgres' && (!steady || now - steady.since < deadAfter)) return []
		const others = beside.selectFrom('instances').select('id').where('id', '!=', store.instance)
		// On SQLite only one lives at a time.
		const rows = await (store.engine.name === 'postgres'
			? others.where('beat_at', '<', now - deadAfter)
			: others
		).execute()
		return rows.map(({ id }) => id)
	}

	/** Where another process has the lock of a SQLite file, it is written after that. */
	function write<R>(work: (change: Change) => Promise<R>): Promise<R> {
		return transact({ ...store, kysely: beside }, work)
	}

	return {
		async beat() {
			const newer = await tooNew(beside)
			const now = await readJobTime(beside, store)
			await write(({ trx }) =>
				trx
					.insertInto('instances')
					.values({ id: store.instance, began_at: now, beat_at: now })
					.onConflict(conflict => conflict.column('id').doUpdateSet({ beat_at: now }))
					.execute(),
			)
			steady = { since: steady && now - steady.last < deadAfter ? steady.since : now, last: now }
			// What the newer one holds may mean something else there.
			const freed = newer === undefined && (await free(await dead(now)))
			return { freed, ...(newer && { newer }) }
		},
		async leave() {
			await free([store.instance])
			await write(({ trx }) => trx.deleteFrom('instances').where('id', '=', store.instance).execute())
		},
	}

	/** As if their claims had come to their end. @returns whether there were any */
	async function free(holders: readonly string[]): Promise<boolean> {
		if (holders.length === 0) return false
		let count = 0n
		for (const table of held) {
			const freed = await write(({ trx }) =>
				trx
					.updateTable(table)
					.set({ due_at: jobTime(store) })
					.where('holder', 'in', holders)
					.where('due_at', '>', jobTime(store))
					.executeTakeFirst(),
			)
			count += freed.numUpdatedRows
		}
		return count > 0n
	}
}
