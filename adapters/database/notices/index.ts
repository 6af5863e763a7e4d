import type { Notices } from '../../../src/ports/notices.ts'
import { parseId } from '../ids.ts'
import { mayWrite } from '../letter-budget.ts'
import type { Store } from '../store.ts'
import { transact } from '../store.ts'
import { announce } from './announce.ts'
import { claim } from './claim.ts'
import { nextDue } from './due.ts'
import { log } from './log.ts'
import { show, ticketAt, unshow } from './messages.ts'
import { retry } from './retry.ts'
import { later, settle } from './settle.ts'

/** Who is to be told what, in the same database as what happened. */
export function databaseNotices(store: Store): Notices {
	return {
		async announce(ticket) {
			const id = parseId(ticket)
			if (id !== undefined) await transact(store, change => announce(change, id))
		},
		claim: options => claim(store, options),
		show: (notice, standing) => transact(store, change => show(change, notice, standing)),
		unshow: (notice, identity) => transact(store, change => unshow(change, notice, identity)),
		settle: (notice, settled) => transact(store, change => settle(change, notice, settled)),
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
