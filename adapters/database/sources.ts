import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Identity } from '../../src/domain/identity.ts'
import type { Change } from './store.ts'
import type { Tables } from './tables/index.ts'

/** What was written in that chat can no longer be changed from there. */
export async function forgetSources({ trx }: Change, identity: Identity, account: number): Promise<void> {
	await trx
		.deleteFrom('comment_sources')
		.where('account_id', '=', account)
		.where(eb => isWithin(eb, identity))
		.execute()
}

/** Whether a message is of the identity's workspace; of its account is to be asked besides. */
export function isWithin(
	eb: ExpressionBuilder<Tables, 'comment_sources'>,
	{ platform, space }: Identity,
): Expression<SqlBool> {
	const within = `${platform}:${space}:`
	return eb(sql`substr(source, 1, ${sql.lit(within.length)})`, '=', within)
}
