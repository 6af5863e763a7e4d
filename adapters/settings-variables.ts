import * as z from 'zod'
import { locales } from '../src/domain/account.ts'
import { nameLength } from '../src/rules/limits.ts'
import {
	businessHours,
	days,
	filesPlace,
	hostNames,
	isSender,
	microsoftId,
	networks,
	origin,
	signUp,
	targets,
	webAddress,
	wordsIn,
} from './settings-values.ts'

/*
 * The table of variables: DESIGN, section 4.
 */

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const text = z.string()
export const sqlitePath = /^sqlite:(?!\/\/)(.+)$/
const postgres = /^postgres(ql)?:\/\//

/** Every variable, how it is read and what it is when it is absent. */
export const variables = z.object({
	HOST: text.regex(/^[\w.:-]+$/, 'is not a host name or an IP address').default('127.0.0.1'),
	PORT: text
		.refine(port => /^\d{1,5}$/.test(port) && Number(port) <= 65_535, 'is not a port number, 0 to 65535')
		.default('3000')
		.transform(Number),
	PUBLIC_URL: text.transform(origin).optional(),
	DATABASE_URL: text
		.refine(
			url => sqlitePath.test(url) || (postgres.test(url) && URL.canParse(url)),
			'is not sqlite:PATH, such as sqlite:data/sportello.db, nor postgres://USER:PASSWORD@HOST/DATABASE',
		)
		.default('sqlite:data/sportello.db'),
	FILES_URL: text.transform(filesPlace).default({ folder: 'data/files' }),
	AWS_ACCESS_KEY_ID: text.optional(),
	AWS_SECRET_ACCESS_KEY: text.optional(),
	AWS_SESSION_TOKEN: text.optional(),
	ERASURES_FILE: text.optional(),
	SMTP_URL: text
		.refine(
			url => URL.canParse(url) && /^smtps?:\/\/[^/?#]/.test(url),
			'is not smtp://USER:PASSWORD@HOST:PORT nor smtps://…',
		)
		.optional(),
	MAIL_FROM: text
		.refine(isSender, 'is not a mail address, such as support@example.com or Sportello <support@example.com>')
		.optional(),
	SECRET_KEY: text.min(32, 'has under 32 characters').optional(),
	SLACK_SIGNING_SECRET: text.optional(),
	SLACK_BOT_TOKEN: text.startsWith('xoxb-', 'is not a bot token: those begin with xoxb-').optional(),
	SLACK_APP_TOKEN: text.startsWith('xapp-', 'is not an app-level token: those begin with xapp-').optional(),
	SLACK_CLIENT_ID: text.regex(/^[\d.]+$/, 'is not a client id, such as 1234567890.1234567890').optional(),
	SLACK_CLIENT_SECRET: text.optional(),
	SLACK_API_URL: text.transform(webAddress).default('https://slack.com/api/'),
	TEAMS_APP_ID: microsoftId('Microsoft App ID').optional(),
	TEAMS_APP_PASSWORD: text.optional(),
	TEAMS_TENANT_ID: text
		.transform(wordsIn)
		.pipe(z.array(microsoftId('App Tenant ID')).min(1))
		.optional(),
	TEAMS_OPENID_METADATA_URL: text.transform(webAddress).optional(),
	TEAMS_LOGIN_URL: text.transform(webAddress).optional(),
	TEAMS_SERVICE_HOSTS: text.transform(hostNames).optional(),
	DEFAULT_LOCALE: z.enum(locales, `is not a language that we speak: ${locales.join(', ')}`).default('en'),
	SUPPORT_NAME: text
		.refine(name => [...name].length <= nameLength, `has more than ${nameLength} characters`)
		.refine(name => !/\p{Cc}/u.test(name), 'has control characters')
		.default('Support'),
	LOG_LEVEL: z.enum(logLevels, `is not one of ${logLevels.join(', ')}`).default('info'),
	SIGN_UP: text.transform(signUp).default('open'),
	CLOSE_AFTER_DAYS: days.default(7),
	REMIND_AFTER_DAYS: days.default(4),
	TARGETS: text.transform(targets).default({}),
	BUSINESS_HOURS: text.default('always').transform(businessHours),
	TRUSTED_PROXIES: text.transform(networks).default([]),
	WEBHOOK_LOOPBACK: z.enum(['refused', 'allowed'], 'is neither refused nor allowed').default('refused'),
	METRICS_TOKEN: text.min(16, 'has under 16 characters').optional(),
})

/** What is said by several variables together. */
export function incomplete(given: Readonly<Record<string, string>>): readonly string[] {
	const problems: string[] = []
	const together = (names: readonly string[], what: string) => {
		if (!names.some(name => given[name])) return
		for (const name of names) {
			if (!given[name]) problems.push(`${name} is missing: ${what} needs ${names.join(' and ')} together`)
		}
	}
	const byOAuth = given.SLACK_CLIENT_ID !== undefined || given.SLACK_CLIENT_SECRET !== undefined
	if (byOAuth) {
		together(
			['SLACK_SIGNING_SECRET', 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'],
			'installing Slack’s app by OAuth',
		)
		for (const name of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN']) {
			if (given[name])
				problems.push(`${name} cannot be used beside SLACK_CLIENT_ID: each workspace has a token of its own`)
		}
	} else together(['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN'], 'Slack')
	together(['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD', 'TEAMS_TENANT_ID'], 'Teams')
	if (given.SLACK_APP_TOKEN && !given.SLACK_BOT_TOKEN && !byOAuth) {
		problems.push('SLACK_BOT_TOKEN is missing: SLACK_APP_TOKEN alone does not turn Slack on')
	}
	if (given.FILES_URL?.startsWith('s3:')) {
		together(['FILES_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'], 'keeping files in a bucket')
	}
	if (given.SMTP_URL && !given.MAIL_FROM) {
		problems.push('MAIL_FROM is missing: mail that is sent by SMTP_URL needs a sender')
	}
	if (given.DATABASE_URL && postgres.test(given.DATABASE_URL) && !given.SECRET_KEY) {
		problems.push(
			'SECRET_KEY is missing: with PostgreSQL all instances need the same one; make it with: openssl rand -hex 32',
		)
	}
	return problems
}
