import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examineDatabase } from '../../../adapters/database/examine.ts'
import { openDatabase } from '../../../adapters/database/open.ts'
import type { Finding } from '../../../src/ports/finding.ts'
import { type Mailbox, startMail } from '../../standins/mail.ts'
import { type SlackStandIn, startSlack } from '../../standins/slack/index.ts'
import { startWorkspaces } from '../../standins/slack/workspaces.ts'
import { startTeams, type Teams } from '../../standins/teams/index.ts'
import { addCast } from '../../contracts/cast.ts'
import { openWorld, type World } from '../../world.ts'
import { testSecrets } from '../database/secrets.ts'
import { newPostgresDatabase } from '../database/stores.ts'
import { openServer } from '../email/server.ts'
import { commandLine, environmentIn } from './shell.ts'

let folder: string
let slack: SlackStandIn
let teams: Teams
let mail: Mailbox
let world: World
let environment: Record<string, string>
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sportello-doctor-'))
	slack = await startSlack()
	teams = await startTeams()
	mail = await startMail()
	const platforms = {
		SLACK_SIGNING_SECRET: slack.signingSecret,
		SLACK_BOT_TOKEN: slack.botToken,
		SLACK_API_URL: slack.apiUrl,
		TEAMS_APP_ID: teams.appId,
		TEAMS_APP_PASSWORD: teams.appPassword,
		TEAMS_TENANT_ID: teams.tenantId,
		TEAMS_OPENID_METADATA_URL: teams.openIdMetadataUrl,
		TEAMS_LOGIN_URL: teams.loginUrl,
		TEAMS_SERVICE_HOSTS: teams.serviceHosts.join(','),
	}
	world = await openWorld(platforms)
	environment = {
		...environmentIn(folder),
		...platforms,
		SMTP_URL: mail.url,
		MAIL_FROM: 'support@support.example',
		PUBLIC_URL: world.address.replace('127.0.0.1', 'localhost'),
	}
})
afterAll(async () => {
	await world.close()
	await Promise.all([slack.stop(), teams.stop(), mail.stop()])
	await rm(folder, { recursive: true })
})

/** What the doctor says of one thing, with some settings otherwise. */
async function examined(about: string, otherwise: Record<string, string> = {}) {
	const { code, out } = await commandLine({ ...environment, ...otherwise })('doctor', '--json')
	const findings = JSON.parse(out) as readonly Finding[]
	return { code, found: findings.filter(finding => finding.about === about) }
}

const states = (found: readonly Finding[]) => found.map(({ state }) => state)

it('asks Slack whether it knows the client that installs', async () => {
	const workspaces = await startWorkspaces([{}])
	try {
		const byOAuth = { SLACK_BOT_TOKEN: '', ...workspaces.environment }
		const { found } = await examined('SLACK_CLIENT_ID', byOAuth)
		expect(found).toMatchObject([{ state: 'well', says: 'Slack knows it, with its secret.' }])
		const wrong = await examined('SLACK_CLIENT_ID', { ...byOAuth, SLACK_CLIENT_SECRET: 'another' })
		expect(wrong.found).toMatchObject([{ state: 'broken', says: 'Slack refuses it: bad_client_secret.' }])
	} finally {
		await workspaces.stop()
	}
})

it('finds all well where the service runs with these settings, and makes nothing', async () => {
	const { code, out } = await commandLine(environment)('doctor')
	expect(code, out).toBe(0)
	expect(out.split('\n').filter(line => /^[✗]/.test(line))).toEqual([])
	expect(out).toContain('✓ SLACK_BOT_TOKEN       It is sportello’s in the workspace World.')
	expect(out).toContain(`/slack/events answers to what is signed with it.`)
	expect(out).toContain('✓ TEAMS_APP_PASSWORD    Microsoft gives the bot its token.')
	expect(out).toContain('/api/messages takes nothing without Microsoft’s token.')
	expect(out).toContain('sportello.db is not there yet; the first start makes it.')
	for (const secret of [slack.botToken, slack.signingSecret, teams.appPassword]) {
		expect(out).not.toContain(secret)
	}
	expect((await commandLine(environment)('doctor', '--json')).out).not.toContain(slack.botToken)
	expect(await readdir(folder)).toEqual([])
	expect(slack.problems).toEqual([])
	expect(teams.problems).toEqual([])
})

describe('Slack', () => {
	it('names the scopes that the token lacks', async () => {
		slack.world.options.scopes = ['chat:write', 'commands']
		const { code, found } = await examined('SLACK_BOT_TOKEN')
		delete slack.world.options.scopes
		expect(code).toBe(1)
		expect(states(found)).toEqual(['well', 'broken'])
		expect(found[1]?.says).toContain('im:history')
		expect(found[1]?.says).not.toContain('chat:write')
	})

	it('says that the token was taken back', async () => {
		await slack.revoke()
		const { code, found } = await examined('SLACK_BOT_TOKEN')
		await slack.revoke(false)
		expect(code).toBe(1)
		expect(found[0]?.says).toContain('token_revoked')
	})

	it('says that the running service has another signing secret', async () => {
		const { found } = await examined('SLACK_SIGNING_SECRET', { SLACK_SIGNING_SECRET: 'x'.repeat(32) })
		expect(found[0]).toMatchObject({ state: 'broken' })
		expect(found[0]?.todo).toContain('restart it')
	})

	it('tries the token of Socket Mode', async () => {
		const well = await examined('SLACK_APP_TOKEN', { SLACK_APP_TOKEN: slack.appToken })
		expect(states(well.found)).toEqual(['well'])
		const other = await examined('SLACK_APP_TOKEN', { SLACK_APP_TOKEN: 'xapp-another' })
		expect(states(other.found)).toEqual(['broken'])
	})
})

