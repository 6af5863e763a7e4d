import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openLog } from '../../adapters/log/open.ts'
import { compose, DatabaseInUse } from '../../adapters/main.ts'
import { SettingsUnusable } from '../../adapters/settings.ts'
import { addCast, allowed } from '../contracts/cast.ts'
import { openDatabaseLine } from './database/line.ts'
import { newPostgresDatabase } from './database/stores.ts'
import { settingsIn, startService, temporaryFolder } from './service.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
	for (const end of ends.splice(0).toReversed()) await end()
})

async function service(environment: Record<string, string> = {}) {
	const started = await startService(environment)
	ends.push(() => started.stop())
	return started
}

const adaInSlack = { platform: 'slack', space: 'T1', user: 'U0ADA' }
const asking = { identity: adaInSlack, name: 'Ada Rossi', email: 'ada@acme.example', locale: 'en' }
const mails = (folder: string) => readdir(join(folder, 'mail')).catch(() => [])

describe('the service', () => {
	it('does what waits when it is drained', async () => {
		const { app, folder } = await service()
		await addCast(app.database)
		await app.ports.links.askCode(asking)
		await app.drain()
		const [mail] = await mails(folder)
		expect(await readFile(join(folder, 'mail', mail ?? ''), 'utf8')).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/)
	})

	it('does by itself what a commit leaves to be done', async () => {
		const { app, folder } = await service()
		await app.drain()
		await app.ports.links.askCode(asking)
		await vi.waitFor(async () => expect(await mails(folder)).toHaveLength(1))
	})

	it('gives up the files of a platform that is not connected', async () => {
		const { app, lines } = await service()
		const { ada } = await addCast(app.database)
		const file = {
			name: 'a.txt',
			size: 3,
			type: 'text/plain',
			at: 'platform',
			platform: 'slack',
			source: 'F1',
		} as const
		const { ticket } = allowed(
			await app.ports.tickets.open({ by: ada.id, via: 'slack', subject: 's', text: 't', files: [file] }),
		)
		await app.drain()
		const { comments } = await app.ports.tickets.conversation(ada, ticket.id, { size: 1 })
		expect(comments[0]?.attachments[0]?.state).toBe('lost')
		expect(lines.join('')).toContain('slack is not connected')
	})

	it('builds links from PUBLIC_URL, or from where it listens', async () => {
		const { app } = await service()
		expect(app.ports.settings.publicUrl).toBe(app.address?.replace('127.0.0.1', 'localhost'))
		const other = await service({ PUBLIC_URL: 'https://help.acme.example/' })
		expect(other.app.ports.settings.publicUrl).toBe('https://help.acme.example')
	})

	it('goes on without Slack when Slack does not answer', async () => {
		const { get, lines } = await service({
			SLACK_SIGNING_SECRET: 'shh',
			SLACK_BOT_TOKEN: 'xoxb-1',
			SLACK_API_URL: 'http://127.0.0.1:1/api/',
		})
		expect((await get('/readyz')).status).toBe(200)
		expect(lines.join('')).toContain('Slack does not answer')
		const unsigned = await get('/slack/events', { method: 'POST', body: 'a=b' })
		expect(unsigned.status).toBe(401)
	})

	it('waits at its start for a database that does not answer yet', { timeout: 60_000 }, async () => {
		const { folder, remove } = await temporaryFolder()
		ends.push(remove)
		const line = await openDatabaseLine(await newPostgresDatabase())
		ends.push(() => line.close())
		await line.cut()
		const lines: string[] = []
		const log = openLog('info', { write: text => void lines.push(text) })
		const settings = settingsIn(folder, { DATABASE_URL: line.url, SECRET_KEY: 'k'.repeat(32) })
		const coming = compose(settings, { log })
		await vi.waitFor(() => expect(lines.join('')).toContain('does not answer yet'), { timeout: 30_000 })
		await line.mend()
		await (await coming).stop()
	})

	it('says that its port is taken, and leaves nothing open', async () => {
		const { app, folder } = await service()
		const { port } = new URL(app.address ?? '')
		const settings = settingsIn(folder, { PORT: port, DATABASE_URL: `sqlite:${join(folder, 'other.db')}` })
		const second = await compose(settings)
		await expect(second.start()).rejects.toMatchObject({ code: 'EADDRINUSE' })
		await second.stop()
	})
})

describe('one file has one service', () => {
	it('and the second is told who has it, until the first ends', async () => {
		const { app, folder } = await service()
		const second = compose(settingsIn(folder))
		await expect(second).rejects.toBeInstanceOf(DatabaseInUse)
		await expect(second).rejects.toThrow(new RegExp(`sportello\\.db: process ${process.pid} on .*, since `))
		await app.stop()
		const third = await compose(settingsIn(folder))
		await third.stop()
	})

	it('which a start that fails does not keep', async () => {
		const { folder, remove } = await temporaryFolder()
		ends.push(remove)
		const settings = settingsIn(folder)
		const wrong = { ...settings, mail: { ...settings.mail, from: 'nobody' } }
		await expect(compose(wrong)).rejects.toThrow(/^MAIL_FROM/)
		await expect(compose(wrong)).rejects.toBeInstanceOf(SettingsUnusable)
		await (await compose(settings)).stop()
	})

	it('while PostgreSQL has several', async () => {
		const { folder, remove } = await temporaryFolder()
		ends.push(remove)
		const settings = settingsIn(folder, {
			DATABASE_URL: await newPostgresDatabase(),
			SECRET_KEY: 'k'.repeat(32),
		})
		const first = await compose(settings)
		const second = await compose(settings)
		await Promise.all([first.start(), second.start()])
		expect(first.address).not.toBe(second.address)
		await Promise.all([first.stop(), second.stop()])
	})
})

describe('the secret key', () => {
	it('is made once beside the file, and one that is too short is refused by name', async () => {
		const { folder, remove } = await temporaryFolder()
		ends.push(remove)
		const signed: string[] = []
		for (let start = 0; start < 2; start += 1) {
			const app = await compose(settingsIn(folder))
			signed.push(app.ports.secrets.sign('address', 'x'))
			await app.stop()
		}
		expect(signed[0]).toBe(signed[1])
		await writeFile(join(folder, 'secret.key'), 'short')
		await expect(compose(settingsIn(folder))).rejects.toThrow(/secret\.key/)
	})

	it('is asked for by name where there is no file to keep one beside, and is put nowhere else', async () => {
		const { folder, remove } = await temporaryFolder()
		ends.push(remove)
		const { sqliteFile: _, secretKey: __, ...settings } = settingsIn(folder)
		const before = await readdir('.')
		const without = compose({ ...settings, databaseUrl: 'postgres://127.0.0.1:1/sportello' })
		await expect(without).rejects.toBeInstanceOf(SettingsUnusable)
		await expect(without).rejects.toThrow(/^SECRET_KEY is missing/)
		expect(await readdir('.')).toEqual(before)
	})
})
