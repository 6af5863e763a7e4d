import type { Identity } from '../../src/domain/identity.ts'
import type { Places } from '../../src/ports/places.ts'
import { identityColumns } from './identity.ts'
import { prepared } from './prepared.ts'
import type { Store } from './store.ts'
import { transact } from './store.ts'
import { bit } from './tables/bit.ts'

export function databasePlaces(store: Store): Places {
	return {
		async keep(identity, reference) {
			await transact(store, ({ trx, now }) =>
				trx
					.insertInto('places')
					.values({ ...identityColumns(identity), reference, blocked: bit(false), changed_at: now })
					.onConflict(conflict =>
						conflict
							.columns(['platform', 'space', 'user_id'])
							.doUpdateSet({ reference, blocked: bit(false), changed_at: now }),
					)
					.execute(),
			)
		},
		async find(identity) {
			const [row] = await place(store, identity)
			return row && { reference: row.reference, blocked: row.blocked === 1 }
		},
		async block(identity) {
			await transact(store, ({ trx, now }) =>
				trx
					.updateTable('places')
					.set({ blocked: bit(true), changed_at: now })
					.where('platform', '=', identity.platform)
					.where('space', '=', identity.space)
					.where('user_id', '=', identity.user)
					.execute(),
			)
		},
	}
}

const place = prepared((db, { platform, space, user }: Identity) =>
	db
		.selectFrom('places')
		.select(['reference', 'blocked'])
		.where('platform', '=', platform)
		.where('space', '=', space)
		.where('user_id', '=', user)
		.compile(),
)
