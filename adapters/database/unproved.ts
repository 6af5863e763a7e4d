import type { Doer } from '../../src/ports/accounts.ts'
import { recordRight } from './rights.ts'
import type { Change } from './store.ts'
import type { AccountsTable } from './tables/accounts.ts'

/**
 * Makes an account of an address that nobody has shown to be theirs yet.
 * @param by who did, who may be the account itself
 * @returns undefined where the address has an account by now
 */
export async function makeUnproved(
	change: Change,
	person: Pick<AccountsTable, 'email' | 'first_name' | 'last_name' | 'locale'>,
	by: (account: number) => Doer,
): Promise<number | undefined> {
	const { trx, now } = change
	const made = await trx
		.insertInto('accounts')
		.values({
			...person,
			role: 'user',
			organization_id: null,
			grant_level: 'none',
			time_zone: null,
			proved: 0,
			disabled: 0,
			created_at: now,
		})
		// Someone else may have added it since it was looked for.
		.onConflict(conflict => conflict.column('email').doNothing())
		.returning('id')
		.executeTakeFirst()
	if (!made) return undefined
	await recordRight(change, by(made.id), { what: 'made', account: made.id, to: 'user' })
	return made.id
}

/**
 * Makes an account of a mere address, for whoever shows that it is theirs.
 * @returns its id, or that of the account which the address has by now
 */
export async function addUnproved(change: Change, email: string, by: Doer): Promise<number> {
	const made = await makeUnproved(change, { email, first_name: '', last_name: '', locale: null }, () => by)
	if (made !== undefined) return made
	const { id } = await change.trx
		.selectFrom('accounts')
		.select('id')
		.where('email', '=', email)
		.executeTakeFirstOrThrow()
	return id
}
