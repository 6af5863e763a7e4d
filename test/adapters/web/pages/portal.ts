import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCookie } from 'hono/cookie'
import { openDatabase } from '../../../../adapters/database/open.ts'
import { openErasures } from '../../../../adapters/erasures/journal.ts'
import { openDiskFiles } from '../../../../adapters/files/disk.ts'
import { openPasswords } from '../../../../adapters/passwords/open.ts'
import { openSecrets } from '../../../../adapters/secrets/open.ts'
import { openServer } from '../../../../adapters/web/server.ts'
import { type Authenticate, bySessionCookie } from '../../../../adapters/web/session.ts'
import type { Account } from '../../../../src/domain/account.ts'
import type { Ports } from '../../../../src/ports/index.ts'
import { lanes, relay } from '../../../../src/relay.ts'
import type { Letter } from '../../../../src/views/letter.ts'
import type { FileLimits } from '../../../../src/rules/limits.ts'
import { addCast, type Cast } from '../../../contracts/cast.ts'
import { type MovableClock, movableClock } from '../../../contracts/store.ts'
import { type Browser, openBrowser } from './browser.ts'

export type Delivered = { readonly to: string; readonly letter: Letter }

export type Portal = {
	readonly cast: Cast
	readonly ports: Ports
	readonly clock: MovableClock
	readonly address: string
	/** Each failure that the service logged. */
	readonly failures: unknown[]
	/** A browser in which someone is signed in already; nobody without an account. */
	as(account?: Account): Browser
	/** Does the work that waits. @returns the letters of it */
	deliver(): Promise<readonly Delivered[]>
	/** How many files the store holds. */
	storedFiles(): Promise<number>
	close(): Promise<void>
}

/**
 * The portal on a real database, real files and real HTTP; who asks is said by a
 * session, or by a cookie of the test's own. */
export async function openPortal(
	fileLimits: FileLimits = { bytes: 2_000, count: 3 },
	trustedProxies: readonly string[] = [],
	uploadsADay = 1_000_000_000,
): Promise<Portal> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-portal-'))
	const clock = movableClock()
	const secrets = openSecrets('a key of the tests, long enough to be one')
	const database = await openDatabase(`sqlite:${join(folder, 'x.db')}`, { clock, secrets, jobClock: 'own' })
	await database.migrate()
	const files = await openDiskFiles(join(folder, 'files'))
	const erasures = openErasures(join(folder, 'erasures.log'), { clock, secrets })
	const passwords = openPasswords({ pepper: secrets.derive('password-pepper', 'v1'), cost: 4, threads: 1 })
	const failures: unknown[] = []
	const letters: Delivered[] = []
	let port = 0
	const outside = {
		mailer: {
			send: async (letter: Letter, { to }: { readonly to: string }) => void letters.push({ to, letter }),
		},
		profiles: { of: async () => undefined },
		log: {
			info: () => undefined,
			warn: () => undefined,
			error: (_: string, error: unknown) => failures.push(error),
		},
		settings: {
			get publicUrl() {
				return `http://localhost:${port}`
			},
			defaultLocale: 'en',
			supportName: 'Acme Support',
			fileLimits,
			uploadsADay,
			signUp: 'open',
		},
	}
	const ports = { ...database, files, erasures, passwords, secrets, clock, ...outside } as unknown as Ports
	const cast = await addCast(database)
	const authenticate: Authenticate = async c => {
		const account = await database.accounts.byId(getCookie(c, 'as') ?? '')
		if (account) return { id: '1', account, startedAt: clock.now(), seenAt: clock.now(), agent: 'Test' }
		return bySessionCookie(ports)(c)
	}
	const server = openServer(ports, {}, { authenticate, trustedProxies })
	port = await server.listen('127.0.0.1', 0)
	const address = `http://localhost:${port}`
	return {
		cast,
		ports,
		clock,
		address,
		failures,
		as: account => openBrowser(address, account && { as: account.id }),
		async deliver() {
			letters.length = 0
			for (const lane of lanes) await relay(ports, lane)
			return [...letters]
		},
		async storedFiles() {
			const entries = await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true })
			return entries.filter(entry => entry.isFile()).length
		},
		async close() {
			await server.close(1_000)
			await passwords.close()
			await database.close()
			await rm(folder, { recursive: true, force: true })
		},
	}
}
