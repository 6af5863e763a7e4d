import type { Account } from '../../../src/domain/account.ts'
import type { SignIns } from '../../../src/ports/sign-ins.ts'
import { parseId } from '../ids.ts'
import { queueJob } from '../jobs.ts'
import { accountByEmail, accountById } from '../people.ts'
import { recordRight } from '../rights.ts'
import type { Change } from '../store.ts'
import { prove } from './prove.ts'
import { serialize } from './serialize.ts'
import { useToken, voidSecrets } from './tokens.ts'

/** Gives an account the address whose mail its owner has shown to read. */
export async function proveAddress(
	change: Change,
	proof: Parameters<SignIns['proveAddress']>[0],
): Promise<Account | undefined> {
	const { trx } = change
	const id = parseId(proof.account)
	const token = id === undefined ? undefined : await useToken(change, proof.token, ['address'], id)
	if (id === undefined || !token) return undefined
	await serialize(change, 'address', token.email)
	const before = await accountById(trx, id)
	if (!before || before.disabled || (await accountByEmail(trx, token.email))) return undefined
	// What was sent to the old address is void before it becomes another's.
	await voidSecrets(change, id)
	await trx.updateTable('accounts').set({ email: token.email }).where('id', '=', id).execute()
	const doer = { by: proof.account, via: 'web' }
	const values = { from: before.email, to: token.email }
	await recordRight(change, doer, { what: 'address', account: id, ...values })
	await prove(change, id, doer)
	const letter = { purpose: 'address-changed', account: proof.account, email: before.email } as const
	await queueJob(change, { kind: 'letter', letter })
	return accountById(trx, id)
}
