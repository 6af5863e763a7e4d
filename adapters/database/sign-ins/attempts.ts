import type { Attempt, SignIns } from '../../../src/ports/sign-ins.ts'
import { signInBudget } from '../../../src/rules/limits.ts'
import type { Budget } from '../budgets.ts'
import { budgetKey, count, giveBack } from '../budgets.ts'
import type { Change } from '../store.ts'
import { knownByEmail } from './known.ts'

/** Counts a try in every budget, whether one is spent or not, so that the work is the same. */
export async function attempt(change: Change, made: Attempt): ReturnType<SignIns['attempt']> {
	let allowed = true
	for (const budget of budgets(made)) {
		if ((await count(change, budget)) > budget.limit) allowed = false
	}
	const known = await knownByEmail(change.trx, made.email)
	return { allowed, ...(known && { known }) }
}

export async function forgive(change: Change, made: Attempt): Promise<void> {
	for (const budget of budgets(made)) await giveBack(change, budget)
}

/** A new password is a new beginning for its address. */
export async function forgetTries({ trx, store }: Change, email: string): Promise<void> {
	const [{ name, of }] = budgets({ email, from: '' })
	await trx.deleteFrom('budgets').where('key', '=', budgetKey(store, { name, of })).execute()
}

function budgets({ email, from }: Attempt): readonly [Budget, Budget] {
	const { address, network, window } = signInBudget
	return [
		{ name: 'password-address', of: email, limit: address, window },
		{ name: 'password-from', of: from, limit: network, window },
	]
}
