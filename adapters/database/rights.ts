import type { Accounts, Doer, RightsEntry } from '../../src/ports/accounts.ts'
import { parseId } from './ids.ts'
import type { Change, Store } from './store.ts'

/** What has changed, of an account or of an organization, in the words of the domain. */
export type Right = { readonly what: string; readonly from?: string; readonly to?: string } & (
	| { readonly account: number }
	| { readonly organization: number }
)

/** Whoever runs the service, where they act as nobody with an account. */
export const byTheCommandLine: Doer = { via: 'command line' }

/** Records in the change's own transaction what somebody may do from now on, or no longer. */
export async function recordRight(change: Change, doer: Doer, ...rights: readonly Right[]): Promise<void> {
	if (rights.length === 0) return
	await change.trx
		.insertInto('rights_events')
		.values(
			rights.map(right => ({
				at: change.now,
				what: right.what,
				account_id: 'account' in right ? right.account : null,
				organization_id: 'organization' in right ? right.organization : null,
				by_id: doer.by === undefined ? null : Number(doer.by),
				via: doer.via,
				from_value: right.from ?? null,
				to_value: right.to ?? null,
			})),
		)
		.execute()
}

/** Newest first; of one account, or of all and of organizations. */
export async function rightsHistory(
	{ kysely }: Store,
	{ account, before, size }: Parameters<Accounts['history']>[0],
): Promise<readonly RightsEntry[]> {
	const rows = await kysely
		.selectFrom('rights_events')
		.selectAll()
		.$if(account !== undefined, query => query.where('account_id', '=', parseId(account ?? '') ?? 0))
		.$if(before !== undefined, query => query.where('id', '<', parseId(before ?? '') ?? 0))
		.orderBy('id', 'desc')
		.limit(size)
		.execute()
	return rows.map(row => ({
		id: String(row.id),
		at: row.at,
		what: row.what,
		...(row.account_id !== null && { account: String(row.account_id) }),
		...(row.organization_id !== null && { organization: String(row.organization_id) }),
		...(row.by_id !== null && { by: String(row.by_id) }),
		via: row.via,
		...(row.from_value !== null && { from: row.from_value }),
		...(row.to_value !== null && { to: row.to_value }),
	}))
}
