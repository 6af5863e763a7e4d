import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type App, compose } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import type { Identity } from '../../../src/domain/identity.ts'
import { erase } from '../../../src/erase.ts'
import { newPostgresDatabase } from '../database/stores.ts'
import { commandLine, environmentIn } from './shell.ts'

let folder: string
const ending: (() => Promise<unknown>)[] = []
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sportello-erasures-'))
	ending.push(() => rm(folder, { recursive: true }))
})
afterEach(async () => {
	for (const end of ending.splice(0).toReversed()) await end()
})

const ada: Identity = { platform: 'slack', space: 'TCANARY', user: 'UCANARYADA' }
const mallory: Identity = { platform: 'slack', space: 'TCANARY', user: 'UCANARYMALLORY' }
const parts = ['name', 'mail', 'place', 'file', 'draft', 'reference']
const canaries = [ada.user, ...parts.map(part => `canary-${part}`)]
const others = [mallory.user, ...parts.map(part => `other-${part}`)]

/** A service whose Ada is connected in two chats, each with all that is kept of one. */
async function begun(environment: Record<string, string>): Promise<App> {
	expect(await commandLine(environment)('seed')).toMatchObject({ code: 0 })
	const app = await compose(readSettings(environment))
	ending.push(() => app.stop())
	const { ports, database } = app
	const { id: account } = (await ports.accounts.byEmail('ada@acme.example')) ?? { id: '' }
	const ticket = await database.store.kysely.selectFrom('tickets').select('id').executeTakeFirstOrThrow()
	const chats = (
		[
			[ada, 'canary'],
			[mallory, 'other'],
		] as const
	).map(([identity, about]) => {
		const [name, email] = [`${about}-name`, `${about}-mail@acme.example`]
		return { identity, about, name, ask: { identity, name, email, locale: 'en' } }
	})
	for (const { identity, about, name, ask } of chats) {
		await ports.links.askCode(ask)
		for (const job of await ports.jobs.claim({ kinds: ['letter'], count: 9, lease: 1_000 })) {
			await ports.jobs.done(job)
		}
		const code = { identity, account, expiresAt: ports.clock.now() + 600_000, tries: 5 }
		await ports.links.issueCode({ ...code, hash: `${about} first` })
		await ports.links.link({ identity, name, hash: `${about} first` })
		await ports.links.issueCode({ ...code, hash: `${about} second` })
		await database.places.keep(identity, `${about}-place`)
		const stored = await ports.files.put(bytesOf(`${about}-file`), 100)
		const file = { at: 'store' as const, name: `${about}-file.txt`, type: 'text/plain', ...stored }
		await ports.drafts.keep(identity, { text: `${about}-draft`, files: [file] })
		const of = { account_id: Number(account), ticket_id: ticket.id }
		const { platform, space, user: user_id } = identity
		const told = { fence: 0, tries: 0, claimed: 0, why: null, sent_at: null, settled_at: null } as const
		await database.store.kysely
			.insertInto('notices')
			.values({ ...of, ...told, due_at: null, next_at: null })
			.onConflict(conflict => conflict.doNothing())
			.execute()
		await database.store.kysely
			.insertInto('notice_messages')
			.values({ ...of, platform, space, user_id, reference: `${about}-reference` })
			.execute()
	}
	for (const { ask } of chats) await ports.links.askCode(ask)
	return app
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
	yield Buffer.from(text)
}

/** Which of the words stand anywhere in the files of a folder. */
async function wordsIn(place: string, words: readonly string[]): Promise<readonly string[]> {
	const entries = await readdir(place, { recursive: true, withFileTypes: true })
	const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
	const contents = await Promise.all(paths.map(path => readFile(path)))
	return words.filter(word => contents.some(content => content.includes(word)))
}

it('leaves nothing of an erased chat in the database, its log and the files, and nothing readable in the journal', async () => {
	const here = join(folder, 'here')
	const app = await begun(environmentIn(here))
	expect(await wordsIn(here, canaries)).toEqual(canaries)
	await erase(app.ports, ada)
	expect(await wordsIn(here, canaries)).toEqual([])
	expect(await wordsIn(here, others)).toEqual(others)
	const journal = join(here, 'erasures.log')
	expect(await readFile(journal, 'utf8')).toMatch(/^\S+Z [\w-]{43}\n$/)
	expect((await stat(journal)).mode & 0o777).toBe(0o600)
})

