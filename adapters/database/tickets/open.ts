import type { Account } from '../../../src/domain/account.ts'
import type { NewTicket, Opened, Refused } from '../../../src/ports/tickets.ts'
import { record } from '../events.ts'
import { accountByEmail, accountById } from '../people.ts'
import type { Change, Store } from '../store.ts'
import { addUnproved } from '../unproved.ts'
import type { Outcome } from './act.ts'
import { acting } from './act.ts'
import { createTicket } from './create.ts'
import { writeComment } from './write.ts'

/** Opens a ticket for who acts, or, by an agent, on behalf of somebody. */
export function openTicket(store: Store, act: NewTicket): Promise<Opened | Refused> {
	return acting(store, 'open', act, async (change, by): Promise<Outcome<object>> => {
		const requester = await requesterOf(change, act, by)
		if ('refused' in requester) return requester
		const number = await createTicket(change, {
			subject: act.subject,
			status: 'new',
			priority: 'normal',
			requester: Number(requester.id),
			organization: requester.organization ? Number(requester.organization.id) : null,
			ccs: [],
			followUpOf: null,
			spoke: 'customer',
		})
		await writeComment(change, {
			ticket: number,
			sequence: 1,
			author: Number(by.id),
			public: true,
			text: act.text,
			files: act.files,
		})
		await record(change, act, number, 'opened')
		return { number }
	})
}

async function requesterOf(change: Change, act: NewTicket, by: Account): Promise<Account | Refused> {
	const email = act.requester
	if (email === undefined || email === by.email) return by
	if (by.role === 'user') return { refused: 'forbidden' }
	const known =
		(await accountByEmail(change.trx, email)) ??
		(await accountById(change.trx, await addUnproved(change, email, act)))
	if (!known) return { refused: 'absent' }
	return known.disabled ? { refused: 'disabled' } : known
}
