import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { progressOf } from '../../adapters/cli/progress.ts'
import { type OpenStore, openStore, seedTickets } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { migrations } from '../../migrations/index.ts'
import { startPostgres } from '../adapters/database/postgres-server.ts'

/** Where databases are kept from one run to the next; to be deleted at will. */
const kept = join(tmpdir(), 'sportello-bench')
const terminal = {
	...(process.stderr.isTTY && { columns: process.stderr.columns }),
	err: (text: string) => process.stderr.write(text),
}

/** What a process is started with to serve such a database. */
export type Environment = Readonly<Record<'DATABASE_URL' | 'FILES_URL' | 'SECRET_KEY' | 'LOG_LEVEL', string>>

/** A SQLite database with so many tickets, as `sportello seed` makes them, once per machine and schema. */
export async function generated(tickets: number): Promise<Environment> {
	const folder = join(kept, `${tickets}-${migrations.at(-1)?.name}`)
	if (!existsSync(folder)) {
		const making = `${folder}.making`
		await rm(making, { recursive: true, force: true })
		await mkdir(making, { recursive: true, mode: 0o700 })
		await fill(environmentOf(making), tickets)
		await rename(making, folder)
	}
	return environmentOf(folder)
}

/** The same on a PostgreSQL of its own, which ends with `stop`; undefined where none can be started. */
export async function onPostgres(
	tickets: number,
): Promise<{ readonly environment: Environment; readonly stop: () => Promise<void> } | undefined> {
	const server = await startPostgres({ durable: true }).catch((error: unknown) => {
		process.stderr.write(`PostgreSQL is left out: ${String(error)}\n`)
		return undefined
	})
	if (!server) return undefined
	const folder = await mkdtemp(join(tmpdir(), 'sportello-bench-'))
	const stop = async () => {
		await server.stop()
		await rm(folder, { recursive: true, force: true })
	}
	try {
		const environment = environmentOf(folder, await server.newDatabase('template0'))
		await fill(environment, tickets)
		return { environment, stop }
	} catch (error) {
		await stop()
		throw error
	}
}

async function fill(environment: Environment, tickets: number): Promise<void> {
	const store = await openGenerated(environment)
	try {
		await store.database.migrate()
		await seedTickets(store.database, { tickets }, progressOf(terminal, 'requests'))
	} finally {
		await store.close()
	}
}

/** Opens what {@link generated} made, as the service does. */
export function openGenerated(environment: Environment): Promise<OpenStore> {
	return openStore(readSettings(environment))
}

function environmentOf(folder: string, databaseUrl = `sqlite:${join(folder, 'sportello.db')}`): Environment {
	return {
		DATABASE_URL: databaseUrl,
		FILES_URL: `file:${join(folder, 'files')}`,
		SECRET_KEY: 'a key of at least 32 characters, of every bench',
		LOG_LEVEL: 'error',
	}
}
