import type { SignIns, TokenHolder, TokenPurpose } from '../../../src/ports/sign-ins.ts'
import { accountById } from '../people.ts'
import type { Change, Store } from '../store.ts'
import type { LetterTokensTable } from '../tables/letter-tokens.ts'
import { serialize } from './serialize.ts'

/** Keeps a token in place of the older ones of its purpose. */
export async function issueToken(
	change: Change,
	token: Parameters<SignIns['issueToken']>[0],
): Promise<boolean> {
	const { trx, now } = change
	const { purpose, email, hash } = token
	const account = token.account === undefined ? null : Number(token.account)
	await serialize(change, purpose, account === null ? email : `account ${account}`)
	const issued = await trx
		.insertInto('letter_tokens')
		.values({
			hash,
			purpose,
			email,
			account_id: account,
			first_name: token.firstName ?? '',
			last_name: token.lastName ?? '',
			locale: token.locale ?? null,
			void: 0,
			expires_at: token.expiresAt,
			created_at: now,
		})
		.onConflict(conflict =>
			conflict
				.column('hash')
				.doUpdateSet({ expires_at: token.expiresAt })
				.where('letter_tokens.void', '=', 0),
		)
		.returning('hash')
		.executeTakeFirst()
	if (!issued) return false
	await trx
		.updateTable('letter_tokens')
		.set({ void: 1 })
		.where('purpose', '=', purpose)
		.where('hash', '<>', hash)
		.where('void', '=', 0)
		.where(eb => (account === null ? eb('email', '=', email) : eb('account_id', '=', account)))
		.execute()
	return true
}

export async function findToken(store: Store, hash: string): Promise<TokenHolder | undefined> {
	const row = await store.kysely
		.selectFrom('letter_tokens as t')
		.leftJoin('accounts as a', 'a.id', 't.account_id')
		.select(['t.purpose', 't.email', 't.account_id', 't.locale', 'a.disabled'])
		.select(eb => [
			eb.fn
				.coalesce(eb.fn<string | null>('nullif', ['a.first_name', eb.val('')]), 't.first_name')
				.as('first_name'),
			eb.fn
				.coalesce(eb.fn<string | null>('nullif', ['a.last_name', eb.val('')]), 't.last_name')
				.as('last_name'),
		])
		.where('t.hash', '=', hash)
		.where('t.void', '=', 0)
		.where('t.expires_at', '>', store.clock.now())
		.executeTakeFirst()
	if (!row || row.disabled === 1) return undefined
	return {
		purpose: row.purpose,
		email: row.email,
		...(row.account_id !== null && { account: String(row.account_id) }),
		firstName: row.first_name,
		lastName: row.last_name,
		...(row.locale !== null && { locale: row.locale }),
	}
}

/** Uses a token up, in one statement: of many at once, one gets it. */
export async function useToken(
	{ trx, now }: Change,
	hash: string,
	purposes: readonly TokenPurpose[],
	account?: number,
): Promise<LetterTokensTable | undefined> {
	return trx
		.updateTable('letter_tokens')
		.set({ void: 1 })
		.where('hash', '=', hash)
		.where('purpose', 'in', purposes)
		.where('void', '=', 0)
		.where('expires_at', '>', now)
		.$if(account !== undefined, query => query.where('account_id', '=', account ?? 0))
		.returningAll()
		.executeTakeFirst()
}

/** Voids every token and code of an account, wherever it was sent or shown. */
export async function voidSecrets(change: Change, account: number): Promise<void> {
	const { trx } = change
	const { email } = (await accountById(trx, account)) ?? { email: '' }
	await trx
		.updateTable('letter_tokens')
		.set({ void: 1 })
		.where('void', '=', 0)
		.where(eb =>
			eb.or([
				eb('account_id', '=', account),
				eb.and([eb('account_id', 'is', null), eb('email', '=', email)]),
			]),
		)
		.execute()
	await trx.updateTable('tokens').set({ tries_left: 0 }).where('account_id', '=', account).execute()
	await trx.deleteFrom('portal_codes').where('account_id', '=', account).execute()
}
