import type { Identity } from '../../src/domain/identity.ts'
import { identityKey } from '../../src/domain/identity.ts'
import type { Store } from './store.ts'
import { transact } from './store.ts'

/** How exactly it is kept when someone last spoke, as long as they speak in one chat. */
const writtenEvery = 10 * 60_000
const mostRemembered = 10_000

/** Where people speak, written only when that changes or after some minutes: they speak all the time. */
export type Spoken = {
	by(identity: Identity): Promise<void>
	/** It may be about to have another account. */
	forget(identity: Identity): void
}

export function rememberSpoken(store: Store): Spoken {
	const written = new Map<string, { readonly account: number; readonly at: number }>()
	const lastOf = new Map<number, string>()
	return {
		async by(identity) {
			const key = identityKey(identity)
			const known = written.get(key)
			const now = store.clock.now()
			if (known && lastOf.get(known.account) === key && now < known.at + writtenEvery) return
			const row = await transact(store, ({ trx }) =>
				trx
					.updateTable('links')
					.set({ spoken_at: now })
					.where('platform', '=', identity.platform)
					.where('space', '=', identity.space)
					.where('user_id', '=', identity.user)
					.returning('account_id')
					.executeTakeFirst(),
			)
			if (!row) return
			if (written.size >= mostRemembered) {
				written.clear()
				lastOf.clear()
			}
			written.set(key, { account: row.account_id, at: now })
			lastOf.set(row.account_id, key)
		},
		forget: identity => void written.delete(identityKey(identity)),
	}
}