it('erases nothing where it cannot be written down', async () => {
	await writeFile(join(folder, 'file'), '')
	const app = await begun({
		...environmentIn(join(folder, 'here')),
		ERASURES_FILE: join(folder, 'file', 'x'),
	})
	await expect(erase(app.ports, ada)).rejects.toThrow('EEXIST')
	expect(await app.ports.links.accountOf(ada)).toBeDefined()
})

it('erases again what a restore brings back, and what came before the backup only once', async () => {
	const environment = environmentIn(join(folder, 'here'))
	const app = await begun(environment)
	await erase(app.ports, mallory)
	await app.ports.links.issueCode({
		identity: mallory,
		account: (await app.ports.links.accountOf(ada))?.id ?? '',
		hash: 'again',
		expiresAt: app.ports.clock.now() + 600_000,
		tries: 5,
	})
	await app.ports.links.link({ identity: mallory, name: 'back-name', hash: 'again' })
	const archive = join(folder, 'backup.tar.gz')
	expect(await commandLine(environment)('backup', archive)).toMatchObject({ code: 0 })
	await erase(app.ports, ada)
	const journal = join(folder, 'here', 'erasures.log')
	// One that was cut short by a loss of power, and one more after it.
	await writeFile(journal, '2026-11-30T07:12', { flag: 'a' })
	await erase(app.ports, { ...ada, user: 'UNOBODY' })

	const lost = await commandLine(environmentIn(join(folder, 'lost')))('restore', archive)
	expect(lost).toMatchObject({ code: 0, out: expect.stringContaining('sportello erasures apply') as string })
	expect(await wordsIn(join(folder, 'lost'), canaries)).toEqual(canaries)

	const there = join(folder, 'there')
	const sportello = commandLine(environmentIn(there))
	const restored = await sportello('restore', '--erasures', journal, archive)
	expect(restored, restored.err).toMatchObject({
		code: 0,
		out: expect.stringContaining('1 chat that had been erased since then') as string,
	})
	expect(await wordsIn(there, canaries)).toEqual([])
	expect(await wordsIn(there, ['back-name'])).toEqual(['back-name'])
	// The new place knows it, the next time.
	await rm(join(there, 'sportello.db'))
	await rm(join(there, 'secret.key'))
	await rm(join(there, 'files'), { recursive: true })
	const again = await sportello('restore', '--json', archive)
	expect(JSON.parse(again.out)).toMatchObject({ erased: 1 })
	expect((await readFile(join(there, 'erasures.log'), 'utf8')).match(/Z /g)).toHaveLength(2)
})

it('erases again in a database that came back by its own tools', async () => {
	const environment = {
		...environmentIn(join(folder, 'here')),
		DATABASE_URL: await newPostgresDatabase(),
		SECRET_KEY: 'k'.repeat(32),
		ERASURES_FILE: join(folder, 'journal'),
	}
	const { ports } = await begun(environment)
	const sportello = commandLine(environment)
	const before = new Date(ports.clock.now()).toISOString()
	// As it is after a dump of before was read.
	await ports.erasures.record(ada)
	const late = await sportello('erasures', 'apply', '--since', '2999-01-01')
	expect(late, late.err).toMatchObject({ code: 0, out: '0 chats erased again.\n' })
	const applied = await sportello('erasures', 'apply', join(folder, 'journal'), '--since', before)
	expect(applied, applied.err).toMatchObject({ code: 0, out: '1 chat erased again.\n' })
	expect(await ports.links.accountOf(ada)).toBeUndefined()
	expect(await ports.links.accountOf(mallory)).toBeDefined()
	expect(await sportello('erasures', 'apply', '--since', 'then')).toMatchObject({ code: 2 })
	expect(await sportello('erasures', 'apply', 'nowhere', '--since', before)).toMatchObject({ code: 1 })
})