describe('Teams', () => {
	it('tells a wrong secret from a wrong app', async () => {
		const secret = await examined('TEAMS_APP_PASSWORD', { TEAMS_APP_PASSWORD: 'another' })
		expect(secret.found[0]?.todo).toContain('Value')
		const app = await examined('TEAMS_APP_PASSWORD', { TEAMS_APP_ID: teams.tenantId })
		expect(app.found[0]?.todo).toContain('TEAMS_APP_ID')
		expect([secret.code, app.code]).toEqual([1, 1])
	})
})

it('takes no sign-in before the service for the endpoint of Teams', async () => {
	const gate = createServer((_, response) => response.writeHead(401).end())
	gate.listen(0, '127.0.0.1')
	await once(gate, 'listening')
	const { port } = gate.address() as AddressInfo
	const { found } = await examined('TEAMS_APP_ID', { PUBLIC_URL: `http://localhost:${port}` })
	gate.closeAllConnections()
	gate.close()
	expect(found[0]).toMatchObject({ state: 'broken', says: expect.stringContaining('401 and 401') as string })
})

describe('the address', () => {
	it('does not answer while the service does not run, which is no fault yet', async () => {
		const { code, found } = await examined('PUBLIC_URL', { PUBLIC_URL: 'http://localhost:9' })
		expect(code).toBe(0)
		expect(states(found)).toEqual(['doubtful'])
	})

	it('leads to a service that is not ready, or to a proxy with nothing behind it', async () => {
		const says: string[] = []
		for (const body of ['not ready\n', 'Service Unavailable']) {
			const server = createServer((_, response) => response.writeHead(503).end(body))
			server.listen(0, '127.0.0.1')
			await once(server, 'listening')
			const { port } = server.address() as AddressInfo
			const { found } = await examined('PUBLIC_URL', { PUBLIC_URL: `http://localhost:${port}` })
			server.close()
			expect(states(found)).toEqual(['broken'])
			says.push(found[0]?.says ?? '')
		}
		expect(says[0]).toContain('is not ready: its log says why')
		expect(says[1]).toContain('answers with 503')
	})

	it('leads elsewhere', async () => {
		const { code, found } = await examined('PUBLIC_URL', { PUBLIC_URL: new URL(slack.apiUrl).origin })
		expect(code).toBe(1)
		expect(found[0]?.says).toContain('404')
	})
})

describe('mail', () => {
	it('is only written down where no server is named', async () => {
		const { code, found } = await examined('SMTP_URL', { SMTP_URL: '' })
		expect(code).toBe(0)
		expect(states(found)).toEqual(['off'])
	})

	it('has no server at this port', async () => {
		const { code, found } = await examined('SMTP_URL', { SMTP_URL: 'smtp://127.0.0.1:9' })
		expect(code).toBe(1)
		expect(found[0]?.todo).toContain('port')
	})

	it('does not let us sign in', async () => {
		const server = await openServer({
			authOptional: false,
			onAuth: (_auth, _session, answer) => answer(new Error('no such user')),
		})
		const { code, found } = await examined('SMTP_URL', {
			SMTP_URL: `smtp://u:secret-word@127.0.0.1:${server.port}`,
		})
		await server.close()
		expect(code).toBe(1)
		expect(found[0]?.todo).toContain('password')
		expect(JSON.stringify(found)).not.toContain('secret-word')
	})
})

