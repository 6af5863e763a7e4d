import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { migrate } from '../../../adapters/database/migrate.ts'
import { openDatabase } from '../../../adapters/database/open.ts'
import { migrations } from '../../../migrations/index.ts'
import { testSecrets } from '../database/secrets.ts'
import { newPostgresDatabase } from '../database/stores.ts'
import { temporaryFolder } from '../service.ts'
import { environmentIn } from './shell.ts'

const main = new URL('../../../adapters/cli/main.ts', import.meta.url).pathname
/** Said, because it would be looked for where the process is. */
const tsconfig = new URL('../../../tsconfig.json', import.meta.url).pathname
let folder: string
let remove: () => Promise<void>
let environment: Record<string, string>
const running: ChildProcess[] = []
beforeEach(async () => {
	;({ folder, remove } = await temporaryFolder())
	environment = environmentIn(folder)
})
afterEach(async () => {
	for (const child of running.splice(0)) {
		if (child.exitCode === null && child.signalCode === null) {
			child.kill('SIGKILL')
			await once(child, 'exit')
		}
	}
	await remove()
})

/** `sportello …` in a process of its own, in the test's folder. */
function sportello(...words: string[]) {
	const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...words], {
		cwd: folder,
		env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: tsconfig, ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	})
	running.push(child)
	let out = ''
	let err = ''
	child.stderr.on('data', text => (err += String(text)))
	child.stdout.on('data', text => (out += String(text)))
	const lines = createInterface(child.stdout)
	return {
		child,
		/** Where it listens, once it does. */
		listens: async () => {
			const line = await Promise.race([
				once(lines, 'line').then(([first]) => String(first)),
				once(child, 'close').then(() => {
					throw new Error(`it ended: ${err}`)
				}),
			])
			return (JSON.parse(line) as { address: string }).address
		},
		ends: async () => {
			const [code] = (await once(child, 'close')) as [number | null]
			return { code, out, err }
		},
	}
}

it('serves until it is told to end, one at a time, with the command line beside it', async () => {
	const first = sportello('start', '--json')
	const address = await first.listens()
	expect(await (await fetch(`${address}/healthz`)).text()).toBe('ok\n')

	const second = await sportello('start').ends()
	expect(second.code).toBe(3)
	expect(second.err).toContain(`process ${first.child.pid} on`)
	expect(second.err.trim().split('\n')).toHaveLength(1)

	const beside = await sportello('organization', 'add', 'Acme').ends()
	expect(beside).toMatchObject({ code: 0, out: 'Acme  see\n' })

	first.child.kill('SIGTERM')
	expect(await first.ends()).toMatchObject({ code: 0, err: '' })
	await expect(fetch(`${address}/healthz`)).rejects.toThrow()
})

it('starts again after it was killed', async () => {
	const first = sportello('start', '--json')
	await first.listens()
	first.child.kill('SIGKILL')
	await first.ends()
	const again = sportello('start', '--json')
	const address = await again.listens()
	expect((await fetch(`${address}/readyz`)).status).toBe(200)
	again.child.kill('SIGINT')
	expect((await again.ends()).code).toBe(0)
})

/** A database as it was before words had shelves, with one request. */
async function olderDatabase(): Promise<void> {
	const { DATABASE_URL = '' } = environment
	const older = await openDatabase(DATABASE_URL, { clock: Date, secrets: testSecrets() })
	const { kysely } = older.store
	const before = migrations.findIndex(({ name }) => name === '0018-shelves')
	await migrate(older.store, migrations.slice(0, before))
	await sql`insert into accounts (email, first_name, last_name, role, grant_level, proved, disabled, created_at)
		values ('ada@acme.example', '', '', 'user', 'none', 1, 0, 1)`.execute(kysely)
	await sql`insert into tickets
			(id, subject, status, shown, priority, requester_id, created_at, activity_at, last_sequence)
		values (1001, 'Printer', 'open', 2, 'normal', 1, 1, 1, 0)`.execute(kysely)
	await older.close()
}

