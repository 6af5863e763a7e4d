import { fullName } from '../../src/domain/account.ts'
import type { Accounts, Doer, Named, RightKind, RightsEntry } from '../../src/ports/accounts.ts'
import { parseId } from './ids.ts'
import type { Change, Store } from './store.ts'

/** What has changed, of an account or of an organization, in the words of the domain. */
export type Right = { readonly what: RightKind; readonly from?: string; readonly to?: string } & (
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
		.selectFrom('rights_events as e')
		.leftJoin('accounts as a', 'a.id', 'e.account_id')
		.leftJoin('organizations as o', 'o.id', 'e.organization_id')
		.leftJoin('accounts as b', 'b.id', 'e.by_id')
		.selectAll('e')
		.select(['a.email', 'a.first_name', 'a.last_name', 'o.name'])
		.select(['b.email as by_email', 'b.first_name as by_first_name', 'b.last_name as by_last_name'])
		.$if(account !== undefined, query => query.where('e.account_id', '=', parseId(account ?? '') ?? 0))
		.$if(before !== undefined, query => query.where('e.id', '<', parseId(before ?? '') ?? 0))
		.orderBy('e.id', 'desc')
		.limit(size)
		.execute()
	return rows.map(row => ({
		id: String(row.id),
		at: row.at,
		what: row.what,
		...(row.account_id !== null && { account: named(row.account_id, row) }),
		...(row.organization_id !== null && {
			organization: { id: String(row.organization_id), name: row.name ?? '' },
		}),
		...(row.by_id !== null && {
			by: named(row.by_id, {
				email: row.by_email,
				first_name: row.by_first_name,
				last_name: row.by_last_name,
			}),
		}),
		via: row.via,
		...(row.from_value !== null && { from: row.from_value }),
		...(row.to_value !== null && { to: row.to_value }),
	}))
}

function named(
	id: number,
	row: {
		readonly email: string | null
		readonly first_name: string | null
		readonly last_name: string | null
	},
): Named {
	const email = row.email ?? ''
	return {
		id: String(id),
		name: fullName({ email, firstName: row.first_name ?? '', lastName: row.last_name ?? '' }),
		email,
	}
}
