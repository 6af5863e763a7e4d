import type { Kysely } from 'kysely'
import type { Known } from '../../../src/ports/sign-ins.ts'
import { selectAccounts, toAccount } from '../people.ts'
import type { Tables } from '../tables/index.ts'

/** The account of an address with its password's hash; nothing for one that is disabled or has none. */
export async function knownByEmail(db: Kysely<Tables>, email: string): Promise<Known | undefined> {
	const row = await selectAccounts(db)
		.innerJoin('passwords as p', 'p.account_id', 'a.id')
		.select('p.hash')
		.where('a.email', '=', email)
		.where('a.disabled', '=', 0)
		.executeTakeFirst()
	return row && { account: toAccount(row), password: row.hash }
}
