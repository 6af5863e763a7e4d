import type { Locale } from '../../../src/domain/account.ts'
import type { SignIns } from '../../../src/ports/sign-ins.ts'
import { mailboxOf } from '../../../src/rules/email.ts'
import { askBudget, letterBudget } from '../../../src/rules/limits.ts'
import type { Budget } from '../budgets.ts'
import { hasLeft, spend } from '../budgets.ts'
import { once } from '../dedupe.ts'
import { parseId } from '../ids.ts'
import { queueJob } from '../jobs.ts'
import type { Change } from '../store.ts'

const day = 24 * 60 * 60_000

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

/** Queues the letter that proves a new address. */
export async function askAddress(change: Change, account: string, email: string): Promise<void> {
	if (parseId(account) === undefined || !(await mayWrite(change, email, `account ${account}`))) return
	await queueJob(change, { kind: 'letter', letter: { purpose: 'address', account, email } })
}

/**
 * Takes one letter from the budgets of who asks and of the mailbox: one at a time with a pause after it, and
 * so many in any 24 hours, of which each takes a place for that long, fewer of them for the same asker. Who
 * has had theirs does not begin a pause either, and so does not keep the owner from asking.
 */
async function mayWrite(change: Change, email: string, from: string | undefined): Promise<boolean> {
	const of = mailboxOf(email)
	const asks = { name: 'ask-from', of: from ?? '', ...askBudget }
	if (from !== undefined && !(await spend(change, [asks]))) return false
	const own = places('letter-asker', JSON.stringify([of, from]), letterBudget.anAsker)
	const ownPlace = from === undefined ? undefined : await free(change, own)
	if (from !== undefined && !ownPlace) return false
	if (!(await spend(change, [{ name: 'letter-pause', of, limit: 1, window: letterBudget.spacing }])))
		return false
	const place = await free(change, places('letter-day', of, letterBudget.aDay))
	if (!place) return false
	return spend(change, ownPlace ? [place, ownPlace] : [place])
}

function places(name: string, of: string, count: number): readonly Budget[] {
	return Array.from({ length: count }, (_, n) => ({ name: `${name}-${n + 1}`, of, limit: 1, window: day }))
}

async function free(change: Change, all: readonly Budget[]): Promise<Budget | undefined> {
	for (const place of all) if (await hasLeft(change, place)) return place
	return undefined
}
