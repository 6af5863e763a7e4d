import type { Identity } from '../../../src/domain/identity.ts'
import { identityKey } from '../../../src/domain/identity.ts'
import type { SignIns } from '../../../src/ports/sign-ins.ts'
import { portalCodeBudget } from '../../../src/rules/limits.ts'
import type { Budget } from '../budgets.ts'
import { count, giveBack } from '../budgets.ts'
import type { Change } from '../store.ts'

/** Keeps the code that an account was shown, in place of the one before. */
export async function issueConnectCode(
	{ trx }: Change,
	{ account, hash, expiresAt }: Parameters<SignIns['issueConnectCode']>[0],
): Promise<void> {
	const values = { hash, expires_at: expiresAt }
	await trx
		.insertInto('portal_codes')
		.values({ account_id: Number(account), ...values })
		.onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
		.execute()
}

/**
 * Whose a code of the portal is. A wrong one costs the identity one of its few tries, and where none is left
 * even the right one is not looked at.
 * @param use whether a right one is used up
 * @returns the account's key, or how many tries are left
 */
export async function tryPortalCode(
	change: Change,
	identity: Identity,
	hash: string,
	use: boolean,
): Promise<{ readonly account: number } | { readonly left: number }> {
	const { trx, now } = change
	const budget: Budget = { name: 'portal-code', of: identityKey(identity), ...portalCodeBudget }
	const used = await count(change, budget)
	if (used > budget.limit) return { left: 0 }
	const row = await (use
		? trx
				.deleteFrom('portal_codes')
				.where('hash', '=', hash)
				.where('expires_at', '>', now)
				.returning('account_id')
				.executeTakeFirst()
		: trx
				.selectFrom('portal_codes')
				.select('account_id')
				.where('hash', '=', hash)
				.where('expires_at', '>', now)
				.executeTakeFirst())
	if (!row) return { left: budget.limit - used }
	await giveBack(change, budget)
	return { account: row.account_id }
}
