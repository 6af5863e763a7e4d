import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../../../adapters/database/open.ts'
import { testSecrets } from '../database/secrets.ts'
import { newPostgresDatabase } from '../database/stores.ts'
import { temporaryFolder } from '../service.ts'
import { environmentIn } from './shell.ts'

const main = new URL('../../../adapters/cli/main.ts', import.meta.url).pathname
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
		env: { PATH: process.env.PATH, ...environment },
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
