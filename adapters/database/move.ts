import { sql, type Transaction } from 'kysely'
import { asLongAsItTakes } from './dialect/engine.ts'
import { migrate } from './migrate.ts'
import { isMovedTo, mark, refuseHalf, unmark } from './moving.ts'
import type { Database } from './open.ts'
import { shelfTables } from './search/shelved.ts'
import { allNumbers, indexWhole } from './search/write.ts'
import type { Store } from './store.ts'
import { transact } from './store.ts'
import type { Tables } from './tables/index.ts'

type Copied = Exclude<keyof Tables, 'search' | 'instances'>

/** By what the rows of each table are known, and the order in which they can be written: owners first. */
const keys: { readonly [T in Copied]: readonly (keyof Tables[T] & string)[] } = {
	organizations: ['id'],
	accounts: ['id'],
	preferences: ['account_id'],
	organization_domains: ['domain'],
	passwords: ['account_id'],
	links: ['platform', 'space', 'user_id'],
	places: ['platform', 'space', 'user_id'],
	tokens: ['id'],
	letter_tokens: ['hash'],
	portal_codes: ['account_id'],
	sessions: ['hash'],
	budgets: ['key'],
	tickets: ['id'],
	ccs: ['ticket_id', 'account_id'],
	comments: ['ticket_id', 'sequence'],
	comment_sources: ['source'],
	attachments: ['id'],
	counters: ['kind', 'owner', 'shown'],
	mutes: ['account_id', 'ticket_id'],
	words: ['word'],
	drafts: ['id'],
	dedupe: ['key'],
	jobs: ['id'],
	events: ['id'],
	rights_events: ['id'],
	deliveries: ['id'],
	notices: ['account_id', 'ticket_id'],
	notice_messages: ['account_id', 'ticket_id', 'platform', 'space', 'user_id'],
	paces: ['account_id'],
	saved_answers: ['id'],
	api_tokens: ['id'],
	installations: ['platform', 'space'],
	webhooks: ['id'],
	webhook_messages: ['id'],
	api_keys: ['id'],
	seen: ['account_id', 'ticket_id'],
	triage_rooms: ['platform', 'space', 'channel'],
	triage_cards: ['platform', 'space', 'channel', 'ticket_id'],
}

const tables = Object.keys(keys) as readonly Copied[]
/** What points into its own table, perhaps at a row that comes later. */
const selfReferences: { readonly [T in Copied]?: readonly (keyof Tables[T] & string)[] } = {
	tickets: ['follow_up_of', 'merged_into'],
}
/** PostgreSQL takes 65,535 values in a statement. */
const mostRows = 1_000
const ticketsAtOnce = 100

export type Moved = { readonly table: string; readonly there: number; readonly arrived: number }

/** The database that is moved to is in use. */
export class NotEmpty extends Error {}

/**
 * Carries everything over to another database, of either engine; both are brought up to date first. What a move
 * that was cut short left there is removed, and it begins anew. Nobody may write to either meanwhile.
 * @param progress hears how many rows and requests are done, of how many
 * @param rowsAtOnce at most 1,000
 * @returns each table with its rows here and there
 * @throws {@link NotEmpty} where there are accounts or organizations that no move has left; `DatabaseInUse` when
 * what is moved is half of another move itself
 */
export async function moveDatabase(
	{ store: from }: Pick<Database, 'store'>,
	{ store: to }: Pick<Database, 'store'>,
	progress: (done: number, total: number) => void,
	rowsAtOnce = mostRows,
): Promise<readonly Moved[]> {
	await refuseHalf(from)
	await migrate(from)
	await migrate(to)
	await begin(to)
	await empty(to)
	const counts = await countsOf(from)
	const total = [...counts.values()].reduce((sum, count) => sum + count, counts.get('tickets') ?? 0)
	let done = 0
	const report = (more: number) => {
		done += more
		progress(Math.min(done, total), total)
	}
	for (const table of tables) await copy(from, to, { table, atOnce: atOnce(table, rowsAtOnce), report })
	await giveOutAfter(to)
	await index(to, report)
	// SQLite takes what statistics it needs when it is closed; all of them would make it slower.
	if (to.engine.name === 'postgres') await unhurried(to, trx => sql`analyze`.execute(trx))
	const arrived = await countsOf(to)
	await unmark(to)
	return tables.map(table => ({
		table,
		there: counts.get(table) ?? 0,
		arrived: arrived.get(table) ?? 0,
	}))
}

/** @throws {@link NotEmpty} */
async function begin(to: Store): Promise<void> {
	await transact(to, async ({ trx }) => {
		if (await isMovedTo(trx)) return
		for (const table of ['accounts', 'organizations'] as const) {
			const row = await trx.selectFrom(table).select('id').limit(1).executeTakeFirst()
			if (row) throw new NotEmpty('the database that is moved to is in use')
		}
		await mark(trx)
	})
}

