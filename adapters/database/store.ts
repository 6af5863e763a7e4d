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
	/** Names this process among those that serve on the same database. */
	readonly instance: string
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
 * Until when a lost connection is tried anew, in milliseconds: it may take two to see that one leads nowhere, and chats
 * wait for three.
 */
const patience = 2_500

/**
 * Runs `work` in one transaction, again from the start where the engine asks for that (another process has
 * the lock, a serialization failure, a deadlock): at most 10 times, within about 5 s. So `work` must do
 * nothing but queries. Where the connection is lost before the commit it runs again too, for a shorter time;
 * what the commit itself has come to is not known then.
 * @param found says in a transaction of its own what there is of it where the answer to the commit was lost; without it
 * the loss is thrown
 * @throws Unavailable when the database cannot be asked
 */
export async function transact<R>(
	store: Store,
	work: (change: Change) => Promise<R>,
	found?: (change: Change, done: R) => Promise<R>,
): Promise<R> {
	const began = performance.now()
	for (let attempt = 0; ; attempt += 1) {
		let queuesJobs = false
		let committing: { readonly done: R } | undefined
		try {
			const result = await store.kysely.transaction().execute(async trx => {
				const change: Change = { store, trx, now: store.clock.now(), queuesJobs: false, announced: new Set() }
				const done = await work(change)
				queuesJobs = change.queuesJobs
				committing = { done }
				return done
			})
			if (queuesJobs) for (const listener of store.listeners) listener()
			return result
		} catch (error) {
			const isLost = store.engine.isLost(error)
			if (committing && found && isLost) {
				const { done } = committing
				return transact(store, change => found(change, done))
			}
			const lost = !committing && performance.now() - began < patience && isLost
			if (attempt === retries || !(lost || store.engine.isTransient(error))) throw error
			await new Promise(resolve => setTimeout(resolve, firstPause * 2 ** attempt))
		}
	}
}
