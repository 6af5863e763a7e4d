import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { compose } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import { newPostgresDatabase } from '../database/stores.ts'
import { temporaryFolder } from '../service.ts'
import { commandLine, environmentIn } from './shell.ts'

let folder: string
let remove: () => Promise<void>
let environment: Record<string, string>
beforeEach(async () => {
	;({ folder, remove } = await temporaryFolder())
	environment = environmentIn(folder)
	expect((await commandLine(environment)('seed')).code).toBe(0)
})
afterEach(() => remove())

const here = () => environment['DATABASE_URL'] ?? ''

it('moves to PostgreSQL with a count of what arrived, and says what to set', async () => {
	const there = await newPostgresDatabase('empty')
	const erasures = join(folder, 'erasures.log')
	await writeFile(erasures, '')
	const moved = await commandLine(environment)('move', here(), there)
	expect(moved, moved.err).toMatchObject({ code: 0 })
	expect(moved.out).toMatch(/tickets +(\d+) +\1\n/)
	expect(moved.out).toContain(`SECRET_KEY there has to be what ${join(folder, 'secret.key')} holds.`)
	expect(moved.out).toContain(`ERASURES_FILE there has to be ${erasures}: `)
	expect(moved.err).toContain('100 %')
	const SECRET_KEY = 'k'.repeat(32)
	const list = ['ticket', 'list', '--as', 'ada@acme.example', '--json']
	const before = await commandLine(environment)(...list)
	const after = await commandLine({ ...environment, DATABASE_URL: there, SECRET_KEY })(...list)
	expect(after.out).toBe(before.out)
	const again = await commandLine(environment)('move', here(), there)
	expect(again).toMatchObject({ code: 1, out: '', err: expect.stringContaining('is in use') as string })
	expect((await commandLine({ ...environment, DATABASE_URL: there, SECRET_KEY })(...list)).out).toBe(
		before.out,
	)
})

it('is refused while the service runs, from nowhere, and onto itself', async () => {
	const there = await newPostgresDatabase('empty')
	const app = await compose(readSettings(environment))
	const beside = await commandLine(environment)('move', here(), there)
	await app.stop()
	expect(beside).toMatchObject({ code: 3 })
	expect(beside.err).toContain('nother service process')
	const nowhere = await commandLine(environment)('move', `sqlite:${join(folder, 'none.db')}`, there)
	expect(nowhere).toMatchObject({ code: 1, err: `There is no ${join(folder, 'none.db')}.\n` })
	for (const same of [here(), here().replace(folder, `${folder}/../${basename(folder)}`)]) {
		const onto = await commandLine(environment)('move', here(), same)
		expect(onto).toMatchObject({ code: 1, err: 'Both are the same database.\n' })
	}
})

it('is refused while a service runs where it would move to', async () => {
	const other = { ...environment, DATABASE_URL: `sqlite:${join(folder, 'other', 'sportello.db')}` }
	const app = await compose(readSettings(other))
	const moved = await commandLine(environment)('move', here(), other.DATABASE_URL)
	await app.stop()
	expect(moved).toMatchObject({ code: 3, err: expect.stringContaining('nother service process') as string })
})

it('is refused where other people live', async () => {
	const there = await newPostgresDatabase()
	const SECRET_KEY = 'k'.repeat(32)
	const other = { ...environment, DATABASE_URL: there, SECRET_KEY }
	await commandLine(other)('account', 'add', '--email', 'otto@else.example', '--name', 'Otto Neri')
	const moved = await commandLine(environment)('move', here(), there)
	expect(moved).toMatchObject({
		code: 1,
		err: 'The database to move to is in use: it holds accounts or organizations already. Make an empty one, and name that.\n',
	})
})
