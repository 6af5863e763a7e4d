import { sql } from 'kysely'
import type { Database } from './open.ts'
import { rowidOf } from './search/part.ts'
import { indexWhole } from './search/write.ts'
import type { Store } from './store.ts'
import { transact } from './store.ts'
import type { Tables } from './tables/index.ts'

type Copied = Exclude<keyof Tables, 'search'>

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
	seen: ['account_id', 'ticket_id'],
	triage_rooms: ['platform', 'space', 'channel'],
	triage_cards: ['platform', 'space', 'channel', 'ticket_id'],
}

const tables = Object.keys(keys) as readonly Copied[]
/** PostgreSQL takes 65,535 values in a statement. */
const mostValues = 30_000
const ticketsAtOnce = 100

export type Moved = { readonly table: string; readonly there: number; readonly arrived: number }

/** The database that is moved to holds something else. */
export class NotEmpty extends Error {}

/**
 * Carries everything over to another database, of either engine; both are up to date. What was carried over
 * before stays, so that one that was cut short is gone on with. Nobody may write to either meanwhile.
 * @param progress hears how many rows and requests are done, of how many
 * @returns each table with its rows here and there
 * @throws {@link NotEmpty}
 */
export async function moveDatabase(
	{ store: from }: Pick<Database, 'store'>,
	{ store: to }: Pick<Database, 'store'>,
	progress: (done: number, total: number) => void,
): Promise<readonly Moved[]> {
	await refuseAnother(from, to)
	const counts = new Map<Copied, number>()
	for (const table of tables) counts.set(table, await countOf(from, table))
	const total = [...counts.values()].reduce((sum, count) => sum + count, counts.get('tickets') ?? 0)
	let done = 0
	const report = (more: number) => {
		done += more
		progress(Math.min(done, total), total)
	}
	for (const table of tables) {
		const there = await countOf(to, table)
		if (there === counts.get(table)) report(there)
		else await copy(from, to, table, report)
	}
	await giveOutAfter(to)
	await index(to, report)
	await sql`analyze`.execute(to.kysely)
	return Promise.all(
		tables.map(async table => ({ table, there: counts.get(table) ?? 0, arrived: await countOf(to, table) })),
	)
}

/** Half of this database, or nothing, may be there already. */
async function refuseAnother(from: Store, to: Store): Promise<void> {
	const first = await to.kysely
		.selectFrom('accounts')
		.select(['id', 'email'])
		.orderBy('id')
		.limit(1)
		.execute()
	const last = await to.kysely
		.selectFrom('accounts')
		.select(['id', 'email'])
		.orderBy('id', 'desc')
		.limit(1)
		.execute()
	for (const { id, email } of [...first, ...last]) {
		const own = await from.kysely
			.selectFrom('accounts')
			.select('email')
			.where('id', '=', id)
			.executeTakeFirst()
		if (own?.email !== email) throw new NotEmpty('the database that is moved to holds other accounts')
	}
}

async function countOf({ kysely }: Store, table: Copied): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
		kysely,
	)
	return rows[0]?.count ?? 0
}

async function copy(from: Store, to: Store, table: Copied, report: (more: number) => void): Promise<void> {
	const key = sql.join(keys[table].map(column => sql.ref(column)))
	let after: readonly unknown[] | undefined
	for (;;) {
		const beyond = after === undefined ? sql`` : sql`where (${key}) > (${sql.join(after)})`
		const { rows } = await sql<Record<string, unknown>>`
			select * from ${sql.table(table)} ${beyond} order by ${key} limit ${sql.lit(atOnce(table))}
		`.execute(from.kysely)
		const last = rows.at(-1)
		if (!last) return
		const columns = Object.keys(last)
		const values = rows.map(row => sql`(${sql.join(columns.map(column => row[column]))})`)
		await transact(to, ({ trx }) =>
			sql`
				insert into ${sql.table(table)} (${sql.join(columns.map(column => sql.ref(column)))})
				values ${sql.join(values)} on conflict do nothing
			`.execute(trx),
		)
		report(rows.length)
		after = keys[table].map(column => last[column])
	}
}

/** Comments may be long; everything else is small. */
function atOnce(table: Copied): number {
	return table === 'comments' ? 200 : Math.floor(mostValues / 30)
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
	const key = to.engine.name === 'sqlite' ? sql`rowid / ${sql.lit(rowidOf(1, 0))}` : sql`ticket_id`
	const { rows } = await sql<{ last: number | null }>`select max(${key}) as last from search`.execute(
		to.kysely,
	)
	// The last one may have been cut short.
	let after = (rows[0]?.last ?? 0) - 1
	report(await before(to, after))
	for (;;) {
		const tickets = await to.kysely
			.selectFrom('tickets')
			.select('id')
			.where('id', '>', after)
			.orderBy('id')
			.limit(ticketsAtOnce)
			.execute()
		const last = tickets.at(-1)
		if (!last) return
		await transact(to, async change => {
			for (const { id } of tickets) await indexWhole(change, id)
		})
		report(tickets.length)
		after = last.id
	}
}

async function before({ kysely }: Store, last: number): Promise<number> {
	const row = await kysely
		.selectFrom('tickets')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('id', '<=', last)
		.executeTakeFirstOrThrow()
	return row.count
}
