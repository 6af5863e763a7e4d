import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type * as z from 'zod'
import type { Locale } from '../src/domain/account.ts'
import { incomplete, type logLevels, sqlitePath, variables } from './settings-variables.ts'
import type { Settings as ServiceSettings } from '../src/ports/index.ts'
import { defaultFileLimits, defaultUploadsADay } from '../src/rules/limits.ts'
import type { BusinessHours, TargetTimes } from '../src/rules/targets.ts'

/** What the service is told by its environment: the table in DESIGN, section 4. */
export type Settings = {
	readonly host: string
	/** 0: any free one. */
	readonly port: number
	/** The only origin that links are built from; absent: `http://localhost` at the port that is listened on. */
	readonly publicUrl?: string
	readonly databaseUrl: string
	/** The path in `databaseUrl`; absent with PostgreSQL. */
	readonly sqliteFile?: string
	readonly files: { readonly folder: string } | { readonly s3: S3Place }
	/** Where erasures are written down, which a restore reads. */
	readonly erasuresFile: string
	readonly mail: { readonly smtpUrl?: string; readonly from: string; readonly folder: string }
	/** Absent only with SQLite, where the first start makes one beside the file. */
	readonly secretKey?: string
	readonly slack?: SlackSettings
	readonly teams?: TeamsSettings
	readonly defaultLocale: Locale
	readonly supportName: string
	readonly logLevel: LogLevel
	/** Who may make an account: everyone, only the invited, or who has a mail address of these domains. */
	readonly signUp: 'open' | 'invited' | readonly string[]
	/** 0: never. */
	readonly closeAfterDays: number
	readonly remindAfterDays: number
	/** What support promises, and when it is there. */
	readonly targets: TargetTimes
	readonly businessHours: BusinessHours
	/** Addresses and networks of the proxies before us, whose `X-Forwarded-For` is believed. */
	readonly trustedProxies: readonly string[]
	/** For tests: webhooks may go to this machine, and there without TLS. */
	readonly webhookLoopback: boolean
	/** Who may read `/metrics` from elsewhere. */
	readonly metricsToken?: string
}

/** A bucket of Amazon's, or of another store by its `endpoint`, and who may use it. */
export type S3Place = {
	readonly bucket: string
	readonly prefix: string
	readonly region: string
	readonly endpoint?: string
	readonly accessKeyId: string
	readonly secretAccessKey: string
	readonly sessionToken?: string
}

export type SlackSettings = {
	readonly signingSecret: string
	/** Of one workspace; absent where the app is installed by OAuth, as many times as people like. */
	readonly botToken?: string
	readonly client?: { readonly id: string; readonly secret: string }
	/** Socket Mode. */
	readonly appToken?: string
	/** The Web API's root, with a trailing slash. */
	readonly apiUrl: string
}

export type TeamsSettings = {
	readonly appId: string
	readonly appPassword: string
	/** The only tenants that are served. */
	readonly tenantIds: readonly string[]
	readonly openIdMetadataUrl?: string
	readonly loginUrl?: string
	/** Exact host names in lower case, without a port; absent: Microsoft's. */
	readonly serviceHosts?: readonly string[]
}

export type LogLevel = (typeof logLevels)[number]

/** Settings that cannot be used: one line each, the variable first. */
export class SettingsUnusable extends Error {
	readonly problems: readonly string[]
	constructor(problems: readonly string[]) {
		super(problems.join('\n'))
		this.name = 'SettingsUnusable'
		this.problems = problems
	}
}

/** What an adapter says of its settings, as the settings' own error. */
export async function orUnusable<T>(open: () => Promise<T>): Promise<T> {
	try {
		return await open()
	} catch (error) {
		throw new SettingsUnusable([error instanceof Error ? error.message : String(error)])
	}
}

/** Adds what a `.env` in the working folder says; variables that are set already win. */
export function loadEnvironment(): void {
	if (existsSync('.env')) process.loadEnvFile('.env')
}

