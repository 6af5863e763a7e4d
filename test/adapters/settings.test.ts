import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadEnvironment, readSettings, SettingsUnusable } from '../../adapters/settings.ts'

/** What is the matter, one line each. */
function problems(environment: Record<string, string>): readonly string[] {
	try {
		readSettings(environment)
		return []
	} catch (error) {
		if (error instanceof SettingsUnusable) return error.problems
		throw error
	}
}

const slack = { SLACK_SIGNING_SECRET: 'shh', SLACK_BOT_TOKEN: 'xoxb-1' }
const postgres = 'postgres://sportello:pw@db.internal:5432/sportello'
const key = 'k'.repeat(32)

describe('with nothing set', () => {
	it('everything has the value of the table', () => {
		expect(readSettings({})).toEqual({
			host: '127.0.0.1',
			port: 3000,
			databaseUrl: 'sqlite:data/sportello.db',
			sqliteFile: 'data/sportello.db',
			files: { folder: 'data/files' },
			erasuresFile: 'data/erasures.log',
			mail: { from: 'sportello@localhost.localdomain', folder: 'data/mail' },
			defaultLocale: 'en',
			supportName: 'Support',
			logLevel: 'info',
			signUp: 'open',
			closeAfterDays: 7,
			remindAfterDays: 4,
			targets: {},
			businessHours: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', timeZone: 'UTC' },
			trustedProxies: [],
			webhookLoopback: false,
		})
	})

	it('what is empty counts as absent', () => {
		expect(readSettings({ SLACK_BOT_TOKEN: '', PORT: ' ', PUBLIC_URL: '' })).toEqual(readSettings({}))
	})
})

