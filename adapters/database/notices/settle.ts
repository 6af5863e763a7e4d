import { sql } from 'kysely'
import type { Settled } from '../../../src/ports/notices.ts'
import { bursts } from '../../../src/rules/limits.ts'
import { parseId } from '../ids.ts'
import { readJobTime } from '../jobs.ts'
import type { Change } from '../store.ts'
import { bit } from '../tables/bit.ts'
import type { DeliveriesTable } from '../tables/deliveries.ts'
import type { NoticesTable } from '../tables/notices.ts'
import type { Held, HeldRow } from './held.ts'
import { held } from './held.ts'

/** Ends a claim. What nobody was told yet is due again; what came up meanwhile, after the usual time. */
export async function settle(change: Change, notice: Held, settled: readonly Settled[]): Promise<void> {
	const row = await held(change, notice)
	if (!row) return
	await keep(change, row, settled)
	const left = await hasWaiting(change, row)
	const now = await readJobTime(change.trx, change.store)
	const sent = hasSent(settled)
	const due = row.next_at === null ? now : Math.max(row.next_at, sent ? now + bursts.spacing : 0)
	const again = left || row.next_at !== null
	if (again) change.queuesJobs = true
	if (settled.length > 0 && settled.every(({ state }) => state === 'muted')) await passOn(change, row)
	await write(change, row, {
		due_at: again ? due : null,
		claimed: bit(false),
		holder: null,
		next_at: null,
		fence: row.fence + 1,
		settled_at: change.now,
		...(sent && { sent_at: now }),
		...((sent || !left || row.next_at !== null) && { tries: 0 }),
		...((sent || !left) && { why: null }),
	})
}

/** Ends a claim until `at`, by our own clock, also where nothing but what is shown is left to be done. */
export async function later(
	change: Change,
	notice: Held,
	until: { readonly at: number; readonly why: string; readonly failed: boolean },
	settled: readonly Settled[],
): Promise<void> {
	const row = await held(change, notice)
	if (!row) return
	await keep(change, row, settled)
	const now = await readJobTime(change.trx, change.store)
	await write(change, row, {
		due_at: now + until.at - change.now,
		claimed: bit(false),
		holder: null,
		next_at: null,
		fence: row.fence + 1,
		tries: triesAfter(row, until.failed),
		why: until.why,
		...(hasSent(settled) && { sent_at: now }),
	})
}

function hasSent(settled: readonly Settled[]): boolean {
	return settled.some(({ state }) => state === 'sent')
}

/** What was added during the claim has not failed yet. */
function triesAfter({ tries, next_at }: HeldRow, failed: boolean): number {
	if (next_at !== null) return 0
	return failed ? tries + 1 : tries
}

async function write(change: Change, row: HeldRow, set: Partial<NoticesTable>): Promise<void> {
	await change.trx
		.updateTable('notices')
		.set(set)
		.where('account_id', '=', row.account_id)
		.where('ticket_id', '=', row.ticket_id)
		.where('fence', '=', row.fence)
		.execute()
}

/** Whoever was told nothing can be told something else at once. */
async function passOn({ trx }: Change, { account_id }: HeldRow): Promise<void> {
	await trx.deleteFrom('paces').where('account_id', '=', account_id).execute()
}

async function keep({ trx, now }: Change, row: HeldRow, settled: readonly Settled[]): Promise<void> {
	for (const { id, state, channel, why } of settled) {
		await trx
			.updateTable('deliveries')
			.set({
				state,
				channel: channel ?? null,
				why: why ?? null,
				tries: row.tries,
				settled_at: now,
			})
			.where('id', '=', parseId(id) ?? 0)
			.where('account_id', '=', row.account_id)
			.where('ticket_id', '=', row.ticket_id)
			.where('state', '=', 'waiting')
			.execute()
	}
}

async function hasWaiting({ trx }: Change, row: HeldRow): Promise<boolean> {
	const found = await trx
		.selectFrom('deliveries')
		.select('id')
		.where('account_id', '=', row.account_id)
		.where('ticket_id', '=', row.ticket_id)
		.where('state', '=', sql.lit<DeliveriesTable['state']>('waiting'))
		.limit(1)
		.executeTakeFirst()
	return found !== undefined
}
