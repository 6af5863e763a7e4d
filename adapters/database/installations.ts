import type { Installation, Installations } from '../../src/ports/installations.ts'
import { type Store, transact } from './store.ts'
import type { InstallationsTable } from './tables/installations.ts'

const purpose = 'installation'

/** Where chats' apps are installed. */
export function databaseInstallations(store: Store): Installations {
	const { kysely, secrets } = store
	const seal = (text: string) => secrets.seal(purpose, text)
	const toInstallation = (
		row: Pick<InstallationsTable, 'platform' | 'space' | 'name' | 'token' | 'refresh_token' | 'expires_at'>,
	): Installation => ({
		platform: row.platform,
		space: row.space,
		name: row.name,
		token: secrets.unseal(purpose, row.token),
		...(row.refresh_token !== null &&
			row.expires_at !== null && {
				rotation: { refreshToken: secrets.unseal(purpose, row.refresh_token), expiresAt: row.expires_at },
			}),
	})
	return {
		async find(platform, space) {
			const row = await kysely
				.selectFrom('installations')
				.selectAll()
				.where('platform', '=', platform)
				.where('space', '=', space)
				.executeTakeFirst()
			return row && toInstallation(row)
		},
		async all(platform) {
			const rows = await kysely
				.selectFrom('installations')
				.selectAll()
				.where('platform', '=', platform)
				.orderBy('name')
				.orderBy('space')
				.execute()
			return rows.map(toInstallation)
		},
		async keep({ platform, space, name, token, rotation }) {
			const values = {
				name,
				token: seal(token),
				refresh_token: rotation ? seal(rotation.refreshToken) : null,
				expires_at: rotation?.expiresAt ?? null,
			}
			await transact(store, ({ trx }) =>
				trx
					.insertInto('installations')
					.values({ platform, space, ...values })
					.onConflict(conflict => conflict.columns(['platform', 'space']).doUpdateSet(values))
					.execute(),
			)
		},
		remove: (platform, space, token) =>
			transact(store, async ({ trx }) => {
				const row = await trx
					.deleteFrom('installations')
					.where('platform', '=', platform)
					.where('space', '=', space)
					.returningAll()
					.executeTakeFirst()
				if (!row) return false
				if (token === undefined || secrets.unseal(purpose, row.token) === token) return true
				await trx.insertInto('installations').values(row).execute()
				return false
			}),
		lease: (platform, space, milliseconds) =>
			transact(store, async ({ trx, now }) => {
				const taken = await trx
					.updateTable('installations')
					.set({ leased_until: now + milliseconds })
					.where('platform', '=', platform)
					.where('space', '=', space)
					.where('leased_until', '<=', now)
					.executeTakeFirst()
				return taken.numUpdatedRows > 0n
			}),
	}
}