describe('each variable', () => {
	it.each([
		['HOST', '0.0.0.0', { host: '0.0.0.0' }],
		['HOST', '::1', { host: '::1' }],
		['PORT', '8080', { port: 8080 }],
		['PORT', '0', { port: 0 }],
		['PUBLIC_URL', 'https://help.acme.example', { publicUrl: 'https://help.acme.example' }],
		['PUBLIC_URL', 'https://help.acme.example/', { publicUrl: 'https://help.acme.example' }],
		['PUBLIC_URL', 'http://localhost:4000', { publicUrl: 'http://localhost:4000' }],
		['PUBLIC_URL', 'http://127.0.0.1:4000', { publicUrl: 'http://127.0.0.1:4000' }],
		['PUBLIC_URL', 'http://[::1]:4000', { publicUrl: 'http://[::1]:4000' }],
		[
			'DATABASE_URL',
			'sqlite:/var/lib/s.db',
			{ databaseUrl: 'sqlite:/var/lib/s.db', sqliteFile: '/var/lib/s.db' },
		],
		['FILES_URL', 'file:/srv/files', { files: { folder: '/srv/files' } }],
		['SECRET_KEY', key, { secretKey: key }],
		['DEFAULT_LOCALE', 'it', { defaultLocale: 'it' }],
		['SUPPORT_NAME', 'Acme Help', { supportName: 'Acme Help' }],
		['LOG_LEVEL', 'warn', { logLevel: 'warn' }],
		['SIGN_UP', 'invited', { signUp: 'invited' }],
		['CLOSE_AFTER_DAYS', '0', { closeAfterDays: 0 }],
		['REMIND_AFTER_DAYS', '14', { remindAfterDays: 14 }],
		[
			'TARGETS',
			'urgent=30m/8h, normal=1d/5d',
			{ targets: { urgent: { answer: 30, solve: 480 }, normal: { answer: 480, solve: 2_400 } } },
		],
		[
			'BUSINESS_HOURS',
			'mon-fri 9:00-17:30 Europe/Rome',
			{ businessHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30', timeZone: 'Europe/Rome' } },
		],
		['TRUSTED_PROXIES', '127.0.0.1, fd00::/8', { trustedProxies: ['127.0.0.1', 'fd00::/8'] }],
		['WEBHOOK_LOOPBACK', 'allowed', { webhookLoopback: true }],
		['METRICS_TOKEN', 'a-token-of-the-operator', { metricsToken: 'a-token-of-the-operator' }],
		['SIGN_UP', 'Acme.example, umbra.example', { signUp: ['acme.example', 'umbra.example'] }],
	])('%s=%s is taken', (name, value, expected) => {
		expect(readSettings({ [name]: value })).toMatchObject(expected)
	})

	it.each([
		['HOST', 'not a host'],
		['PORT', '65536'],
		['PORT', '80a'],
		['PORT', '-1'],
		['PUBLIC_URL', 'help.acme.example'],
		['PUBLIC_URL', 'ftp://help.acme.example'],
		['PUBLIC_URL', 'http://help.acme.example'],
		['PUBLIC_URL', 'http://127.0.0.1.acme.example'],
		['PUBLIC_URL', 'https://help.acme.example/sub'],
		['PUBLIC_URL', 'https://help.acme.example/?a=1'],
		['PUBLIC_URL', 'https://me:pw@help.acme.example'],
		['DATABASE_URL', 'mysql://localhost/x'],
		['DATABASE_URL', 'sqlite:'],
		['DATABASE_URL', 'sqlite://data/x.db'],
		['FILES_URL', 's3://bucket/prefix'],
		['FILES_URL', 'data/files'],
		['SMTP_URL', 'mail.acme.example:25'],
		['MAIL_FROM', 'nobody'],
		['MAIL_FROM', 'A <a@acme.example>, b@acme.example'],
		['SECRET_KEY', 'short'],
		['SLACK_BOT_TOKEN', 'xoxp-1'],
		['SLACK_APP_TOKEN', 'xoxb-1'],
		['SLACK_API_URL', 'slack.com/api'],
		['SLACK_CLIENT_ID', 'mine'],
		['TEAMS_APP_ID', 'sportello'],
		['TEAMS_TENANT_ID', 'acme.onmicrosoft.com'],
		['TEAMS_TENANT_ID', '12345678-90ab-cdef-1234-567890abcdef, acme.onmicrosoft.com'],
		['TEAMS_SERVICE_HOSTS', 'smba.trafficmanager.net, bad host!'],
		['TEAMS_SERVICE_HOSTS', 'localhost:3978'],
		['TEAMS_SERVICE_HOSTS', 'https://smba.trafficmanager.net'],
		['DEFAULT_LOCALE', 'de'],
		['SUPPORT_NAME', 'x'.repeat(81)],
		['LOG_LEVEL', 'loud'],
		['SIGN_UP', 'everyone'],
		['FILES_URL', 's3://bucket/prefix'],
		['FILES_URL', 's3://Bucket?region=eu'],
		['FILES_URL', 's3://bucket?region=eu&endpoint=ftp://host'],
		['FILES_URL', 's3://bucket?region=eu&acl=public'],
		['FILES_URL', 's3://bucket/a/../b?region=eu'],
		['FILES_URL', 's3://bucket/./b?region=eu'],
		['FILES_URL', 's3://bucket/a//b?region=eu'],
		['FILES_URL', 's3://bucket//?region=eu'],
		['METRICS_TOKEN', 'short'],
		['WEBHOOK_LOOPBACK', 'yes'],
		['TRUSTED_PROXIES', 'proxy.example'],
		['TRUSTED_PROXIES', '10.0.0.0/33'],
		['TRUSTED_PROXIES', '10.0.0.0/8/8'],
		['TRUSTED_PROXIES', '::1/'],
		['SIGN_UP', 'acme.example, open'],
	])('%s=%s stops the start, by name', (name, value) => {
		const found = problems({ [name]: value })
		expect(found.filter(problem => problem.startsWith(`${name} `))).toHaveLength(1)
		for (const problem of found) expect(problem).toMatch(/^[A-Z_]+ [^\n]+$/)
	})

	it('a bucket needs a region and who may use it', () => {
		const keys = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' }
		const FILES_URL = 's3://attachments/acme?region=eu-central-1&endpoint=https://minio.example'
		expect(readSettings({ ...keys, FILES_URL }).files).toEqual({
			s3: {
				bucket: 'attachments',
				prefix: 'acme/',
				region: 'eu-central-1',
				endpoint: 'https://minio.example',
				accessKeyId: 'AKIA',
				secretAccessKey: 'secret',
			},
		})
		expect(problems({ FILES_URL })).toEqual([
			expect.stringContaining('AWS_ACCESS_KEY_ID is missing'),
			expect.stringContaining('AWS_SECRET_ACCESS_KEY is missing'),
		])
	})

	it('no secret is repeated in what is said', () => {
		const secret = 'hunter2hunter2'
		expect(
			problems({
				SECRET_KEY: secret,
				SLACK_BOT_TOKEN: secret,
				DATABASE_URL: `mysql://x:${secret}@h/d`,
				SMTP_URL: `http://x:${secret}@h`,
			}).join(' '),
		).not.toContain(secret)
	})
})

describe('what belongs together', () => {
	it('Slack is on with secret and token', () => {
		expect(readSettings(slack).slack).toEqual({
			signingSecret: 'shh',
			botToken: 'xoxb-1',
			apiUrl: 'https://slack.com/api/',
		})
		expect(
			readSettings({ ...slack, SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: 'http://127.0.0.1:9/api' }).slack,
		).toMatchObject({ appToken: 'xapp-1', apiUrl: 'http://127.0.0.1:9/api/' })
	})

	it('one without the other is named', () => {
		expect(problems({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([
			'SLACK_SIGNING_SECRET is missing: Slack needs SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN together',
		])
		expect(problems({ SLACK_SIGNING_SECRET: 'shh' })).toEqual([
			'SLACK_BOT_TOKEN is missing: Slack needs SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN together',
		])
		const client = { SLACK_CLIENT_ID: '12.34', SLACK_CLIENT_SECRET: 'shh' }
		const signed = { SLACK_SIGNING_SECRET: 'shh' }
		expect(readSettings({ ...client, ...signed }).slack).toEqual({
			signingSecret: 'shh',
			client: { id: '12.34', secret: 'shh' },
			apiUrl: 'https://slack.com/api/',
		})
		expect(problems(client)[0]).toMatch(/^SLACK_SIGNING_SECRET is missing: installing/)
		expect(problems({ ...client, ...signed, SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([
			'SLACK_BOT_TOKEN cannot be used beside SLACK_CLIENT_ID: each workspace has a token of its own',
		])
		expect(problems({ SLACK_APP_TOKEN: 'xapp-1' })[0]).toMatch(/^SLACK_BOT_TOKEN is missing/)
	})

	it('Teams is read, whole or not at all', () => {
		const id = '0a1b2c3d-0000-4000-8000-000000000001'
		const tenant = '0a1b2c3d-0000-4000-8000-000000000002'
		const teams = { TEAMS_APP_ID: id.toUpperCase(), TEAMS_APP_PASSWORD: 'pw', TEAMS_TENANT_ID: tenant }
		expect(readSettings({ ...teams, TEAMS_SERVICE_HOSTS: 'localhost, Smba.Example.com' }).teams).toEqual({
			appId: id,
			appPassword: 'pw',
			tenantIds: [tenant],
			serviceHosts: ['localhost', 'smba.example.com'],
		})
		expect(problems({ TEAMS_APP_ID: id })).toHaveLength(2)
		expect(problems({ ...teams, TEAMS_TENANT_ID: '' })).toHaveLength(1)
	})

	it('PostgreSQL needs a key of its own', () => {
		expect(problems({ DATABASE_URL: postgres })[0]).toMatch(/^SECRET_KEY is missing/)
		const settings = readSettings({ DATABASE_URL: postgres, SECRET_KEY: key })
		expect(settings.databaseUrl).toBe(postgres)
		expect(settings.sqliteFile).toBeUndefined()
	})

	it('mail that is sent needs a sender', () => {
		expect(problems({ SMTP_URL: 'smtp://mail.acme.example' })[0]).toMatch(/^MAIL_FROM is missing/)
		expect(
			readSettings({ SMTP_URL: 'smtps://u:p@mail.acme.example', MAIL_FROM: 'Help <help@acme.example>' }).mail,
		).toEqual({
			smtpUrl: 'smtps://u:p@mail.acme.example',
			from: 'Help <help@acme.example>',
			folder: 'data/mail',
		})
	})

	it('everything that is the matter is said at once', () => {
		const found = problems({ PORT: 'x', LOG_LEVEL: 'loud', SLACK_BOT_TOKEN: 'xoxb-1', SMTP_URL: 'smtp://h' })
		expect(found.map(problem => problem.split(' ')[0])).toEqual([
			'PORT',
			'LOG_LEVEL',
			'SLACK_SIGNING_SECRET',
			'MAIL_FROM',
		])
	})
})

describe('.env', () => {
	const folder = process.cwd()
	const temporary = mkdtempSync(join(tmpdir(), 'sportello-env-'))
	afterEach(() => {
		process.chdir(folder)
		rmSync(temporary, { recursive: true })
		delete process.env.SUPPORT_NAME
	})

	it('adds to the environment, which wins', () => {
		writeFileSync(join(temporary, '.env'), 'SUPPORT_NAME=From the file\nLOG_LEVEL=error\n')
		process.chdir(temporary)
		const before = process.env.LOG_LEVEL
		process.env.LOG_LEVEL = 'warn'
		loadEnvironment()
		const settings = readSettings(process.env)
		if (before === undefined) delete process.env.LOG_LEVEL
		else process.env.LOG_LEVEL = before
		expect(settings).toMatchObject({ supportName: 'From the file', logLevel: 'warn' })
	})
})
