import type { Notices } from '../../../src/ports/notices.ts'
import { parseId } from '../ids.ts'
import type { Store } from '../store.ts'
import { transact } from '../store.ts'
import { announce } from './announce.ts'
import { claim } from './claim.ts'
import { nextDue } from './due.ts'
import { log, retry } from './log.ts'
import { later, settle, show } from './settle.ts'

/** Who is to be told what, in the same database as what happened. */
export function databaseNotices(store: Store): Notices {
	return {
		async announce(ticket) {
			const id = parseId(ticket)
			if (id !== undefined) await transact(store, change => announce(change, id))
		},
		claim: options => claim(store, options),
		show: (notice, shown) => transact(store, change => show(change, notice, shown)),
		settle: (notice, settled) => transact(store, change => settle(change, notice, settled)),
		later: (notice, at, because) => transact(store, change => later(change, notice, { at, ...because })),
		nextDue: () => nextDue(store),
		async ticketAt(identity, reference) {
			const row = await store.kysely
				.selectFrom('notices')
				.select('ticket_id')
				.where('platform', '=', identity.platform)
				.where('space', '=', identity.space)
				.where('user_id', '=', identity.user)
				.where('reference', '=', reference)
				.where('reference', 'is not', null)
				.executeTakeFirst()
			return row?.ticket_id
		},
		log: query => log(store, query),
		retry: id => transact(store, change => retry(change, id)),
	}
}
