import type { Notices } from '../../../src/ports/notices.ts'
import { parseId } from '../ids.ts'
import { gathered, together } from '../gathered.ts'
import { mayWrite } from '../letter-budget.ts'
import type { Store } from '../store.ts'
import { transact } from '../store.ts'
import { announce } from './announce.ts'
import { claim } from './claim.ts'
import { nextDue } from './due.ts'
import { log } from './log.ts'
import { show, type Shown, ticketAt, unshow } from './messages.ts'
import { type Asked, readRecipients, readSituations } from './read.ts'
import { retry } from './retry.ts'
import { type End, later, settle } from './settle.ts'

/** Who is to be told what, in the same database as what happened. */
export function databaseNotices(store: Store): Notices {
	const settleOne = gathered(async (ends: readonly End[]) => {
		await transact(store, change => settle(change, ends))
		return ends
	})
	const showOne = gathered((all: readonly Shown[]) => transact(store, change => show(change, all)))
	const recipientOf = together((ids: readonly number[]) => readRecipients(store, ids))
	const situationOf = together((all: readonly Asked[]) => readSituations(store, all))
	return {
		async announce(ticket) {
			const id = parseId(ticket)
			if (id !== undefined) await transact(store, change => announce(change, id))
		},
		claim: options => claim(store, options),
		recipient: id => recipientOf(parseId(id) ?? 0),
		situation: (viewer, number, comments) => situationOf({ viewer, number, comments }),
		show: (notice, standing) => showOne({ notice, standing }),
		unshow: (notice, identity) => transact(store, change => unshow(change, notice, identity)),
		async settle(notice, settled) {
			await settleOne({ notice, settled })
		},
		later: (notice, at, because, settled = []) =>
			transact(store, change => later(change, notice, { at, ...because }, settled)),
		nextDue: () => nextDue(store),
		ticketAt: (identity, reference) => ticketAt(store, identity, reference),
		log: query => log(store, query),
		retry: (id, ticket) => transact(store, change => retry(change, id, ticket)),
		mayWriteTo: (email, by) =>
			transact(store, change => mayWrite(change, email, by === undefined ? undefined : `account ${by}`)),
	}
}
