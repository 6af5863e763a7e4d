import type { Accounts } from '../../../src/ports/accounts.ts'
import { parseId } from '../ids.ts'
import { toOrganization } from '../organizations.ts'
import { byTheCommandLine, recordRight } from '../rights.ts'
import type { Store } from '../store.ts'
import { transact } from '../store.ts'

/** Rows that one statement writes. */
const rowsAtOnce = 500

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
		addDomain(id, domain, doer = byTheCommandLine) {
			return transact(store, async change => {
				const { trx } = change
				const organization = parseId(id)
				if (organization === undefined) return undefined
				const added = await trx
					.insertInto('organization_domains')
					.columns(['domain', 'organization_id'])
					.expression(eb =>
						eb
							.selectFrom('organizations')
							.select([eb.val(domain).as('domain'), 'id'])
							.where('id', '=', organization),
					)
					.onConflict(conflict => conflict.doNothing())
					.executeTakeFirst()
				const owner = await trx
					.selectFrom('organization_domains as d')
					.innerJoin('organizations as o', 'o.id', 'd.organization_id')
					.selectAll('o')
					.where('d.domain', '=', domain)
					.executeTakeFirst()
				if (owner?.id !== organization) return owner && toOrganization(owner)
				if (added.numInsertedOrUpdatedRows === 1n) {
					await recordRight(change, doer, { what: 'domain', organization, to: domain })
				}
				const joined = await trx
					.updateTable('accounts')
					.set({ organization_id: organization })
					.where('organization_id', 'is', null)
					.where('role', '=', 'user')
					.where('proved', '=', 1)
					// A domain has no character that `like` takes for more than itself.
					.where('email', 'like', `%@${domain}`)
					.returning('id')
					.execute()
				const ids = joined.map(row => row.id).toSorted((a, b) => a - b)
				for (let from = 0; from < ids.length; from += rowsAtOnce) {
					const some = ids.slice(from, from + rowsAtOnce)
					const rights = some.map(account => ({ what: 'organization' as const, account, to: owner.name }))
					await recordRight(change, doer, ...rights)
				}
				return toOrganization(owner)
			})
		},
		removeDomain(id, domain, doer = byTheCommandLine) {
			return transact(store, async change => {
				const organization = parseId(id) ?? 0
				const removed = await change.trx
					.deleteFrom('organization_domains')
					.where('domain', '=', domain)
					.where('organization_id', '=', organization)
					.executeTakeFirst()
				if (removed.numDeletedRows === 0n) return false
				await recordRight(change, doer, { what: 'domain', organization, from: domain })
				return true
			})
		},
	}
}
