import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { progressOf } from '../../adapters/cli/progress.ts'
import { type OpenStore, openStore, seedTickets } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { migrations } from '../../migrations/index.ts'

/** Where databases are kept from one run to the next; to be deleted at will. */
const kept = join(tmpdir(), 'sportello-bench')
const terminal = {
	...(process.stderr.isTTY && { columns: process.stderr.columns }),
	err: (text: string) => process.stderr.write(text),
}

/** What a process is started with to serve such a database. */
export type Environment = Readonly<Record<'DATABASE_URL' | 'FILES_URL' | 'LOG_LEVEL', string>>

/** A SQLite database with so many tickets, as `sportello seed` makes them, once per machine and schema. */
export async function generated(tickets: number): Promise<Environment> {
	const folder = join(kept, `${tickets}-${migrations.at(-1)?.name}`)
	if (!existsSync(folder)) {
		const making = `${folder}.making`
		await rm(making, { recursive: true, force: true })
		await mkdir(making, { recursive: true, mode: 0o700 })
		const store = await openGenerated(environmentOf(making))
		try {
			await store.database.migrate()
			await seedTickets(store.database, { tickets }, progressOf(terminal, 'requests'))
		} finally {
			await store.close()
		}
		await rename(making, folder)
	}
	return environmentOf(folder)
}

/** Opens what {@link generated} made, as the service does. */
export function openGenerated(environment: Environment): Promise<OpenStore> {
	return openStore(readSettings(environment))
}

function environmentOf(folder: string): Environment {
	return {
		DATABASE_URL: `sqlite:${join(folder, 'sportello.db')}`,
		FILES_URL: `file:${join(folder, 'files')}`,
		LOG_LEVEL: 'error',
	}
}
