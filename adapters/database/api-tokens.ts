import type { ApiScope, ApiToken, ApiTokens, AskedUnder } from '../../src/ports/api-tokens.ts'
import { parseId } from './ids.ts'
import { accountById } from './people.ts'
import type { Store } from './store.ts'
import { transact } from './store.ts'
import type { ApiTokensTable } from './tables/api-tokens.ts'

/** How exactly it is kept when a token was last used; each use need not write. */
const usedEvery = 60 * 60_000

/** The tokens of the API. */
export function databaseApiTokens(store: Store): ApiTokens {
	const { kysely, clock, secrets } = store
	const idOf = ({ token, key }: AskedUnder) => secrets.hash(JSON.stringify([token, key]))
	return {
		add: ({ name, account, scopes, hash, expiresAt }) =>
			transact(store, async ({ trx, now }) => {
				const row = await trx
					.insertInto('api_tokens')
					.values({
						hash,
						name,
						account_id: Number(account),
						scopes: scopes.join(' '),
						created_at: now,
						expires_at: expiresAt ?? null,
						used_at: null,
					})
					.returningAll()
					.executeTakeFirstOrThrow()
				return toToken(row)
			}),
		async all() {
			const rows = await kysely
				.selectFrom('api_tokens as t')
				.innerJoin('accounts as a', 'a.id', 't.account_id')
				.selectAll('t')
				.select('a.email')
				.orderBy('t.id')
				.execute()
			return rows.map(row => ({ ...toToken(row), email: row.email }))
		},
		revoke: id =>
			transact(store, async ({ trx }) => {
				const gone = await trx
					.deleteFrom('api_tokens')
					.where('id', '=', parseId(id) ?? 0)
					.executeTakeFirst()
				return gone.numDeletedRows > 0n
			}),
		async use(hash) {
			const now = clock.now()
			const row = await kysely
				.selectFrom('api_tokens')
				.selectAll()
				.where('hash', '=', hash)
				.where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
				.executeTakeFirst()
			const account = row && (await accountById(kysely, row.account_id))
			if (!row || !account || account.disabled) return undefined
			if ((row.used_at ?? 0) < now - usedEvery) {
				await transact(store, ({ trx }) =>
					trx.updateTable('api_tokens').set({ used_at: now }).where('id', '=', row.id).execute(),
				)
			}
			return { token: toToken(row), account }
		},
		claim: ({ token, key, fingerprint }) =>
			transact(store, async ({ trx, now }) => {
				const id = idOf({ token, key })
				const made = await trx
					.insertInto('api_keys')
					.values({ id, fingerprint, made: null, created_at: now })
					.onConflict(conflict => conflict.doNothing())
					.executeTakeFirst()
				if ((made.numInsertedOrUpdatedRows ?? 0n) > 0n) return 'first'
				const row = await trx
					.selectFrom('api_keys')
					.select(['fingerprint', 'made'])
					.where('id', '=', id)
					.executeTakeFirstOrThrow()
				if (row.fingerprint !== fingerprint) return 'other'
				return row.made === null ? {} : { made: row.made }
			}),
		async made({ id: made, ...asked }) {
			await transact(store, ({ trx }) =>
				trx.updateTable('api_keys').set({ made }).where('id', '=', idOf(asked)).execute(),
			)
		},
		async release(asked) {
			await transact(store, ({ trx }) => trx.deleteFrom('api_keys').where('id', '=', idOf(asked)).execute())
		},
	}
}

function toToken(
	row: { readonly [C in keyof Omit<ApiTokensTable, 'id'>]: ApiTokensTable[C] } & { readonly id: number },
): ApiToken {
	return {
		id: String(row.id),
		name: row.name,
		account: String(row.account_id),
		scopes: row.scopes.split(' ').filter(Boolean) as ApiScope[],
		createdAt: row.created_at,
		...(row.expires_at !== null && { expiresAt: row.expires_at }),
		...(row.used_at !== null && { usedAt: row.used_at }),
	}
}
