import type { Attempt, Known, SignIns } from '../../../src/ports/sign-ins.ts'
import { signInBudget } from '../../../src/rules/limits.ts'
import type { Budget } from '../budgets.ts'
import { giveBack, spend } from '../budgets.ts'
import type { Change } from '../store.ts'
import { knownByEmail } from './known.ts'

/** What there is of the address is looked up in any case, so that the work is the same. */
export async function attempt(change: Change, made: Attempt): ReturnType<SignIns['attempt']> {
	const known = await knownByEmail(change.trx, made.email)
	const allowed = await spend(change, budgets(change, made, known))
	return { allowed, ...(known && { known }) }
}

export async function forgive(change: Change, made: Attempt): Promise<void> {
	const known = await knownByEmail(change.trx, made.email)
	for (const budget of budgets(change, made, known)) await giveBack(change, budget)
}

/**
 * In the order they are taken from; what one refuses costs the next nothing, so that whoever goes on and on
 * from one place uses up little of what an address has.
 */
function budgets(
	{ store }: Change,
	{ email, from, browser }: Attempt,
	known: Known | undefined,
): readonly Budget[] {
	const { asker, network, address, own, window } = signInBudget
	// A new password is a new beginning.
	const guessed = JSON.stringify([email, known?.password])
	// As much is done, and as many are taken from, whosever the browser is: the time does not tell.
	const current = browser && store.secrets.hash(known?.password ?? '')
	if (known && browser?.account === known.account.id && browser.password === current) {
		const of = JSON.stringify([browser.name, guessed])
		const alike = ['password-browser', 'password-browser-2', 'password-browser-3']
		return alike.map(name => ({ name, of, limit: own, window }))
	}
	if (from === undefined) return [{ name: 'password-own', of: guessed, limit: own, window }]
	return [
		{ name: 'password-asker', of: JSON.stringify([from, guessed]), limit: asker, window },
		{ name: 'password-from', of: from, limit: network, window },
		{ name: 'password-address', of: guessed, limit: address, window },
	]
}