async function empty(to: Store): Promise<void> {
	if (to.engine.name === 'postgres') {
		const all = sql.join([...tables, 'search'].map(table => sql.table(table)))
		await unhurried(to, trx => sql`truncate ${all}`.execute(trx))
		return
	}
	// Each row of a table that refers to itself would be looked for in all of it. No transaction can set this.
	await sql`pragma foreign_keys = off`.execute(to.kysely)
	try {
		for (const table of shelfTables) {
			await sql`insert into ${sql.table(table)} (${sql.ref(table)}) values ('delete-all')`.execute(to.kysely)
		}
		for (const table of tables.toReversed()) await sql`delete from ${sql.table(table)}`.execute(to.kysely)
	} finally {
		await sql`pragma foreign_keys = on`.execute(to.kysely)
	}
}

/** For what takes longer on a large PostgreSQL than any statement of the service may. */
async function unhurried<R>(store: Store, work: (trx: Transaction<Tables>) => Promise<R>): Promise<R> {
	return transact(store, async ({ trx }) => {
		if (store.engine.name === 'postgres') await sql.raw(asLongAsItTakes).execute(trx)
		return work(trx)
	})
}

async function countsOf(store: Store): Promise<ReadonlyMap<Copied, number>> {
	return unhurried(store, async trx => {
		const counts = new Map<Copied, number>()
		for (const table of tables) {
			const { rows } = await sql<{
				count: number
			}>`select count(*) as count from ${sql.table(table)}`.execute(trx)
			counts.set(table, rows[0]?.count ?? 0)
		}
		return counts
	})
}

type Copying = {
	readonly table: Copied
	readonly atOnce: number
	readonly report: (more: number) => void
}

async function copy(from: Store, to: Store, { table, atOnce, report }: Copying): Promise<void> {
	const later: readonly string[] = selfReferences[table] ?? []
	for await (const rows of rowsOf(from, table, atOnce)) {
		const columns = Object.keys(rows[0] ?? {})
		const values = rows.map(
			row => sql`(${sql.join(columns.map(column => (later.includes(column) ? null : row[column])))})`,
		)
		await transact(to, ({ trx }) =>
			sql`
				insert into ${sql.table(table)} (${sql.join(columns.map(column => sql.ref(column)))})
				values ${sql.join(values)}
			`.execute(trx),
		)
		report(rows.length)
	}
	if (later.length === 0) return
	for await (const rows of rowsOf(from, table, atOnce)) {
		const pointing = rows.filter(row => later.some(column => row[column] !== null))
		await transact(to, async ({ trx }) => {
			for (const row of pointing) {
				await sql`
					update ${sql.table(table)}
					set ${sql.join(later.map(column => sql`${sql.ref(column)} = ${row[column]}`))}
					where id = ${row['id']}
				`.execute(trx)
			}
		})
	}
}

/** Every row of a table in the order of its key, so many at once. */
async function* rowsOf(
	{ kysely }: Store,
	table: Copied,
	atOnce: number,
): AsyncIterable<readonly Record<string, unknown>[]> {
	const key = sql.join(keys[table].map(column => sql.ref(column)))
	let after: readonly unknown[] | undefined
	for (;;) {
		const beyond = after === undefined ? sql`` : sql`where (${key}) > (${sql.join(after)})`
		const { rows } = await sql<Record<string, unknown>>`
			select * from ${sql.table(table)} ${beyond} order by ${key} limit ${sql.lit(atOnce)}
		`.execute(kysely)
		const last = rows.at(-1)
		if (!last) return
		yield rows
		after = keys[table].map(column => last[column])
	}
}

/** Comments may be long; everything else is small. */
function atOnce(table: Copied, most: number): number {
	return table === 'comments' ? Math.min(most, 200) : most
}

/** Lets PostgreSQL number on after what was written as it is; SQLite sees it by itself. */
async function giveOutAfter({ kysely, engine }: Store): Promise<void> {
	if (engine.name === 'sqlite') return
	for (const table of tables) {
		if (keys[table].join() !== 'id') continue
		await sql`
			select setval(sequence, last::bigint)
			from pg_get_serial_sequence(${table}, 'id') as sequence,
				(select max(id)::text as last from ${sql.table(table)}) as given
			where sequence is not null and last is not null
		`.execute(kysely)
	}
}

/** The two engines keep the words of requests in tables of their own kind, so they are written anew. */
async function index(to: Store, report: (more: number) => void): Promise<void> {
	for await (const tickets of allNumbers(to.kysely, ticketsAtOnce)) {
		await transact(to, change => indexWhole(change, ...tickets))
		report(tickets.length)
	}
}
