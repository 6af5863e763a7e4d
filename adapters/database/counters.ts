import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Scope, ShownStatus, StatusCounts } from '../../src/domain/ticket.ts'
import { scopes, shownStatuses } from '../../src/domain/ticket.ts'
import { prepared } from './prepared.ts'
import type { Change, Store } from './store.ts'
import type { CountersTable } from './tables/counters.ts'
import type { Shown } from './tables/shown.ts'
import { shownNumber } from './tables/shown.ts'

/** Into how many rows the count of all tickets is split. */
const shards = 16

/** The counters to which a ticket belongs. */
export type Counted = {
	readonly id: number
	readonly requester_id: number
	readonly organization_id: number | null
	readonly ccs: readonly number[]
}

export function shardOf(ticket: number): number {
	return ticket % shards
}

/** Moves a ticket from one shown status to another; `from` is absent for one that has just been opened. */
export async function countMove(
	change: Change,
	ticket: Counted,
	from: Shown | undefined,
	to: Shown,
): Promise<void> {
	if (from === to) return
	const rows: CountersTable[] = []
	for (const owner of ownersOf(ticket)) {
		if (from !== undefined) rows.push({ ...owner, shown: from, tickets: -1 })
		rows.push({ ...owner, shown: to, tickets: 1 })
	}
	await addUp(change, rows)
}

/** Someone is copied on a ticket, or no longer. */
export async function countCc(change: Change, account: number, shown: Shown, by: 1 | -1): Promise<void> {
	await addUp(change, [{ kind: 'ccd', owner: account, shown, tickets: by }])
}

function ownersOf(ticket: Counted): readonly Pick<CountersTable, 'kind' | 'owner'>[] {
	return [
		{ kind: 'all', owner: shardOf(ticket.id) },
		{ kind: 'requested', owner: ticket.requester_id },
		...(ticket.organization_id === null
			? []
			: [{ kind: 'organization' as const, owner: ticket.organization_id }]),
		...ticket.ccs.map(owner => ({ kind: 'ccd' as const, owner })),
	]
}

async function addUp(change: Change, rows: CountersTable[]): Promise<void> {
	// Always in the same order, so that two transactions wait for each other and never in a circle.
	rows.sort((a, b) => a.kind.localeCompare(b.kind) || a.owner - b.owner || a.shown - b.shown)
	await change.trx
		.insertInto('counters')
		.values(rows)
		.onConflict(conflict =>
			conflict.columns(['kind', 'owner', 'shown']).doUpdateSet(eb => ({
				tickets: eb('counters.tickets', '+', eb.ref('excluded.tickets')),
			})),
		)
		.execute()
}

/** How many tickets an account or an organization has at each shown status. */
export async function readCounts(
	store: Store,
	kind: CountersTable['kind'],
	owner: number,
): Promise<StatusCounts> {
	return toCounts(await counters(store, { kind, owner }))
}

const counters = prepared((db, { kind, owner }: Pick<CountersTable, 'kind' | 'owner'>) =>
	db
		.selectFrom('counters')
		.select(['shown', 'tickets'])
		.where('kind', '=', kind)
		.where('owner', '=', owner)
		.compile(),
)

/**
 * The same for several lists by one statement.
 * @param owners whose each of them is; where that is not said there is nothing in it
 */
export async function readCountsOfLists(
	store: Store,
	owners: Readonly<Partial<Record<Scope, number>>>,
): Promise<Readonly<Record<Scope, StatusCounts>>> {
	// Nobody has this number.
	const nobody = 0
	const { requested = nobody, ccd = nobody, organization = nobody } = owners
	const rows = await countersOfLists(store, { requested, ccd, organization })
	const of = (scope: Scope) => toCounts(rows.filter(({ kind }) => kind === scope))
	return { requested: of('requested'), ccd: of('ccd'), organization: of('organization') }
}

const countersOfLists = prepared((db, owners: Readonly<Record<Scope, number>>) =>
	db
		.selectFrom('counters')
		.select(['kind', 'shown', 'tickets'])
		.where(eb =>
			eb.or(scopes.map(scope => eb.and([eb('kind', '=', scope), eb('owner', '=', owners[scope])]))),
		)
		.compile(),
)

/** The same as columns of a statement that reads something else of theirs; see {@link countsIn}. */
export function countColumns(kind: CountersTable['kind'], owner: number): RawBuilder<unknown> {
	const columns = shownStatuses.map(status => {
		const shown = sql.lit(shownNumber(status))
		return sql`(select tickets from counters
			where kind = ${sql.lit(kind)} and owner = ${owner} and shown = ${shown}) as ${sql.ref(`${status}_count`)}`
	})
	return sql.join(columns)
}

export type CountColumns = { readonly [S in ShownStatus as `${S}_count`]: number | null }

export function countsIn(row: CountColumns): StatusCounts {
	return { open: row.open_count ?? 0, awaiting: row.awaiting_count ?? 0, solved: row.solved_count ?? 0 }
}

export function toCounts(rows: readonly { readonly shown: Shown; readonly tickets: number }[]): StatusCounts {
	const at = (shown: Shown) => rows.find(row => row.shown === shown)?.tickets ?? 0
	return {
		open: at(shownNumber('open')),
		awaiting: at(shownNumber('awaiting')),
		solved: at(shownNumber('solved')),
	}
}
