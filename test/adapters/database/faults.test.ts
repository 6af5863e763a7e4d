import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Database } from '../../../adapters/database/open.ts'
import { openDatabase } from '../../../adapters/database/open.ts'
import { type Change, transact } from '../../../adapters/database/store.ts'
import { Unavailable } from '../../../src/ports/outside.ts'
import { addCast, allowed } from '../../contracts/cast.ts'
import { openDatabaseLine } from './line.ts'
import { testSecrets } from './secrets.ts'
import { newPostgresDatabase } from './stores.ts'

let url: string
let line: Awaited<ReturnType<typeof openDatabaseLine>>
let database: Database
const held: (() => void)[] = []

beforeEach(async () => {
	url = await newPostgresDatabase()
	line = await openDatabaseLine(url)
	database = await openDatabase(line.url, { clock: Date, secrets: testSecrets() })
	await sql`create table counted (id int primary key, n int not null)`.execute(database.store.kysely)
	await sql`insert into counted values (1, 0), (2, 0)`.execute(database.store.kysely)
})
afterEach(async () => {
	vi.restoreAllMocks()
	for (const letGo of held.splice(0)) letGo()
	await database.close()
	await line.close()
})

const act = <R>(work: (change: Change) => Promise<R>) => transact(database.store, work)
const count = ({ trx }: Change, id: number) =>
	sql`update counted set n = n + 1 where id = ${sql.lit(id)}`.execute(trx)
async function counted(): Promise<readonly number[]> {
	const { rows } = await sql<{ n: number }>`select n from counted order by id`.execute(database.store.kysely)
	return rows.map(({ n }) => n)
}
/** Lets as many pass as it is for, all at once, and whoever comes later. */
function barrier(of: number): () => Promise<void> {
	let waiting = 0
	let open: () => void
	const opened = new Promise<void>(resolve => {
		open = resolve
	})
	return () => {
		waiting += 1
		if (waiting === of) open()
		return opened
	}
}

describe('on PostgreSQL a whole act is done again', () => {
	test('after a deadlock', async () => {
		const both = barrier(2)
		const ways = [
			[1, 2],
			[2, 1],
		] as const
		let tries = 0
		await Promise.all(
			ways.map(([first, second]) =>
				act(async change => {
					tries += 1
					await count(change, first)
					await both()
					await count(change, second)
				}),
			),
		)
		expect(await counted()).toEqual([2, 2])
		expect(tries).toBeGreaterThan(2)
	})

	test('after a serialization failure, also one that the commit brings', async () => {
		const both = barrier(2)
		let tries = 0
		await Promise.all(
			[1, 2].map(id =>
				act(async change => {
					tries += 1
					await sql`set transaction isolation level serializable`.execute(change.trx)
					await sql`select sum(n) from counted`.execute(change.trx)
					await both()
					await count(change, id)
				}),
			),
		)
		expect(await counted()).toEqual([1, 1])
		expect(tries).toBeGreaterThan(2)
	})

	test('when its connection is killed before the commit', async () => {
		let tries = 0
		await act(async change => {
			await count(change, 1)
			tries += 1
			if (tries === 1) await killAll()
			await count(change, 2)
		})
		expect(tries).toBe(2)
		expect(await counted()).toEqual([1, 1])
	})

	test('when the server is away for a moment', async () => {
		await line.cut()
		const done = act(change => count(change, 1))
		await line.mend()
		await done
		expect(await counted()).toEqual([1, 0])
	})
})

describe('on PostgreSQL it is said that nothing can be done now', () => {
	test('when all connections are in use, and is done once one is free', async () => {
		const begun = barrier(17)
		const holding = Array.from({ length: 16 }, () =>
			act(async ({ trx }) => {
				await sql`select 1`.execute(trx)
				void begun()
				await new Promise<void>(resolve => held.push(resolve))
			}),
		)
		await vi.waitFor(() => expect(held).toHaveLength(16))
		await expect(act(change => count(change, 1))).rejects.toBeInstanceOf(Unavailable)
		await expect(counted()).rejects.toBeInstanceOf(Unavailable)
		// Signs of life have a connection of their own.
		await database.instances.beat()
		for (const letGo of held.splice(0)) letGo()
		await Promise.all(holding)
		await act(change => count(change, 1))
		expect(await counted()).toEqual([1, 0])
	})

	test('when a statement takes too long, or a lock is not to be had', async () => {
		const slow = act(async ({ trx }) => {
			await sql`set local statement_timeout = 50`.execute(trx)
			await sql`select pg_sleep(60)`.execute(trx)
		})
		await expect(slow).rejects.toBeInstanceOf(Unavailable)
		const locked = act(async change => {
			await count(change, 1)
			await act(async inner => {
				await sql`set local lock_timeout = 50`.execute(inner.trx)
				await count(inner, 1)
			})
		})
		await expect(locked).rejects.toBeInstanceOf(Unavailable)
		expect(await counted()).toEqual([0, 0])
	})

	test('while the server is away, and is done when it is back', async () => {
		await counted()
		await line.cut()
		await expect(counted()).rejects.toBeInstanceOf(Unavailable)
		await line.mend()
		expect(await counted()).toEqual([0, 0])
	})

	test('when it is not known whether a commit was heard, which is not done again', async () => {
		let tries = 0
		const lost = act(async change => {
			tries += 1
			await count(change, 1)
			// It ends while nothing is asked of it, which ends no process.
			await killAll()
		})
		await expect(lost).rejects.toBeInstanceOf(Unavailable)
		expect(tries).toBe(1)
	})
})

