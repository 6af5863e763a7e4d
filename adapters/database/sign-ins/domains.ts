import type { Accounts } from '../../../src/ports/accounts.ts'
import { parseId } from '../ids.ts'
import { toOrganization } from '../organizations.ts'
import type { Store } from '../store.ts'
import { transact } from '../store.ts'

/** The mail domains of organizations. */
export function databaseDomains(store: Store): Pick<Accounts, 'domains' | 'addDomain' | 'removeDomain'> {
	return {
		async domains(id) {
			const rows = await store.kysely
				.selectFrom('organization_domains')
				.select('domain')
				.where('organization_id', '=', parseId(id) ?? 0)
				.orderBy('domain')
				.execute()
			return rows.map(({ domain }) => domain)
		},
		addDomain(id, domain) {
			return transact(store, async ({ trx }) => {
				const organization = parseId(id)
				if (organization === undefined) return undefined
				await trx
					.insertInto('organization_domains')
					.columns(['domain', 'organization_id'])
					.expression(eb =>
						eb
							.selectFrom('organizations')
							.select([eb.val(domain).as('domain'), 'id'])
							.where('id', '=', organization),
					)
					.onConflict(conflict => conflict.doNothing())
					.execute()
				const owner = await trx
					.selectFrom('organization_domains as d')
					.innerJoin('organizations as o', 'o.id', 'd.organization_id')
					.selectAll('o')
					.where('d.domain', '=', domain)
					.executeTakeFirst()
				if (owner?.id !== organization) return owner && toOrganization(owner)
				await trx
					.updateTable('accounts')
					.set({ organization_id: organization })
					.where('organization_id', 'is', null)
					.where('role', '=', 'user')
					.where('proved', '=', 1)
					// A domain has no character that `like` takes for more than itself.
					.where('email', 'like', `%@${domain}`)
					.execute()
				return toOrganization(owner)
			})
		},
		removeDomain(id, domain) {
			return transact(store, async ({ trx }) => {
				const removed = await trx
					.deleteFrom('organization_domains')
					.where('domain', '=', domain)
					.where('organization_id', '=', parseId(id) ?? 0)
					.executeTakeFirst()
				return removed.numDeletedRows > 0n
			})
		},
	}
}
