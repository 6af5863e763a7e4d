import type { Priority, Status } from '../../../src/domain/ticket.ts'
import type { Side } from '../../../src/rules/status.ts'
import { countMove } from '../counters.ts'
import type { Change } from '../store.ts'
import { shownOf } from '../tables/shown.ts'
import { dueColumns } from './targets.ts'
import { timesAfter } from './waiting.ts'

/** A ticket to be written, without its first comment. */
export type Draughted = {
	readonly subject: string
	readonly status: Status
	readonly priority: Priority
	readonly requester: number
	readonly organization: number | null
	readonly ccs: readonly number[]
	readonly followUpOf: number | null
	/** Whose word the first comment is; of whoever asks, where an agent writes it down for them. */
	readonly spoke: Side
}

/** @returns the new ticket's number; its first comment is yet to be written */
export async function createTicket(change: Change, draught: Draughted): Promise<number> {
	const { trx, now } = change
	const shown = shownOf(draught.status)
	const { id } = await trx
		.insertInto('tickets')
		.values({
			subject: draught.subject,
			status: draught.status,
			shown,
			priority: draught.priority,
			requester_id: draught.requester,
			organization_id: draught.organization,
			assignee_id: null,
			follow_up_of: draught.followUpOf,
			created_at: now,
			activity_at: now,
			last_sequence: 1,
			reminded_at: null,
			...dueColumns(change, now, draught.priority),
			...timesAfter({ status: 'new', targets: {} }, draught.status, draught.spoke, now),
		})
		.returning('id')
		.executeTakeFirstOrThrow()
	if (draught.ccs.length > 0) {
		await trx
			.insertInto('ccs')
			.values(
				draught.ccs.map(account => ({
					ticket_id: id,
					account_id: account,
					added_at: now,
					shown,
					activity_at: now,
				})),
			)
			.execute()
	}
	await countMove(
		change,
		{ id, requester_id: draught.requester, organization_id: draught.organization, ccs: draught.ccs },
		undefined,
		shown,
	)
	return id
}
