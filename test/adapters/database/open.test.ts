import { readdir, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { DatabaseInUse } from '../../../adapters/database/dialect/engine.ts'
import type { Database } from '../../../adapters/database/open.ts'
import { openDatabase } from '../../../adapters/database/open.ts'
import { addCast, allowed } from '../../contracts/cast.ts'
import { testSecrets } from './secrets.ts'
import type { DatabaseStore } from './stores.ts'
import { engines, newSqliteFile, postgresStore, sqliteStore } from './stores.ts'

const ending: (() => Promise<void>)[] = []
afterEach(async () => {
	for (const end of ending.splice(0).toReversed()) await end()
})
async function started(make: () => Promise<DatabaseStore>): Promise<DatabaseStore> {
	const store = await make()
	ending.push(() => store.close())
	return store
}
async function second(store: DatabaseStore): Promise<Database> {
	const database = await openDatabase(store.url, {
		clock: store.clock,
		secrets: testSecrets(),
		jobClock: 'own',
	})
	ending.push(() => database.close())
	return database
}
const letter = {
	identity: { platform: 'slack', space: 'T1', user: 'U1' },
	name: 'Ada',
	locale: 'en',
	email: 'ada@acme.example',
}

describe('a SQLite file', () => {
	test('survives a loss of power: WAL and full synchronization, on every open', async () => {
		const store = await started(sqliteStore)
		for (const { store: inner } of [store.database, await second(store)]) {
			const read = async (pragma: string) => (await sql.raw(`pragma ${pragma}`).execute(inner.kysely)).rows
			expect(await read('journal_mode')).toEqual([{ journal_mode: 'wal' }])
			expect(await read('synchronous')).toEqual([{ synchronous: 2 }])
			expect(await read('foreign_keys')).toEqual([{ foreign_keys: 1 }])
			expect(await read('analysis_limit')).toEqual([{ analysis_limit: 400 }])
		}
	})

	test('says that the disk is full, loses nothing, and goes on when there is room', async () => {
		const store = await started(sqliteStore)
		const { ada } = await addCast(store)
		const { kysely } = store.database.store
		const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(kysely)
		await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + 20}`).execute(kysely)
		const open = async (text: string) =>
			allowed(await store.tickets.open({ by: ada.id, via: 'test', subject: 'Lamp', text, files: [] })).ticket
		const kept: string[] = []
		const fill = async () => {
			while (kept.length < 99) kept.push((await open('x'.repeat(20_000))).id)
		}
		await expect(fill()).rejects.toMatchObject({ code: 'SQLITE_FULL' })
		await sql`pragma max_page_count = 1000000`.execute(kysely)
		const { id } = await open('after')
		const there = await kysely.selectFrom('tickets').select('id').orderBy('id').execute()
		expect(there.map(row => String(row.id))).toEqual([...kept, id])
	})

	test('is written to by one after the other, as they came, and everything else is done between two of them', async () => {
		const { accounts } = await started(sqliteStore)
		const done: number[] = []
		const writing = Array.from({ length: 20 }, async (_, n) => {
			await accounts.add({
				email: `person${n}@acme.example`,
				role: 'user',
				firstName: 'Nina',
				lastName: 'Blu',
			})
			done.push(n)
		})
		let turns = 0
		const turn = () => {
			turns += 1
			if (done.length < writing.length) setImmediate(turn)
		}
		setImmediate(turn)
		await Promise.all(writing)
		expect(done).toEqual(Array.from({ length: 20 }, (_, n) => n))
		expect(turns).toBeGreaterThanOrEqual(19)
	})

	test('serves one service at a time, beside which others read and write', async () => {
		const store = await started(sqliteStore)
		const unlock = store.database.lock()
		const beside = await second(store)
		expect(() => beside.lock()).toThrow(DatabaseInUse)
		await addCast(beside)
		expect(await store.accounts.byEmail('ada@acme.example')).toBeDefined()
		unlock()
		beside.lock()()
	})

	test('that is served says by whom', async () => {
		const store = await started(sqliteStore)
		store.database.lock()
		const beside = await second(store)
		expect(() => beside.lock()).toThrow(`: process ${process.pid} on ${hostname()}, since 2`)
	})

	test('is its owner’s only, with its folder and all beside it, also where others’ files are open to all', async () => {
		const { url, remove } = await newSqliteFile()
		ending.push(remove)
		const folder = join(dirname(url.slice('sqlite:'.length)), 'data')
		const umask = process.umask(0)
		ending.push(async () => void process.umask(umask))
		const database = await openDatabase(`sqlite:${folder}/sportello.db`, {
			clock: Date,
			secrets: testSecrets(),
		})
		ending.push(() => database.close())
		await database.migrate()
		database.lock()
		const modes = Object.fromEntries(
			await Promise.all(
				[...(await readdir(folder)), '.'].map(async name => [
					name,
					// SQLite's journals come and go.
					((await stat(join(folder, name)).catch(() => undefined))?.mode ?? 0) & 0o777,
				]),
			),
		)
		expect(modes).toMatchObject({
			'.': 0o700,
			'sportello.db': 0o600,
			'sportello.db-wal': 0o600,
			'sportello.db.lock': 0o600,
			'sportello.db.service': 0o600,
		})
		const others = Object.values(modes).filter(mode => (Number(mode) & 0o077) !== 0)
		expect(others).toEqual([])
	})

	test('that is none is refused, as is an address of another kind', async () => {
		const { url, remove } = await newSqliteFile()
		ending.push(remove)
		await writeFile(url.slice('sqlite:'.length), 'This is not a database. '.repeat(50))
		const options = { clock: Date, secrets: testSecrets() }
		await expect(openDatabase(url, options)).rejects.toThrow('not a database')
		await expect(openDatabase('mysql://localhost/x', options)).rejects.toThrow('sqlite:PATH or postgres://')
	})

	test('closes without a query', async () => {
		const { url, remove } = await newSqliteFile()
		ending.push(remove)
		await (await openDatabase(url, { clock: Date, secrets: testSecrets() })).close()
	})
})

describe.each(engines)('a database on %s', (_name, make) => {
	test('tells of a commit that left jobs, and of no other', async () => {
		const store = await started(make)
		let told = 0
		const stop = store.database.onCommit(() => {
			told += 1
		})
		await addCast(store)
		expect(told).toBe(0)
		await store.links.askCode({ ...letter, once: 'a' })
		expect(told).toBe(1)
		await store.links.askCode({ ...letter, once: 'a' })
		expect(told).toBe(1)
		stop()
		await store.links.askCode({ ...letter, once: 'b' })
		expect(told).toBe(1)
	})

	test('two processes on it share the work: no job twice, no comment lost', async () => {
		const store = await started(make)
		const other = await second(store)
		const { ada, diego } = await addCast(store)
		const act = { via: 'test', text: 'Hello', files: [] }
		const { ticket } = allowed(await store.tickets.open({ ...act, by: ada.id, subject: 'Printer' }))
		const acts = Array.from({ length: 16 }, (_, i) => {
			const { tickets, links } = i % 2 ? store : other
			return Promise.all([
				tickets.addComment({ ...act, by: i % 3 ? ada.id : diego.id, ticket: ticket.id, once: `c${i % 8}` }),
				links.askCode({
					...letter,
					identity: { ...letter.identity, user: `U${i}` },
					email: `p${i}@x.example`,
				}),
			])
		})
		await Promise.all(acts)
		const { comments } = await store.tickets.conversation(diego, ticket.id, { from: 1, size: 99 })
		// Eight keys, each used by two acts, of whom some are of two people.
		const keys = new Set(Array.from({ length: 16 }, (_, i) => `${i % 3 ? 'ada' : 'diego'} ${i % 8}`))
		expect(comments).toHaveLength(1 + keys.size)
		const claims = await Promise.all(
			[store, other, store, other].map(({ jobs }) =>
				jobs.claim({ kinds: ['letter'], count: 5, lease: 1000 }),
			),
		)
		const ids = claims.flat().map(job => job.id)
		expect(new Set(ids).size).toBe(ids.length)
		expect(ids.length).toBe(16)
	})

	test('sweeping removes what time has made useless, and nothing that is needed', async () => {
		const store = await started(make)
		const { ada } = await addCast(store)
		const open = { by: ada.id, via: 'test', subject: 'Printer', text: '…', files: [], once: 'x' }
		const { ticket } = allowed(await store.tickets.open(open))
		await store.accounts.mute({ by: ada.id, via: 'test', ticket: ticket.id, until: store.clock.now() + 1000 })
		await store.links.askCode(letter)
		await store.links.issueCode({
			identity: letter.identity,
			account: ada.id,
			hash: 'h',
			tries: 5,
			expiresAt: store.clock.now() + 1000,
		})
		await store.drafts.keep(letter.identity, { text: 'x', files: [] })
		expect(await store.database.sweep()).toBe(0)
		store.clock.advance(8 * 24 * 60 * 60_000)
		// A code, three windows, a draft, the key of the act, a mute.
		expect(await store.database.sweep()).toBe(7)
		expect(await store.tickets.find(ada, ticket.number)).toBeDefined()
		expect(await store.jobs.nextDue()).toBeDefined()
	})
})

test('on PostgreSQL jobs are due by the server’s clock, however wrong ours is', async () => {
	const store = await started(postgresStore)
	const hourAhead = { now: () => Date.now() + 3_600_000 }
	const database = await openDatabase(store.url, { clock: hourAhead, secrets: testSecrets() })
	ending.push(() => database.close())
	await database.links.askCode(letter)
	const [job] = await database.jobs.claim({ kinds: ['letter'], count: 1, lease: 60_000 })
	expect(job).toBeDefined()
	const due = (await database.jobs.nextDue()) ?? 0
	expect(Math.abs(due - hourAhead.now() - 60_000)).toBeLessThan(30_000)
})
