import { mailboxOf } from '../../src/rules/email.ts'
import { askBudget, letterBudget } from '../../src/rules/limits.ts'
import type { Budget } from './budgets.ts'
import { hasLeft, spend } from './budgets.ts'
import type { Change } from './store.ts'

const day = 24 * 60 * 60_000

/**
 * Takes one letter from the budgets of who asks and of the mailbox: one at a time with a pause after it, and
 * so many in any 24 hours, of which each takes a place for that long, fewer of them for the same asker. Who
 * has had theirs does not begin a pause either, and so does not keep the owner from asking.
 */
export async function mayWrite(change: Change, email: string, from: string | undefined): Promise<boolean> {
	const of = mailboxOf(email)
	if (await hadEnough(change, of)) return false
	const asks = { name: 'ask-from', of: from ?? '', ...askBudget }
	if (from !== undefined && !(await spend(change, [asks]))) return false
	const own = places('letter-asker', JSON.stringify([of, from]), letterBudget.anAsker)
	const ownPlace = from === undefined ? undefined : await free(change, own)
	if (from !== undefined && !ownPlace) return false
	if (!(await spend(change, [pauseOf(of)]))) return false
	const place = await free(change, dayOf(of))
	if (!place) return false
	return spend(change, ownPlace ? [place, ownPlace] : [place])
}

/**
 * Whether a mailbox gets nothing now, whoever asks. Only looks: where many ask for one mailbox that is nearly
 * always so, and all else waits while something is written.
 */
async function hadEnough(change: Change, of: string): Promise<boolean> {
	return !(await hasLeft(change, pauseOf(of))) || !(await free(change, dayOf(of)))
}

function pauseOf(of: string): Budget {
	return { name: 'letter-pause', of, limit: 1, window: letterBudget.spacing }
}

function dayOf(of: string): readonly Budget[] {
	return places('letter-day', of, letterBudget.aDay)
}

function places(name: string, of: string, count: number): readonly Budget[] {
	return Array.from({ length: count }, (_, n) => ({ name: `${name}-${n + 1}`, of, limit: 1, window: day }))
}

async function free(change: Change, all: readonly Budget[]): Promise<Budget | undefined> {
	for (const place of all) if (await hasLeft(change, place)) return place
	return undefined
}
