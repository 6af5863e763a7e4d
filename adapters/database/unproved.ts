import type { Doer } from '../../src/ports/accounts.ts'
import { recordRight } from './rights.ts'
import type { Change } from './store.ts'

/**
 * Makes an account of a mere address, for whoever shows that it is theirs.
 * @returns its id, or that of the account which the address has by now
 */
export async function addUnproved(change: Change, email: string, by: Doer): Promise<number> {
	const { trx, now } = change
	const made = await trx
		.insertInto('accounts')
		.values({
			email,
			first_name: '',
			last_name: '',
			role: 'user',
			organization_id: null,
			grant_level: 'none',
			locale: null,
			time_zone: null,
			proved: 0,
			disabled: 0,
			created_at: now,
		})
		// Someone else may have added it since it was looked for.
		.onConflict(conflict => conflict.column('email').doNothing())
		.returning('id')
		.executeTakeFirst()
	if (made) {
		await recordRight(change, by, { what: 'made', account: made.id, to: 'user' })
		return made.id
	}
	const { id } = await trx
		.selectFrom('accounts')
		.select('id')
		.where('email', '=', email)
		.executeTakeFirstOrThrow()
	return id
}
