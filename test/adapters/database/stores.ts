import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { Database } from '../../../adapters/database/open.ts'
import { openDatabase } from '../../../adapters/database/open.ts'
import type { TestStore } from '../../contracts/store.ts'
import { movableClock, testTargets } from '../../contracts/store.ts'
import { testSecrets } from './secrets.ts'

export type DatabaseStore = TestStore & { readonly database: Database; readonly url: string }

/** Both engines, each with a way to an empty database of its own for one test. */
export const engines: readonly (readonly [name: string, make: () => Promise<DatabaseStore>])[] = [
	['SQLite', sqliteStore],
	['PostgreSQL', postgresStore],
]

export async function sqliteStore(): Promise<DatabaseStore> {
	const { url, remove } = await newSqliteFile()
	return openStore(url, remove)
}

export async function postgresStore(): Promise<DatabaseStore> {
	return openStore(await newPostgresDatabase(), () => Promise.resolve())
}

/** @returns the URL of a new database on the run's own server, migrated or empty */
export async function newPostgresDatabase(kind: '' | 'empty' = ''): Promise<string> {
	const response = await fetch(`${inject('postgres')}/${kind}`, { method: 'POST' })
	if (!response.ok) throw new Error(await response.text())
	return response.text()
}

/** @returns the URL of a file in a new temporary folder, and what removes it */
export async function newSqliteFile(): Promise<{
	readonly url: string
	readonly remove: () => Promise<void>
}> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-database-'))
	return {
		url: `sqlite:${join(folder, 'sportello.db')}`,
		remove: () => rm(folder, { recursive: true, force: true }),
	}
}

async function openStore(url: string, clear: () => Promise<void>): Promise<DatabaseStore> {
	const clock = movableClock()
	const database = await openDatabase(url, {
		clock,
		secrets: testSecrets(),
		jobClock: 'own',
		targets: testTargets,
	})
	await database.migrate()
	return {
		...database,
		database,
		url,
		clock,
		async close() {
			await database.close()
			await clear()
		},
	}
}