describe('the database', () => {
	it('opens, and is brought up to date by the next start', async () => {
		const before = await openDatabase(environment['DATABASE_URL'] ?? '', {
			clock: world.clock,
			secrets: testSecrets(),
		})
		await before.close()
		const begun = await examined('DATABASE_URL')
		expect(begun.found[0]?.says).toContain('the next start brings it up to date')
		await commandLine(environment)('migrate')
		const migrated = await examined('DATABASE_URL')
		expect(migrated.found[0]?.says).toContain('is up to date')
	})

	it('is no database at all', async () => {
		await writeFile(join(folder, 'letter.db'), 'Dear Diego, '.repeat(1_000))
		const { code, found } = await examined('DATABASE_URL', {
			DATABASE_URL: `sqlite:${join(folder, 'letter.db')}`,
		})
		expect(code).toBe(1)
		expect(found[0]).toMatchObject({ state: 'broken' })
		expect(found[0]?.todo).toContain('no SQLite file, or damaged')
		expect(found[0]?.todo).not.toContain('password')
	})

	it('is there without the key that it was made with', async () => {
		const own = join(folder, 'without-key')
		const DATABASE_URL = `sqlite:${join(own, 'sportello.db')}`
		await commandLine({ ...environment, DATABASE_URL })('migrate')
		expect((await examined('SECRET_KEY', { DATABASE_URL })).found).toEqual([])
		await rm(join(own, 'secret.key'))
		const { code, found } = await examined('SECRET_KEY', { DATABASE_URL })
		expect(code).toBe(1)
		expect(found).toMatchObject([
			{ state: 'broken', says: expect.stringContaining('nobody could sign in') as string },
		])
		expect(await readdir(own)).not.toContain('secret.key')
		expect((await examined('SECRET_KEY', { DATABASE_URL, SECRET_KEY: 'k'.repeat(32) })).found).toEqual([])
	})

	it('is of a newer release', async () => {
		const newer = `sqlite:${join(folder, 'newer.db')}`
		const database = await openDatabase(newer, { clock: world.clock, secrets: testSecrets() })
		await database.migrate()
		await sql`insert into migrations (name, applied_at) values ('9999-later', 0)`.execute(
			database.store.kysely,
		)
		await database.close()
		const { code, found } = await examined('DATABASE_URL', { DATABASE_URL: newer })
		expect(code).toBe(1)
		expect(found[0]?.todo).toContain('newer release')
	})

	it('is a PostgreSQL that answers, or does not', async () => {
		const SECRET_KEY = 'k'.repeat(32)
		const there = await examined('DATABASE_URL', { DATABASE_URL: await newPostgresDatabase(), SECRET_KEY })
		expect(there.found).toEqual([
			{ about: 'DATABASE_URL', state: 'well', says: 'PostgreSQL answers and is up to date.' },
		])
		const gone = await examined('DATABASE_URL', {
			DATABASE_URL: 'postgres://u:secret-word@127.0.0.1:9/d',
			SECRET_KEY,
		})
		expect(gone.code).toBe(1)
		expect(gone.found[0]?.says).toContain('ECONNREFUSED')
		expect(JSON.stringify(gone.found)).not.toContain('secret-word')
	})
})

describe('clocks that are an hour apart', () => {
	const hour = 3_600_000

	it('Slack’s is held against the one that the service goes by', async () => {
		const server = createServer((_, response) => {
			response.setHeader('date', new Date(Date.now() + hour).toUTCString())
			response.setHeader('content-type', 'application/json')
			response.end('{"ok":true}')
		}).listen(0, '127.0.0.1')
		await once(server, 'listening')
		const SLACK_API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
		const own = await examined('clock', { SLACK_API_URL })
		const shared = { DATABASE_URL: await newPostgresDatabase(), SECRET_KEY: 'k'.repeat(32) }
		const databases = await examined('clock', { SLACK_API_URL, ...shared })
		server.close()
		expect([own.code, databases.code]).toEqual([1, 1])
		expect(own.found).toMatchObject([
			{
				state: 'broken',
				says: expect.stringMatching(/^This machine’s clock and Slack’s are \d+ s/) as string,
			},
		])
		expect(databases.found).toMatchObject([
			{
				state: 'broken',
				says: expect.stringContaining('The database’s clock, which the service goes by, and') as string,
				todo: expect.stringContaining('the machine of the database') as string,
			},
		])
	})

	it('this machine’s is not the one with PostgreSQL', async () => {
		const machine = { now: () => Date.now() + hour }
		const { findings, time } = await examineDatabase(await newPostgresDatabase(), machine)
		expect(findings.map(({ says }) => says).join()).toMatch(/this machine’s are 3[56]\d\d s apart/)
		expect(Math.abs(time.clock.now() - Date.now())).toBeLessThan(hour / 2)
		const own = await examineDatabase(environment['DATABASE_URL'] ?? '', machine)
		expect(own.time).toEqual({ clock: machine, whose: 'machine' })
	})
})

it('names each webhook that is disabled, and what to do about it', async () => {
	const sqlite = { DATABASE_URL: `sqlite:${join(folder, 'hooks.db')}`, SECRET_KEY: 'k'.repeat(32) }
	const database = await openDatabase(sqlite.DATABASE_URL, { clock: Date, secrets: testSecrets() })
	await database.migrate()
	const { ada } = await addCast(database)
	const made = { account: ada.id, events: ['ticket.created'], secret: 's' } as const
	const { id } = await database.webhooks.add({ ...made, url: 'https://hooks.example/a' })
	const well = await database.webhooks.add({ ...made, url: 'https://hooks.example/b' })
	const since = { disabled_at: Date.UTC(2026, 0, 2), disabled_why: 'failing' as const }
	const hook = database.store.kysely.updateTable('webhooks').set(since).where('id', '=', Number(id))
	await hook.execute()
	await database.close()
	const { found } = await examined(`webhook ${id}`, sqlite)
	expect(found).toMatchObject([
		{
			state: 'doubtful',
			says: 'It is disabled since 2026-01-02T00:00:00.000Z: every try had failed for days.',
			todo: expect.stringContaining(`webhook enable ${id}`) as string,
		},
	])
	expect((await examined(`webhook ${well.id}`, sqlite)).found).toEqual([])
})
