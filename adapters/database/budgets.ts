import type { Change, Store } from './store.ts'

/** At most `limit` times in each `window` milliseconds; a window begins with the first use after the last one's end. */
export type Budget = {
	readonly name: string
	readonly of: string
	readonly limit: number
	readonly window: number
	/** How much one use takes; 1 by default. */
	readonly amount?: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Connect codes asked for by one chat identity, and sent to one mailbox. */
export function connectBudgets(identity: string, email: string): readonly Budget[] {
	return [
		{ name: 'connect-identity', of: identity, limit: 5, window: hour },
		{ name: 'connect-mailbox-hour', of: email, limit: 5, window: hour },
		{ name: 'connect-mailbox-day', of: email, limit: 10, window: day },
	]
}

/**
 * Takes one use from each budget in turn, in one statement each; the first that is spent ends it.
 * @returns whether all had one left
 */
export async function spend(change: Change, budgets: readonly Budget[]): Promise<boolean> {
	for (const budget of budgets) {
		if ((await use(change, budget, budget.limit)) === undefined) return false
	}
	return true
}

/** Counts one use, whether there is one left or not. @returns how many there were in this window, with this one */
export async function count(change: Change, budget: Budget): Promise<number> {
	return (await use(change, budget, Number.MAX_SAFE_INTEGER)) ?? 0
}

/** Whether there is a use left, without taking it. */
export async function hasLeft({ trx, now, store }: Change, budget: Budget): Promise<boolean> {
	const row = await trx
		.selectFrom('budgets')
		.select('used')
		.where('key', '=', budgetKey(store, budget))
		.where('ends_at', '>', now)
		.executeTakeFirst()
	return (row?.used ?? 0) < budget.limit
}

/** Takes one use back, which turned out to be none. */
export async function giveBack({ trx, now, store }: Change, budget: Budget): Promise<void> {
	await trx
		.updateTable('budgets')
		.set(eb => ({ used: eb('used', '-', 1) }))
		.where('key', '=', budgetKey(store, budget))
		.where('used', '>', 0)
		.where('ends_at', '>', now)
		.execute()
}

/** A hash, because a budget may be of an address. */
function budgetKey({ secrets }: Store, { name, of }: Pick<Budget, 'name' | 'of'>): string {
	return secrets.hash(JSON.stringify([name, of]))
}

/** @returns how many uses there were with this one; undefined when it would be over the limit */
async function use({ trx, now, store }: Change, budget: Budget, limit: number): Promise<number | undefined> {
	const { amount = 1 } = budget
	if (amount > limit) return undefined
	const row = await trx
		.insertInto('budgets')
		.values({ key: budgetKey(store, budget), used: amount, ends_at: now + budget.window })
		.onConflict(conflict =>
			conflict
				.column('key')
				.doUpdateSet(eb => ({
					used: eb
						.case()
						.when('budgets.ends_at', '<=', now)
						.then(amount)
						.else(eb('budgets.used', '+', amount))
						.end(),
					ends_at: eb
						.case()
						.when('budgets.ends_at', '<=', now)
						.then(eb.ref('excluded.ends_at'))
						.else(eb.ref('budgets.ends_at'))
						.end(),
				}))
				.where(eb => eb.or([eb('budgets.ends_at', '<=', now), eb('budgets.used', '<=', limit - amount)])),
		)
		.returning('used')
		.executeTakeFirst()
	return row?.used
}
