import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate, waitingSteps } from '../../../adapters/database/migrate.ts'
import { compose, lockBeside, type OpenStore, openStore } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import { migrations } from '../../../migrations/index.ts'
import { newPostgresDatabase } from '../database/stores.ts'
import { commandLine, environmentIn } from './shell.ts'

let folder: string
let sportello: ReturnType<typeof commandLine>
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sportello-backup-test-'))
	sportello = commandLine(environmentIn(join(folder, 'here')))
	expect((await sportello('seed')).code).toBe(0)
})
afterEach(() => rm(folder, { recursive: true }))

const archive = () => join(folder, 'backup.tar.gz')
const elsewhere = (more: Record<string, string> = {}) =>
	commandLine({ ...environmentIn(join(folder, 'there')), ...more })

/** Everything in the tables and the hashes of all files. */
async function contents(place: string): Promise<string> {
	const store = await openStore(readSettings(environmentIn(join(folder, place))))
	try {
		return JSON.stringify([await rowsOf(store), await filesOf(store)])
	} finally {
		await store.close()
	}
}

async function rowsOf({ database }: OpenStore): Promise<unknown> {
	const { kysely } = database.store
	const tables = (await kysely.introspection.getTables()).map(({ name }) => name).toSorted()
	return Promise.all(
		tables.map(async name => [
			name,
			await kysely
				.selectFrom(name as 'tickets')
				.selectAll()
				.execute(),
		]),
	)
}

async function filesOf({ files }: OpenStore): Promise<readonly string[]> {
	const found: string[] = []
	for await (const { key } of files.keys()) {
		const hash = createHash('sha256')
		for await (const chunk of (await files.get(key)) ?? []) hash.update(chunk)
		found.push(`${key} ${hash.digest('hex')}`)
	}
	return found.toSorted()
}

it('puts everything back elsewhere, for the owner only, and says how far it is', async () => {
	const made = await sportello('backup', archive())
	expect(made, made.err).toMatchObject({ code: 0 })
	expect(made.out).toMatch(/backup\.tar\.gz: the database, and \d+ files of/)
	expect(made.err).toContain('100 %')
	expect((await readdir(folder)).toSorted()).toEqual(['backup.tar.gz', 'here'])

	const restored = await elsewhere()('restore', archive())
	expect(restored, restored.err).toMatchObject({ code: 0 })
	expect(await contents('there')).toBe(await contents('here'))
	expect(await readFile(join(folder, 'there', 'secret.key'))).toEqual(
		await readFile(join(folder, 'here', 'secret.key')),
	)
	// The lock is what a service leaves too.
	const there = (await readdir(join(folder, 'there'))).toSorted()
	expect(there.filter(name => !/\.(lock|service)$/.test(name))).toEqual([
		'files',
		'secret.key',
		'sportello.db',
	])
})

it('leaves the database of a service of an older release as it is, and brings the restored one up to date', async () => {
	const older = environmentIn(join(folder, 'older'))
	const store = await openStore(readSettings(older))
	await migrate(store.database.store, migrations.slice(0, -1))
	const names = migrations.map(({ name }) => name)
	const made = await commandLine(older)('backup', archive())
	expect(made, made.err).toMatchObject({ code: 0 })
	expect(await waitingSteps(store.database.store)).toEqual(names.slice(-1))
	await store.close()
	const restored = await elsewhere()('restore', archive())
	expect(restored, restored.err).toMatchObject({ code: 0 })
	const there = await openStore(readSettings(environmentIn(join(folder, 'there'))))
	expect(await waitingSteps(there.database.store)).toEqual([])
	await there.close()
})

it('copies one moment while the service takes requests, and the restored service starts', async () => {
	const settings = readSettings(environmentIn(join(folder, 'here')))
	const app = await compose(settings)
	await app.start()
	const ada = await app.ports.accounts.byEmail('ada@acme.example')
	const enough = new AbortController()
	let written = 0
	const writer = (async () => {
		while (!enough.signal.aborted) {
			const file = await app.ports.files.put(bytes(`file ${written}`), 1_000)
			const files = [{ at: 'store' as const, name: 'a.txt', type: 'text/plain', ...file }]
			const act = { by: ada?.id ?? '', via: 'command line' }
			await app.ports.tickets.open({ ...act, subject: `During ${written}`, text: 'x', files })
			written += 1
		}
	})()
	const made = await sportello('backup', archive())
	enough.abort()
	await writer
	await app.stop()
	expect(made, made.err).toMatchObject({ code: 0 })
	expect(written).toBeGreaterThan(0)

	const restored = await elsewhere()('restore', archive())
	expect(restored, restored.err).toMatchObject({ code: 0 })
	const again = await compose(readSettings(environmentIn(join(folder, 'there'))))
	await again.start()
	expect((await fetch(`${again.address}/readyz`)).status).toBe(200)
	await again.stop()
})

