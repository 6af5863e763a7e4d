import type { Identity } from '../../src/domain/identity.ts'
import { type Environment, openGenerated } from './generated.ts'

/** Connects an identity to somebody who has opened more than a page of requests. */
export async function someoneLinked(
	environment: Environment,
	{ platform, space, user }: Identity,
): Promise<void> {
	const store = await openGenerated(environment)
	try {
		const { kysely } = store.database.store
		const { requester_id: account_id } = await kysely
			.selectFrom('tickets')
			.select('requester_id')
			.groupBy('requester_id')
			.having(({ fn }) => fn.countAll(), '>=', 15)
			.orderBy('requester_id')
			.limit(1)
			.executeTakeFirstOrThrow()
		const now = Date.now()
		await kysely
			.insertInto('links')
			.values({ platform, space, user_id: user, name: 'ada', account_id, linked_at: now, spoken_at: now })
			.onConflict(conflict => conflict.columns(['platform', 'space', 'user_id']).doNothing())
			.execute()
	} finally {
		await store.close()
	}
}
