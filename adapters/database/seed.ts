import { sql } from 'kysely'
import { asLongAsItTakes } from './dialect/engine.ts'
import type { Database } from './open.ts'
import { seedBatch } from './seed/batch.ts'
import { beforeFirst, lastId } from './seed/ids.ts'
import { withoutIndexes } from './seed/indexes.ts'
import { withPragmas } from './seed/pragmas.ts'
import { seededRandom } from './seed/random.ts'
import { seedSetting } from './seed/setting.ts'
import { seedTicket } from './seed/tickets.ts'
import { transact } from './store.ts'

export type SeedPlan = {
	readonly tickets: number
	/** Default: a tenth of the tickets, from 20 to 100,000. */
	readonly people?: number
	/** Default: one for each 20 people, from 3 to 5,000. The first has a tenth of all tickets. */
	readonly organizations?: number
	/** The same number makes the same data; default 1. */
	readonly seed?: number
}

/** From how many tickets on it pays to make the indexes anew, where there are no more already. */
const manyTickets = 10_000

/**
 * Adds tickets of many believable people to what is there, with all that the acts themselves would have
 * written: conversations, copies, counters, words to search. History and notices are not made: nothing has
 * just happened. It is one transaction, so a kill leaves nothing; others' writes wait for its end.
 * @param onProgress told how many tickets are written, every thousand and at the end
 */
export async function seedTickets(
	{ store }: Pick<Database, 'store'>,
	plan: SeedPlan,
	onProgress: (done: number, total: number) => void = () => undefined,
): Promise<void> {
	const { tickets } = plan
	const people = plan.people ?? Math.min(100_000, Math.max(20, Math.floor(tickets / 10)))
	const organizations = plan.organizations ?? Math.min(5_000, Math.max(3, Math.floor(people / 20)))
	const seed = plan.seed ?? 1
	await withPragmas(store, () =>
		transact(store, async change => {
			if (store.engine.name === 'postgres') await sql.raw(asLongAsItTakes).execute(change.trx)
			const random = seededRandom(seed)
			const setting = await seedSetting(change, random, { people, organizations })
			const there = (await lastId(change, 'tickets')) - beforeFirst.tickets
			const makeIndexes = tickets >= Math.max(manyTickets, there) ? await withoutIndexes(change) : undefined
			await seedBatch(change, {
				count: tickets,
				make: index => seedTicket(random, setting, 1 - index / tickets),
				report: done => onProgress(done, tickets),
			})
			await makeIndexes?.()
		}),
	)
	onProgress(tickets, tickets)
}