test('connections that lead nowhere any more are not used again, and hold up one question for a second', async () => {
	const all = barrier(8)
	await Promise.all(
		Array.from({ length: 8 }, () => act(async ({ trx }) => (await sql`select 1`.execute(trx), all()))),
	)
	line.freeze()
	const now = performance.now.bind(performance)
	vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000)
	await act(change => count(change, 1))
	expect(await counted()).toEqual([1, 0])
})

describe('a statement on which nothing comes', () => {
	test('is given up where the server does nothing for it, and its act is done again', async () => {
		await counted()
		line.freeze()
		await act(change => count(change, 1))
		expect(await counted()).toEqual([1, 0])
	})

	test('is waited for where the server is at it', async () => {
		let tries = 0
		let waiting: Promise<void> | undefined
		await act(async change => {
			await count(change, 1)
			waiting = act(async inner => {
				tries += 1
				await count(inner, 1)
			})
			await vi.waitFor(() => expect(line.accepted()).toBeGreaterThan(2), { timeout: 60_000 })
			await vi.waitFor(() => expect(line.open()).toBe(2), { timeout: 60_000 })
		})
		await waiting
		expect(tries).toBe(1)
		expect(await counted()).toEqual([2, 0])
	})
})

describe('a claim whose commit is not answered', () => {
	/** Claims while commits take a while, and loses the line as that one is under way. */
	async function claimedUnheard<R>(table: string, claim: () => Promise<R>): Promise<R> {
		await sql
			.raw(`
				create function linger() returns trigger language plpgsql as $$
					begin perform pg_sleep(1); return null; end
				$$;
				create constraint trigger linger after update on ${table} deferrable initially deferred
					for each row execute function linger()`)
			.execute(database.store.kysely)
		const other = await openDatabase(url, { clock: Date, secrets: testSecrets() })
		const claiming = claim()
		await vi.waitFor(
			async () => {
				const { rows } = await sql`
					select 1 from pg_stat_activity
					where query = 'commit' and state = 'active' and datname = current_database()`.execute(
					other.store.kysely,
				)
				expect(rows).toHaveLength(1)
			},
			{ timeout: 30_000, interval: 20 },
		)
		line.freeze()
		await other.close()
		return claiming
	}
	const lease = 5 * 60_000

	test.each([
		['a job', 'jobs', () => database.jobs.claim({ kinds: ['announce'], count: 9, lease })],
		['a notice', 'notices', () => database.notices.claim({ count: 9, lease })],
		['a message of a webhook', 'webhook_messages', () => database.webhooks.claim('1', { count: 9, lease })],
	] as const)('of %s is found to have come about, and gone on with', async (_, table, claim) => {
		const { ada, diego } = await addCast(database)
		const hook = { url: 'https://hooks.example/', events: ['ticket.created'] as const, secret: 's' }
		await database.webhooks.add({ ...hook, account: ada.id })
		const act = { by: diego.id, via: 'test', requester: ada.email, subject: 'Printer', text: '…', files: [] }
		const { ticket } = allowed(await database.tickets.open(act))
		if (table !== 'jobs') await database.notices.announce(ticket.id)
		await sql`update notices set due_at = 0`.execute(database.store.kysely)
		expect(await claimedUnheard<readonly unknown[]>(table, claim)).toHaveLength(1)
		expect(await claim()).toEqual([])
	})

	test('of nothing has come about where the server ended before', async () => {
		const { ada } = await addCast(database)
		const act = { by: ada.id, via: 'test', subject: 'Printer', text: '…', files: [] }
		await database.tickets.open(act)
		const claim = () => database.jobs.claim({ kinds: ['announce'], count: 9, lease })
		const { kysely } = database.store
		await sql
			.raw(`
				create sequence ends;
				create function ends() returns trigger language plpgsql as $$
					begin
						if nextval('ends') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
						return null;
					end
				$$;
				create constraint trigger ends after update on jobs deferrable initially deferred
					for each row execute function ends()`)
			.execute(kysely)
		expect(await claim()).toEqual([])
		expect(await claim()).toHaveLength(1)
	})
})

async function killAll(): Promise<void> {
	const other = await openDatabase(line.url, { clock: Date, secrets: testSecrets() })
	await sql`
		select pg_terminate_backend(pid) from pg_stat_activity
		where datname = current_database() and pid <> pg_backend_pid()`.execute(other.store.kysely)
	await vi.waitFor(async () => {
		const { rows } = await sql<{ n: number }>`
			select count(*) as n from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid()`.execute(other.store.kysely)
		expect(rows[0]?.n).toBe(0)
	})
	await other.close()
}
