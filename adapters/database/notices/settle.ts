import { sql } from 'kysely'
import type { Settled } from '../../../src/ports/notices.ts'
import { bursts } from '../../../src/rules/limits.ts'
import { parseId } from '../ids.ts'
import { isAmong } from '../listed.ts'
import { readJobTime } from '../job-time.ts'
import type { Change } from '../store.ts'
import { bit } from '../tables/bit.ts'
import type { DeliveriesTable } from '../tables/deliveries.ts'
import type { NoticesTable } from '../tables/notices.ts'
import type { Held, HeldRow } from './held.ts'
import { allHeld, held } from './held.ts'
import { byKey, oneOf, tableOf } from './keys.ts'

/** How a claim ends, and what became of its deliveries. */
export type End = { readonly notice: Held; readonly settled: readonly Settled[] }
type HeldEnd = { readonly row: HeldRow; readonly settled: readonly Settled[] }

/** Ends claims. What nobody was told yet is due again; what came up meanwhile, after the usual time. */
export async function settle(change: Change, ends: readonly End[]): Promise<void> {
	const rowOf = await allHeld(
		change,
		ends.map(({ notice }) => notice),
	)
	const taken = new Set<HeldRow>()
	const all = ends.flatMap(({ notice, settled }): HeldEnd[] => {
		const row = rowOf(notice)
		// A claim ends once.
		if (!row || taken.has(row)) return []
		taken.add(row)
		return [{ row, settled }]
	})
	if (all.length === 0) return
	await keep(change, all)
	const hasWaiting = await readWaiting(
		change,
		all.map(({ row }) => row),
	)
	const now = await readJobTime(change.trx, change.store)
	await passOn(change, all)
	const writes = all.map(({ row, settled }) => {
		const left = hasWaiting(row)
		const sent = hasSent(settled)
		const due = row.next_at === null ? now : Math.max(row.next_at, sent ? now + bursts.spacing : 0)
		const again = left || row.next_at !== null
		if (again) change.queuesJobs = true
		const set = {
			...ended,
			due_at: again ? due : null,
			settled_at: change.now,
			...(sent && { sent_at: now }),
			...((sent || !left || row.next_at !== null) && { tries: 0 }),
			...((sent || !left) && { why: null }),
		}
		return { row, set }
	})
	for (const [set, some] of alike(writes, ({ set }) => set)) {
		await write(
			change,
			some.map(({ row }) => row),
			set,
		)
	}
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
	await keep(change, [{ row, settled }])
	const now = await readJobTime(change.trx, change.store)
	const tries = triesAfter(row, until.failed)
	await write(change, [row], {
		...ended,
		due_at: now + until.at - change.now,
		tries,
		// How the last try failed outlives what merely has to wait.
		...((until.failed || tries === 0) && { why: until.why }),
		...(hasSent(settled) && { sent_at: now }),
	})
}

const ended = { claimed: bit(false), holder: null, next_at: null } as const

function hasSent(settled: readonly Settled[]): boolean {
	return settled.some(({ state }) => state === 'sent')
}

/** What was added during the claim has not failed yet. */
function triesAfter({ tries, next_at }: HeldRow, failed: boolean): number {
	if (next_at !== null) return 0
	return failed ? tries + 1 : tries
}

async function write(
	{ trx, store }: Change,
	rows: readonly HeldRow[],
	set: Partial<NoticesTable>,
): Promise<void> {
	await trx
		.updateTable('notices')
		.set(eb => ({ ...set, fence: eb('fence', '+', 1) }))
		.where(oneOf(store, rows, 'notices'))
		.execute()
}

/** Whoever was told nothing can be told something else at once. */
async function passOn(change: Change, all: readonly HeldEnd[]): Promise<void> {
	const untold = all.filter(
		({ settled }) => settled.length > 0 && settled.every(({ state }) => state === 'muted'),
	)
	if (untold.length === 0) return
	change.queuesJobs = true
	const { trx, store } = change
	await trx
		.deleteFrom('paces')
		.where('account_id', 'in', eb =>
			eb
				.selectFrom('paces')
				.select('account_id')
				.where(
					isAmong(
						store.engine.name,
						'account_id',
						untold.map(({ row }) => row.account_id),
					),
				)
				// In the order in which claims take them, so that two wait for each other and never in a circle.
				.$if(store.engine.name === 'postgres', query => query.orderBy('account_id').forUpdate()),
		)
		.execute()
}

async function keep({ trx, store, now }: Change, all: readonly HeldEnd[]): Promise<void> {
	const deliveries = all.flatMap(({ row, settled }) =>
		settled.map(({ id, state, channel, why }) => ({
			id: parseId(id) ?? 0,
			row,
			set: { state, channel: channel ?? null, why: why ?? null, tries: row.tries, settled_at: now },
		})),
	)
	for (const [set, some] of alike(deliveries, one => one.set)) {
		await trx
			.updateTable('deliveries')
			.set(set)
			.where(
				isAmong(
					store.engine.name,
					'id',
					some.map(({ id }) => id),
				),
			)
			.where(
				oneOf(
					store,
					some.map(({ row }) => row),
					'deliveries',
				),
			)
			.where('state', '=', 'waiting')
			.execute()
	}
}

async function readWaiting(
	{ trx, store }: Change,
	rows: readonly HeldRow[],
): Promise<(row: HeldRow) => boolean> {
	const waiting = await trx
		.selectFrom(tableOf(store, rows))
		.crossJoin('deliveries as d')
		.whereRef('d.account_id', '=', 'k.account_id')
		.whereRef('d.ticket_id', '=', 'k.ticket_id')
		.select(['d.account_id', 'd.ticket_id'])
		.where('d.state', '=', sql.lit<DeliveriesTable['state']>('waiting'))
		.execute()
	const found = byKey(waiting, () => true)
	return row => found(row).length > 0
}

/** What is written alike, so that one statement does it. */
function alike<T, Set extends object>(all: readonly T[], setOf: (one: T) => Set): readonly [Set, T[]][] {
	const groups = new Map<string, [Set, T[]]>()
	for (const one of all) {
		const set = setOf(one)
		const name = JSON.stringify(set)
		const group = groups.get(name) ?? [set, []]
		group[1].push(one)
		groups.set(name, group)
	}
	return [...groups.values()]
}
