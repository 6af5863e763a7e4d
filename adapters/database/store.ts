import type { Kysely, Transaction } from 'kysely'
import type { Priority } from '../../src/domain/ticket.ts'
import type { Clock, Secrets } from '../../src/ports/outside.ts'
import type { Engine } from './dialect/engine.ts'
import type { Tables } from './tables/index.ts'

/** What support promises for a ticket of a priority; see `targetsFor`. */
export type PromisedTargets = (
	opened: number,
	priority: Priority,
) => { readonly answerDue?: number; readonly solveDue?: number }

/** What every part of this adapter works with. */
export type Store = {
	readonly kysely: Kysely<Tables>
	readonly engine: Engine
	readonly clock: Clock
	readonly secrets: Pick<Secrets, 'id' | 'hash' | 'seal' | 'unseal'>
	/** Whose clock decides when jobs are due: the database's where several instances share one. */
	readonly jobClock: 'own' | 'database'
	/** Until when support promises to answer and to solve what is opened then. */
	readonly targets: PromisedTargets
	/** Told after each commit that left jobs to be done, or notices to be sent. */
	readonly listeners: Set<() => void>
}

/** One transaction under way. */
export type Change = {
	readonly store: Store
	readonly trx: Transaction<Tables>
	/** The time of everything that this transaction writes. */
	readonly now: number
	/** Whether it leaves something to be done after the commit. */
	queuesJobs: boolean
	/** The tickets to which something has happened in it. */
	readonly announced: Set<number>
}

const retries = 9
const firstPause = 10

/**
 * Runs `work` in one transaction, again from the start where the engine asks for that (another process has
 * the lock, a serialization failure, a deadlock): at most 10 times, within about 5 s. So `work` must do
 * nothing but queries.
 */
export async function transact<R>(store: Store, work: (change: Change) => Promise<R>): Promise<R> {
	for (let attempt = 0; ; attempt += 1) {
		let queuesJobs = false
		try {
			const result = await store.kysely.transaction().execute(async trx => {
				const change: Change = { store, trx, now: store.clock.now(), queuesJobs: false, announced: new Set() }
				const done = await work(change)
				queuesJobs = change.queuesJobs
				return done
			})
			if (queuesJobs) for (const listener of store.listeners) listener()
			return result
		} catch (error) {
			if (attempt === retries || !store.engine.isTransient(error)) throw error
			await new Promise(resolve => setTimeout(resolve, firstPause * 2 ** attempt))
		}
	}
}
