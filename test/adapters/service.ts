import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog } from '../../adapters/log/open.ts'
import { type App, compose } from '../../adapters/main.ts'
import { readSettings, type Settings } from '../../adapters/settings.ts'
import { type MovableClock, movableClock } from '../contracts/store.ts'

/** A service of its own for one test: a real SQLite file, letters as files, a free port. */
export type Service = {
	readonly app: App
	readonly clock: MovableClock
	readonly settings: Settings
	readonly folder: string
	/** The lines of its log. */
	readonly lines: readonly string[]
	readonly get: (path: string, init?: RequestInit) => Promise<Response>
	stop(): Promise<void>
}

export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-service-'))
	return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

export function settingsIn(folder: string, environment: Record<string, string> = {}): Settings {
	const settings = readSettings({
		PORT: '0',
		LOG_LEVEL: 'silent',
		DATABASE_URL: `sqlite:${join(folder, 'sportello.db')}`,
		FILES_URL: `file:${join(folder, 'files')}`,
		...environment,
	})
	return { ...settings, mail: { ...settings.mail, folder: join(folder, 'mail') } }
}

export async function startService(environment: Record<string, string> = {}): Promise<Service> {
	const { folder, remove } = await temporaryFolder()
	const clock = movableClock()
	const lines: string[] = []
	const settings = settingsIn(folder, environment)
	const log = openLog('info', { write: line => void lines.push(line) })
	const app = await compose(settings, { clock, log, passwordCost: 4 })
	await app.start()
	return {
		app,
		clock,
		settings,
		folder,
		lines,
		get: (path, init) => fetch(new URL(path, app.address), { redirect: 'manual', ...init }),
		async stop() {
			await app.stop()
			await remove()
		},
	}
}