describe('is refused', () => {
	it('where something is already, which stays as it was', async () => {
		await sportello('backup', archive())
		const twice = await sportello('backup', archive())
		expect(twice).toMatchObject({ code: 1, err: expect.stringContaining('there already') as string })
		const before = await contents('here')
		const over = await sportello('restore', archive())
		expect(over).toMatchObject({ code: 1, err: expect.stringContaining('move them away first') as string })
		expect(await contents('here')).toBe(before)
	})

	it('beside what SQLite left of another database, and while a service is there', async () => {
		await sportello('backup', archive())
		await mkdir(join(folder, 'there'))
		const left = ['-wal', '-shm', '-journal'].map(ending => join(folder, 'there', `sportello.db${ending}`))
		for (const file of left) await writeFile(file, 'x')
		const beside = await elsewhere()('restore', archive())
		expect(beside.code).toBe(1)
		expect(beside.err).toContain(`${left.join(', ')} are there already`)
		for (const file of left) await rm(file)

		const unlock = lockBeside(join(folder, 'there', 'sportello.db'))
		const locked = await elsewhere()('restore', archive())
		unlock()
		expect(locked).toMatchObject({ code: 3, err: expect.stringContaining('nother service') as string })
		expect((await elsewhere()('restore', archive())).code).toBe(0)
	})

	it('without the secret key, which came from SECRET_KEY', async () => {
		const SECRET_KEY = (await readFile(join(folder, 'here', 'secret.key'), 'utf8')).trim()
		const made = await commandLine({ ...environmentIn(join(folder, 'here')), SECRET_KEY })(
			'backup',
			archive(),
		)
		expect(made, made.err).toMatchObject({ code: 0 })
		const { code, err } = await elsewhere()('restore', archive())
		expect(code).toBe(1)
		expect(err).toContain('set SECRET_KEY')
		const left = await readdir(join(folder, 'there'))
		expect(left.filter(name => !/\.(lock|service)$/.test(name))).toEqual([])
		expect((await elsewhere({ SECRET_KEY })('restore', archive())).code).toBe(0)
	})

	it('when it was cut short or changed, and nothing is left behind', async () => {
		await sportello('backup', archive())
		const whole = await readFile(archive())
		const plain = gunzipSync(whole)
		const page = plain.indexOf('SQLite format 3')
		expect(page).toBeGreaterThan(0)
		const changed = Buffer.from(plain)
		changed[page + 5_000] = (changed[page + 5_000] ?? 0) ^ 1
		const renamed = (from: string, to: string) => {
			const other = Buffer.from(plain)
			other.write(to, other.indexOf(from))
			return gzipSync(other)
		}
		const broken: readonly (readonly [string, Buffer])[] = [
			['cut short', whole.subarray(0, whole.length - 100)],
			['cut after an entry', gzipSync(plain.subarray(0, plain.lastIndexOf('end.json')))],
			['one byte of the database is another', gzipSync(changed)],
			['what it says of itself is no JSON', renamed('{\n\t"format"', '}\n\t"format"')],
			['what it says of itself is something else', renamed('"madeAt"', '"MadeAt"')],
			['a newer format', renamed('"format": 1', '"format": 2')],
			['not an archive', Buffer.from('nothing of the sort')],
			['an archive of something else', gzipSync(plain.subarray(1_024))],
		]
		for (const [what, content] of broken) {
			await writeFile(archive(), content)
			const { code, err } = await elsewhere()('restore', archive())
			expect(code, `${what}: ${err}`).toBe(1)
			expect(err).toContain('cannot be read')
			expect(err.includes('newer release'), what).toBe(what === 'a newer format')
			expect(existsSync(join(folder, 'there', 'sportello.db')), what).toBe(false)
			expect(existsSync(join(folder, 'there', 'files')), what).toBe(false)
		}
	})

	it('where there is no such folder or file', async () => {
		const nowhere = join(folder, 'nowhere', 'backup.tar.gz')
		for (const word of ['backup', 'restore']) {
			const { code, err } = await (word === 'backup' ? sportello : elsewhere())(word, nowhere)
			expect(code, err).toBe(3)
			expect(err).toContain('no such file or directory')
			expect(err).not.toContain('fault')
		}
	})

	it('with another secret key, with which nobody could sign in', async () => {
		await sportello('backup', archive())
		const { code, err } = await elsewhere({ SECRET_KEY: 'k'.repeat(32) })('restore', archive())
		expect(code).toBe(1)
		expect(err).toContain('SECRET_KEY')
	})

	it('for PostgreSQL, naming what to use', async () => {
		const postgres = { DATABASE_URL: await newPostgresDatabase(), SECRET_KEY: 'k'.repeat(32) }
		const made = await commandLine({ ...environmentIn(folder), ...postgres })('backup', archive())
		expect(made).toMatchObject({ code: 1, err: expect.stringContaining('pg_dump') as string })
	})
})

it('keeps what is there of the files, and says in both directions which are damaged or lost', async () => {
	const files = join(folder, 'here', 'files')
	const [lost = '', damaged = ''] = (await readdir(files, { recursive: true }))
		.filter(name => name.includes('/'))
		.toSorted()
	await rename(join(files, lost), join(folder, 'lost'))
	const whole = await readFile(join(files, damaged))
	await writeFile(join(files, damaged), Buffer.alloc(whole.length))
	const made = await sportello('backup', archive(), '--json')
	expect(made.code).toBe(1)
	expect(made.err).toContain(`1 file that requests name is missing: ${basename(lost)}.`)
	expect(made.err).toContain(`1 file is damaged: ${basename(damaged)}.`)
	const wrong = { damaged: [basename(damaged)], missing: [basename(lost)] }
	expect(JSON.parse(made.out)).toMatchObject(wrong)

	const restored = await elsewhere()('restore', archive(), '--json')
	expect(restored.code).toBe(1)
	expect(JSON.parse(restored.out)).toMatchObject(wrong)
	expect(restored.err).toContain(basename(damaged))
	expect(restored.err).toContain(basename(lost))
	expect(await contents('there')).toBe(await contents('here'))
	expect(existsSync(join(folder, 'there', 'sportello.db'))).toBe(true)
})

it('says what is there when there is nothing to back up', async () => {
	const { code, err } = await elsewhere()('backup', archive())
	expect(code).toBe(1)
	expect(err).toContain('There is no')
	expect(existsSync(join(folder, 'there'))).toBe(false)
})

async function* bytes(text: string): AsyncIterable<Uint8Array> {
	yield Buffer.from(text)
}
