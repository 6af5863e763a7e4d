import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../src/ports/outside.ts'
import type { Locale } from '../src/domain/account.ts'
import type { Act } from '../src/ports/tickets.ts'
import { type App, compose } from '../adapters/main.ts'
import { readSettings } from '../adapters/settings.ts'
import { addCast, type Cast } from './contracts/cast.ts'
import { type Mailbox, startMail } from './standins/mail.ts'

/** The time, as tests move it. */
export type TestClock = { now(): number; advance(milliseconds: number): void }

/** The real service with a real database and a real mail server, and the people of every story. */
export type World = {
	readonly app: App
	/** Where it listens. */
	readonly address: string
	readonly cast: Cast
	readonly clock: TestClock
	readonly mail: Mailbox
	/** What the service logged as an error. */
	readonly faults: readonly string[]
	/** Diego acts from the command line. */
	readonly diego: Act
	close(): Promise<void>
}

/** A clock that starts now and goes by hand as well as by itself. */
export function testClock(): TestClock {
	let ahead = 0
	return {
		now: () => Date.now() + ahead,
		advance: milliseconds => {
			ahead += milliseconds
		},
	}
}

/**
 * Starts a service of its own.
 * @param environment added to what every service needs: the platform under test, say
 */
export async function openWorld(
	environment: Readonly<Record<string, string>> = {},
	options: {
		readonly locale?: Locale
		readonly clock?: TestClock
		readonly passwordCost?: number
		/** Hears what is logged, too. */
		readonly log?: Log
	} = {},
): Promise<World> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-'))
	const mail = await startMail()
	const clock = options.clock ?? testClock()
	const faults: string[] = []
	const log: Log = {
		info: (event, fields) => options.log?.info(event, fields),
		warn: (event, fields) => options.log?.warn(event, fields),
		error: (event, error, fields) => {
			options.log?.error(event, error, fields)
			faults.push(`${event}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
		},
	}
	const settings = readSettings({
		PORT: '0',
		DATABASE_URL: `sqlite:${folder}/sportello.db`,
		FILES_URL: `file:${folder}/files`,
		SMTP_URL: mail.url,
		MAIL_FROM: 'Support <support@support.example>',
		...environment,
	})
	const app = await compose(settings, { clock, log, passwordCost: options.passwordCost ?? 4 })
	const cast = await addCast(app.ports)
	for (const person of [cast.ada, cast.ben, cast.carla, cast.mallory]) {
		if (options.locale) await app.ports.accounts.change(person.id, { locale: options.locale })
	}
	await app.start()
	if (!app.address) throw new Error('the service does not listen')
	return {
		app,
		address: app.address,
		cast,
		clock,
		mail,
		faults,
		diego: { by: cast.diego.id, via: 'command line' },
		async close() {
			await app.stop()
			await mail.stop()
			await rm(folder, { recursive: true, force: true })
		},
	}
}
