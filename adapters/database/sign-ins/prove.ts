import type { Doer } from '../../../src/ports/accounts.ts'
import { domainOf } from '../../../src/rules/email.ts'
import { recordRight } from '../rights.ts'
import type { Change } from '../store.ts'

/**
 * An account's address is shown to be its owner's: it counts as proved, and joins the account to the
 * organization that owns its domain, where it has none.
 * @returns false when there is no such account, or it is disabled
 */
export async function prove(change: Change, account: number, doer: Doer): Promise<boolean> {
	const row = await change.trx
		.updateTable('accounts')
		.set({ proved: 1 })
		.where('id', '=', account)
		.where('disabled', '=', 0)
		.returning('email')
		.executeTakeFirst()
	if (!row) return false
	await joinByDomain(change, account, row.email, doer)
	return true
}

/** Joins an account whose address is proved; agents and members of another organization stay as they are. */
export async function joinByDomain(
	change: Change,
	account: number,
	email: string,
	doer: Doer,
): Promise<void> {
	const { trx } = change
	const owner = await trx
		.selectFrom('organization_domains as d')
		.innerJoin('organizations as o', 'o.id', 'd.organization_id')
		.select(['d.organization_id', 'o.name'])
		.where('d.domain', '=', domainOf(email) ?? '')
		.executeTakeFirst()
	if (!owner) return
	const joined = await trx
		.updateTable('accounts')
		.set({ organization_id: owner.organization_id })
		.where('id', '=', account)
		.where('organization_id', 'is', null)
		.where('role', '=', 'user')
		.where('proved', '=', 1)
		.executeTakeFirst()
	if (joined.numUpdatedRows === 0n) return
	await recordRight(change, doer, { what: 'organization', account, to: owner.name })
}