/**
 * Reads the settings. A variable that is empty counts as absent.
 * @throws {@link SettingsUnusable} with everything that is the matter
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
	const given: Record<string, string> = {}
	for (const [name, value] of Object.entries(environment)) {
		if (value?.trim()) given[name] = value.trim()
	}
	const parsed = variables.safeParse(given)
	const problems = [
		...(parsed.error?.issues.map(issue => `${String(issue.path[0])} ${issue.message}`) ?? []),
		...incomplete(given),
	]
	if (!parsed.success || problems.length > 0) throw new SettingsUnusable([...new Set(problems)])
	return settingsOf(parsed.data)
}

function filesOf(read: z.infer<typeof variables>): Settings['files'] {
	const { FILES_URL: place, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = read
	if ('folder' in place) return place
	return {
		s3: {
			...place,
			accessKeyId: AWS_ACCESS_KEY_ID ?? '',
			secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
			...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
		},
	}
}

function slackOf(read: z.infer<typeof variables>, signingSecret: string): SlackSettings {
	const { SLACK_API_URL: url, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = read
	const { SLACK_CLIENT_ID: id, SLACK_CLIENT_SECRET: secret } = read
	return {
		signingSecret,
		...(botToken && { botToken }),
		...(id && secret && { client: { id, secret } }),
		...(appToken && { appToken }),
		apiUrl: url.endsWith('/') ? url : `${url}/`,
	}
}

function settingsOf(read: z.infer<typeof variables>): Settings {
	const file = sqlitePath.exec(read.DATABASE_URL)?.[1]
	return {
		host: read.HOST,
		port: read.PORT,
		...(read.PUBLIC_URL && { publicUrl: read.PUBLIC_URL }),
		databaseUrl: read.DATABASE_URL,
		...(file && { sqliteFile: file }),
		files: filesOf(read),
		erasuresFile: read.ERASURES_FILE ?? join(file ? dirname(file) : 'data', 'erasures.log'),
		mail: {
			...(read.SMTP_URL && { smtpUrl: read.SMTP_URL }),
			from: read.MAIL_FROM ?? 'sportello@localhost.localdomain',
			folder: join('data', 'mail'),
		},
		...(read.SECRET_KEY && { secretKey: read.SECRET_KEY }),
		...(read.SLACK_SIGNING_SECRET && { slack: slackOf(read, read.SLACK_SIGNING_SECRET) }),
		...(read.TEAMS_APP_ID &&
			read.TEAMS_APP_PASSWORD &&
			read.TEAMS_TENANT_ID && {
				teams: {
					appId: read.TEAMS_APP_ID,
					appPassword: read.TEAMS_APP_PASSWORD,
					tenantIds: read.TEAMS_TENANT_ID,
					...(read.TEAMS_OPENID_METADATA_URL && { openIdMetadataUrl: read.TEAMS_OPENID_METADATA_URL }),
					...(read.TEAMS_LOGIN_URL && { loginUrl: read.TEAMS_LOGIN_URL }),
					...(read.TEAMS_SERVICE_HOSTS && { serviceHosts: read.TEAMS_SERVICE_HOSTS }),
				},
			}),
		defaultLocale: read.DEFAULT_LOCALE,
		supportName: read.SUPPORT_NAME,
		logLevel: read.LOG_LEVEL,
		signUp: read.SIGN_UP,
		closeAfterDays: read.CLOSE_AFTER_DAYS,
		remindAfterDays: read.REMIND_AFTER_DAYS,
		targets: read.TARGETS,
		businessHours: read.BUSINESS_HOURS,
		trustedProxies: read.TRUSTED_PROXIES,
		webhookLoopback: read.WEBHOOK_LOOPBACK === 'allowed',
		...(read.METRICS_TOKEN && { metricsToken: read.METRICS_TOKEN }),
	}
}

/** Where people reach a service that listens at a port. */
export function publicUrlOf({ publicUrl }: Settings, port: number): string {
	return publicUrl ?? `http://localhost:${port}`
}

/** What the features see of it. @param port the one that is listened on by now */
export function serviceSettings(settings: Settings, port: () => number): ServiceSettings {
	const { defaultLocale, supportName, signUp, closeAfterDays, remindAfterDays, targets, businessHours } =
		settings
	return {
		get publicUrl() {
			return publicUrlOf(settings, port())
		},
		defaultLocale,
		supportName,
		fileLimits: defaultFileLimits,
		uploadsADay: defaultUploadsADay,
		signUp,
		closeAfterDays,
		remindAfterDays,
		targets,
		businessHours,
	}
}
