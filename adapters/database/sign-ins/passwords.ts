import type { Account } from '../../../src/domain/account.ts'
import type { Doer } from '../../../src/ports/accounts.ts'
import type { SignIns } from '../../../src/ports/sign-ins.ts'
import { parseId } from '../ids.ts'
import { queueJob } from '../jobs.ts'
import { accountByEmail, accountById } from '../people.ts'
import { recordRight } from '../rights.ts'
import type { Change } from '../store.ts'
import type { LetterTokensTable } from '../tables/letter-tokens.ts'
import { makeUnproved } from '../unproved.ts'
import { knownByEmail } from './known.ts'
import { prove } from './prove.ts'
import { serialize } from './serialize.ts'
import { endSessions } from './sessions.ts'
import { useToken, voidSecrets } from './tokens.ts'

export async function setPassword(
	change: Change,
	set: Parameters<SignIns['setPassword']>[0],
): Promise<Account | undefined> {
	const { trx } = change
	const token = await useToken(change, set.token, ['welcome', 'reset'])
	const account = token && (await holder(change, token))
	if (!token || account === undefined) return undefined
	const doer = byLetter(account)
	if (!(await prove(change, account, doer))) return undefined
	await introduce(change, account, token)
	const had = await keepPassword(change, account, set.password)
	await recordRight(change, doer, { what: 'password', account })
	await everythingElseEnds(change, account)
	if (had) await tellOwner(change, account)
	return accountById(trx, account)
}

/** The account that a token is for: a sign-up's is made now, unless the address has one by now. */
async function holder(change: Change, token: LetterTokensTable): Promise<number | undefined> {
	const { trx } = change
	if (token.account_id !== null) {
		const account = await accountById(trx, token.account_id)
		return account?.email === token.email ? token.account_id : undefined
	}
	await serialize(change, 'address', token.email)
	const { email, first_name, last_name, locale } = token
	const made = await makeUnproved(change, { email, first_name, last_name, locale }, byLetter)
	if (made !== undefined) return made
	// Someone copied the address on a request meanwhile, say. With a password it takes a letter of its own.
	const account = await accountByEmail(trx, token.email)
	return account && !(await knownByEmail(trx, token.email)) ? Number(account.id) : undefined
}

/**
 * What a sign-up says of a person fills in what their account lacks: someone may have copied the address on a
 * request before.
 */
async function introduce({ trx }: Change, account: number, token: LetterTokensTable): Promise<void> {
	await trx
		.updateTable('accounts')
		.set(eb => ({
			first_name: eb.fn.coalesce(
				eb.fn<string>('nullif', ['first_name', eb.val('')]),
				eb.val(token.first_name),
			),
			last_name: eb.fn.coalesce(eb.fn<string>('nullif', ['last_name', eb.val('')]), eb.val(token.last_name)),
			locale: eb.fn.coalesce('locale', eb.val(token.locale)),
		}))
		.where('id', '=', account)
		.execute()
}

export async function changePassword(
	change: Change,
	{ account, checked, password, keep }: Parameters<SignIns['changePassword']>[0],
): Promise<boolean> {
	const id = parseId(account)
	if (id === undefined) return false
	const changed = await change.trx
		.updateTable('passwords')
		.set({ hash: password, changed_at: change.now })
		.where('account_id', '=', id)
		.where('hash', '=', checked)
		.executeTakeFirst()
	if (changed.numUpdatedRows === 0n) return false
	await recordRight(change, { by: account, via: 'web' }, { what: 'password', account: id })
	await everythingElseEnds(change, id, keep)
	await tellOwner(change, id)
	return true
}

/** Whoever reads an account's mail. */
function byLetter(account: number): Doer {
	return { by: String(account), via: 'mail' }
}

/** @returns whether there was one before */
async function keepPassword({ trx, now }: Change, account: number, hash: string): Promise<boolean> {
	const changed = await trx
		.updateTable('passwords')
		.set({ hash, changed_at: now })
		.where('account_id', '=', account)
		.executeTakeFirst()
	if (changed.numUpdatedRows > 0n) return true
	await trx.insertInto('passwords').values({ account_id: account, hash, changed_at: now }).execute()
	return false
}

async function everythingElseEnds(change: Change, account: number, keep?: string): Promise<void> {
	await voidSecrets(change, account)
	await endSessions(change, account, keep)
}

async function tellOwner(change: Change, account: number): Promise<void> {
	await queueJob(change, {
		kind: 'letter',
		letter: { purpose: 'password-changed', account: String(account) },
	})
}