it('says how far it is where the words of all requests are written anew, whatever begins it', async () => {
	await olderDatabase()
	const beside = await sportello('account', 'list').ends()
	expect(beside).toMatchObject({ code: 0, err: expect.stringContaining('100 %: 1 of 1 requests') as string })
	await rm(join(folder, 'sportello.db'))
	await olderDatabase()
	environment['LOG_LEVEL'] = 'info'
	const { child, ends } = sportello('start')
	const listening = new Promise<void>(resolve => {
		child.stderr.on('data', text => String(text).includes('listens') && resolve())
	})
	await Promise.race([listening, once(child, 'close')])
	child.kill('SIGTERM')
	const { code, out } = await ends()
	expect(code).toBe(0)
	const lines = out.split('\n').filter(line => line.includes('written anew'))
	expect(lines.map(line => JSON.parse(line) as unknown)).toMatchObject([
		{ msg: 'words of requests written anew', count: 0, total: 1 },
		{ msg: 'words of requests written anew', count: 1, total: 1 },
	])
})

it.each([
	['SQLite', async () => `sqlite:${join(folder, 'sportello.db')}`],
	['PostgreSQL', () => newPostgresDatabase()],
] as const)(
	'ends by itself once a newer release has changed %s, and starts there no more',
	async (_name, make) => {
		const url = await make()
		Object.assign(environment, { DATABASE_URL: url, SECRET_KEY: 'k'.repeat(32), LOG_LEVEL: 'error' })
		const running = sportello('start', '--json')
		const address = await running.listens()
		const beside = await openDatabase(url, { clock: Date, secrets: testSecrets() })
		await sql`insert into migrations (name, applied_at) values ('9999-later', 1)`.execute(beside.store.kysely)
		await beside.close()
		const ended = await running.ends()
		expect(ended.code).toBe(3)
		expect(ended.err).toContain('The database has "9999-later", which this release does not know')
		expect(ended.out).toContain('a newer release has changed the database')
		await expect(fetch(`${address}/healthz`)).rejects.toThrow()
		expect((await sportello('start').ends()).code).toBe(3)
	},
)

it('reads a .env, and stops at what cannot be used there', async () => {
	await writeFile(join(folder, '.env'), 'SIGN_UP=everyone\nDEFAULT_LOCALE=de\n')
	const said = await sportello('start').ends()
	expect(said.code).toBe(2)
	expect(said.out).toBe('')
	expect(
		said.err
			.trim()
			.split('\n')
			.map(line => line.split(' ')[0]),
	).toEqual(['DEFAULT_LOCALE', 'SIGN_UP'])
})

it('told to end, says no to /readyz first, answers what it has taken, and waits for no mail server', async () => {
	const url = await newPostgresDatabase()
	const mail = createServer()
	const called = once(mail, 'connection')
	await new Promise<void>(resolve => mail.listen(0, '127.0.0.1', resolve))
	const { port } = mail.address() as AddressInfo
	const publicUrl = 'http://localhost:1'
	Object.assign(environment, {
		DATABASE_URL: url,
		SECRET_KEY: 'k'.repeat(32),
		SMTP_URL: `smtp://127.0.0.1:${port}`,
		MAIL_FROM: 'support@support.example',
		PUBLIC_URL: publicUrl,
		LOG_LEVEL: 'silent',
	})
	const database = await openDatabase(url, { clock: Date, secrets: testSecrets() })
	const ask = { identity: { platform: 'slack', space: 'T1', user: 'U1' }, name: 'Ada', locale: 'en' }
	await database.links.askCode({ ...ask, email: 'ada@acme.example' })
	const service = sportello('start', '--json')
	const address = await service.listens()
	const [hanging] = (await called) as [Socket]

	const body = 'email=ben%40elsewhere.example'
	const asking = request(`${address}/password/forgot`, {
		method: 'POST',
		headers: {
			origin: publicUrl,
			'content-type': 'application/x-www-form-urlencoded',
			'content-length': body.length,
		},
	})
	const answered = once(asking, 'response')
	asking.write(body.slice(0, 10))
	expect((await fetch(`${address}/readyz`)).status).toBe(200)
	service.child.kill('SIGTERM')
	const ready = async () => (await fetch(`${address}/readyz`)).status
	await vi.waitFor(async () => expect(await ready()).toBe(503), { interval: 20, timeout: 10_000 })
	asking.end(body.slice(10))
	const [answer] = (await answered) as [IncomingMessage]
	expect(answer.statusCode).toBeLessThan(400)
	answer.resume()

	expect(await service.ends()).toMatchObject({ code: 0, err: '' })
	hanging.destroy()
	mail.close()
	// The letter under way and the one that was asked for then are anyone's to send.
	const left = await database.jobs.claim({ kinds: ['letter'], count: 9, lease: 60_000 })
	expect(left.map(job => job.kind === 'letter' && job.letter.purpose)).toEqual(['connect-code', 'reset'])
	await database.close()
})
