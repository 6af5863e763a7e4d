import type { Locale } from '../../../src/domain/account.ts'
import type { SignIns } from '../../../src/ports/sign-ins.ts'
import { once } from '../dedupe.ts'
import { parseId } from '../ids.ts'
import { queueJob } from '../jobs.ts'
import { mayWrite } from '../letter-budget.ts'
import { accountById } from '../people.ts'
import { byTheCommandLine, recordRight } from '../rights.ts'
import type { Change } from '../store.ts'

/** Queues the letter for an address, unless its mailbox had enough. No account is read here. */
export async function ask(change: Change, request: Parameters<SignIns['ask']>[0]): Promise<void> {
	const { email, from, once: key } = request
	await once(
		change,
		{ name: `ask-${request.purpose}`, actor: from ?? email, once: key },
		async () => {
			if (!(await mayWrite(change, email, from))) return 'too many' as const
			await queueJob(change, { kind: 'letter', letter: letterOf(request) })
			return 'queued' as const
		},
		asked => asked === 'too many',
	)
}

function letterOf(request: Parameters<SignIns['ask']>[0]) {
	const { email } = request
	const locale: Locale = request.locale
	if (request.purpose === 'reset') return { purpose: 'reset', email, locale } as const
	const { firstName, lastName } = request
	return { purpose: 'sign-up', email, firstName, lastName, locale } as const
}

/** Queues the letter with which an account sets its first password. */
export async function invite(change: Change, account: string, doer = byTheCommandLine): Promise<void> {
	const id = parseId(account)
	if (id !== undefined && (await accountById(change.trx, id))) {
		await recordRight(change, doer, { what: 'invited', account: id })
	}
	await queueJob(change, { kind: 'letter', letter: { purpose: 'invite', account } })
}

/** Queues the letter that proves a new address. */
export async function askAddress(change: Change, account: string, email: string): Promise<void> {
	if (parseId(account) === undefined || !(await mayWrite(change, email, `account ${account}`))) return
	await queueJob(change, { kind: 'letter', letter: { purpose: 'address', account, email } })
}
