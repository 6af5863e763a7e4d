import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DatabaseTooNew } from '../../../adapters/database/migrate.ts'
import type { Database } from '../../../adapters/database/open.ts'
import { openDatabase } from '../../../adapters/database/open.ts'
import { migrations } from '../../../migrations/index.ts'
import { testSecrets } from './secrets.ts'
import { newPostgresDatabase, newSqliteFile } from './stores.ts'

const names = migrations.map(migration => migration.name)

describe.each([
	['SQLite', newSqliteFile],
	['PostgreSQL', async () => ({ url: await newPostgresDatabase('empty'), remove: () => Promise.resolve() })],
] as const)('migrations on %s', (_name, makeDatabase) => {
	let place: Awaited<ReturnType<typeof makeDatabase>>
	const opened: Database[] = []
	beforeEach(async () => {
		place = await makeDatabase()
	})
	afterEach(async () => {
		for (const database of opened.splice(0)) await database.close()
		await place.remove()
	})
	const open = async (url = place.url) => {
		const database = await openDatabase(url, { clock: Date, secrets: testSecrets() })
		opened.push(database)
		return database
	}

	test('all steps are taken once, in order', async () => {
		const database = await open()
		expect(await database.migrate()).toEqual(names)
		expect(await database.migrate()).toEqual([])
		expect(names).toEqual([...names].toSorted())
	})

	test('started three times at once, each step is taken by one of them', async () => {
		const databases = [await open(), await open(), await open()]
		const taken = await Promise.all(databases.map(database => database.migrate()))
		expect(taken.flat().toSorted()).toEqual(names)
	})

	test('killed again and again, and started twice at once, it ends as if nothing had been', async () => {
		for (const statement of [2, 9, 26]) expect(await run(place.url, statement)).toBe('SIGKILL')
		expect(await Promise.all([run(place.url), run(place.url)])).toEqual([0, 0])
		const other = await makeDatabase()
		const clean = await open(other.url)
		await clean.migrate()
		expect(await schemaOf(await open())).toEqual(await schemaOf(clean))
		await other.remove()
	})

	test('a database of a newer release is left alone', async () => {
		const database = await open()
		await database.migrate()
		await sql`insert into migrations (name, applied_at) values ('9999-later', 1)`.execute(
			database.store.kysely,
		)
		await expect(database.migrate()).rejects.toThrow(DatabaseTooNew)
		await expect(database.migrate()).rejects.toThrow('9999-later')
	})
})

function run(url: string, killedBefore?: number): Promise<number | string | null> {
	const child = fileURLToPath(new URL('migrate-child.ts', import.meta.url))
	const argv = ['--import', 'tsx', child, url, ...(killedBefore === undefined ? [] : [String(killedBefore)])]
	const spawned = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit'] })
	return new Promise(resolve => spawned.on('exit', (code, signal) => resolve(signal ?? code)))
}

async function schemaOf({ store }: Database): Promise<readonly unknown[]> {
	const { rows } = await (store.engine.name === 'sqlite'
		? sql`select name, sql from sqlite_master where name not like 'sqlite_stat%' order by name`
		: sql`
			select table_name || '.' || column_name as name, data_type || ' ' || is_nullable as sql
			from information_schema.columns where table_schema = 'public'
			union all select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1, 2`
	).execute(store.kysely)
	expect(rows.length).toBeGreaterThan(30)
	return rows
}
