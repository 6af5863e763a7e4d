import type { Identity } from '../../src/domain/identity.ts'
import type { Draft, Drafts } from '../../src/ports/drafts.ts'
import { identityColumns } from './identity.ts'
import type { Change, Store } from './store.ts'
import { transact } from './store.ts'

const lifetime = 24 * 60 * 60_000

export function databaseDrafts(store: Store): Drafts {
	return {
		keep(owner, draft, once) {
			return transact(store, async ({ trx, now }) => {
				const id = store.secrets.id()
				const kept = await trx
					.insertInto('drafts')
					.values({
						id,
						...identityColumns(owner),
						once: once ?? null,
						content: JSON.stringify(draft),
						expires_at: now + lifetime,
					})
					.onConflict(conflict => conflict.columns(['platform', 'space', 'user_id', 'once']).doNothing())
					.returning('id')
					.executeTakeFirst()
				if (kept) return kept.id
				const first = await trx
					.selectFrom('drafts')
					.select('id')
					.where('platform', '=', owner.platform)
					.where('space', '=', owner.space)
					.where('user_id', '=', owner.user)
					.where('once', '=', once ?? '')
					.executeTakeFirstOrThrow()
				return first.id
			})
		},
		async find(owner, id) {
			const row = await store.kysely
				.selectFrom('drafts')
				.select('content')
				.where('id', '=', id)
				.where('platform', '=', owner.platform)
				.where('space', '=', owner.space)
				.where('user_id', '=', owner.user)
				.where('expires_at', '>', store.clock.now())
				.executeTakeFirst()
			return row && (JSON.parse(row.content) as Draft)
		},
		async drop(owner, id) {
			await transact(store, ({ trx }) =>
				trx
					.deleteFrom('drafts')
					.where('id', '=', id)
					.where('platform', '=', owner.platform)
					.where('space', '=', owner.space)
					.where('user_id', '=', owner.user)
					.execute(),
			)
		},
	}
}

/** @returns the keys of the stored files that an identity's drafts hold */
export async function filesOfDrafts({ trx }: Change, owner: Identity): Promise<readonly string[]> {
	const rows = await trx
		.selectFrom('drafts')
		.select('content')
		.where('platform', '=', owner.platform)
		.where('space', '=', owner.space)
		.where('user_id', '=', owner.user)
		.execute()
	return rows
		.flatMap(({ content }) => (JSON.parse(content) as Draft).files)
		.flatMap(file => (file.at === 'store' ? [file.key] : []))
}
