import { createHmac, randomUUID } from 'node:crypto'
import * as z from 'zod'
import { type Finding, unreachedBecause } from '../../src/ports/finding.ts'
import type { Clock } from '../../src/ports/outside.ts'
import { slackManifest } from './manifest.ts'

type Settings = {
	readonly signingSecret: string
	readonly botToken?: string
	readonly client?: { readonly id: string; readonly secret: string }
	readonly appToken?: string
	/** The Web API's root, with a trailing slash. */
	readonly apiUrl: string
}

const patience = 10_000
/** Slack's requests are refused when they are so much older or newer than our clock says. */
const clocksApart = 300_000

const answer = z.object({
	ok: z.boolean(),
	error: z.string().optional(),
	team: z.string().optional(),
	user: z.string().optional(),
})

/** The address and the clock that the service goes by, and whose that is. */
type Outside = {
	readonly publicUrl: string
	readonly clock: Clock
	readonly whose: keyof typeof clocks
}

const clocks = {
	machine: { name: 'This machine’s clock', machine: 'this machine' },
	database: {
		name: 'The database’s clock, which the service goes by,',
		machine: 'the machine of the database',
	},
} as const

/**
 * Asks Slack whose token it is and what it may do, and this service, by its public address, whether Slack's
 * requests arrive with the secret that it has.
 */
export async function examineSlack(
	settings: Settings | undefined,
	{ publicUrl, clock, whose }: Outside,
): Promise<readonly Finding[]> {
	if (!settings) {
		return [{ about: 'SLACK_BOT_TOKEN', state: 'off', says: 'Slack is off: its settings are empty.' }]
	}
	const [token, way] = await Promise.all([
		settings.client ? examineClient(settings, settings.client) : examineToken(settings, { clock, whose }),
		settings.appToken
			? examineSocket(settings, settings.appToken)
			: examineAddress(settings, publicUrl, clock),
	])
	return [...token, way]
}

/** Slack says of a code that it does not know only to a client that it knows. */
async function examineClient(
	{ apiUrl }: Settings,
	{ id, secret }: { readonly id: string; readonly secret: string },
): Promise<readonly Finding[]> {
	const about = 'SLACK_CLIENT_ID'
	const body = new URLSearchParams({ client_id: id, client_secret: secret, code: 'none' })
	const asked = await ask(`${apiUrl}oauth.v2.access`, { body })
	if ('unreachable' in asked) return [unreachable(about, apiUrl, asked.unreachable)]
	const { error } = asked.body
	if (error === 'invalid_code') return [{ about, state: 'well', says: 'Slack knows it, with its secret.' }]
	return [
		{
			about,
			state: 'broken',
			says: `Slack refuses it: ${error ?? 'no reason given'}.`,
			todo: 'Copy the Client ID and the Client Secret of Basic Information again.',
		},
	]
}

async function examineToken(
	{ apiUrl, botToken = '' }: Settings,
	time: Omit<Outside, 'publicUrl'>,
): Promise<readonly Finding[]> {
	const about = 'SLACK_BOT_TOKEN'
	const asked = await ask(`${apiUrl}auth.test`, bearer(botToken))
	if ('unreachable' in asked) return [unreachable(about, apiUrl, asked.unreachable)]
	const { ok, error, team = '', user = '' } = asked.body
	if (!ok) {
		return [
			{
				about,
				state: 'broken',
				says: `Slack refuses it: ${error ?? 'no reason given'}.`,
				todo: 'Copy the Bot User OAuth Token of OAuth & Permissions again, after Install to Workspace.',
			},
		]
	}
	return [
		{ about, state: 'well', says: `It is ${user}’s in the workspace ${team}.` },
		...missingScopes(about, asked.headers.get('x-oauth-scopes')),
		...clockFinding(asked.headers.get('date'), time),
	]
}

/** https://docs.slack.dev/authentication/verifying-tokens: every answer names what the token may do. */
function missingScopes(about: string, header: string | null): readonly Finding[] {
	if (header === null) return []
	const granted = header.split(',').map(scope => scope.trim())
	const missing = slackManifest('https://support.example').oauth_config.scopes.bot.filter(
		scope => !granted.includes(scope),
	)
	if (missing.length === 0) return []
	return [
		{
			about,
			state: 'broken',
			says: `It may not do all that is needed; missing: ${missing.join(', ')}.`,
			todo: 'Give the app the manifest of “sportello manifest slack” (App Manifest) and reinstall it.',
		},
	]
}

function clockFinding(date: string | null, { clock, whose }: Omit<Outside, 'publicUrl'>): readonly Finding[] {
	const theirs = Date.parse(date ?? '')
	const apart = Math.abs(theirs - clock.now())
	if (!(apart > clocksApart / 5)) return []
	return [
		{
			about: 'clock',
			state: apart > clocksApart ? 'broken' : 'doubtful',
			says: `${clocks[whose].name} and Slack’s are ${Math.round(apart / 1_000)} s apart; from 300 s on its requests are refused.`,
			todo: `Let ${clocks[whose].machine} take the time from the network (timedatectl set-ntp true).`,
		},
	]
}

async function examineSocket({ apiUrl }: Settings, appToken: string): Promise<Finding> {
	const about = 'SLACK_APP_TOKEN'
	const asked = await ask(`${apiUrl}apps.connections.open`, bearer(appToken))
	if ('unreachable' in asked) return unreachable(about, apiUrl, asked.unreachable)
	if (asked.body.ok) return { about, state: 'well', says: 'Slack opens a connection for it (Socket Mode).' }
	return {
		about,
		state: 'broken',
		says: `Slack refuses it: ${asked.body.error ?? 'no reason given'}.`,
		todo: 'Make an App-Level Token with connections:write under Basic Information, and turn Socket Mode on.',
	}
}

/** Says what Slack says when an address is entered, signed as Slack signs. */
async function examineAddress(
	{ signingSecret }: Settings,
	publicUrl: string,
	clock: Clock,
): Promise<Finding> {
	const about = 'SLACK_SIGNING_SECRET'
	const url = `${publicUrl}/slack/events`
	const challenge = randomUUID()
	const body = JSON.stringify({ type: 'url_verification', challenge, token: 'unused' })
	const timestamp = String(Math.floor(clock.now() / 1_000))
	const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
	try {
		const response = await fetch(url, {
			method: 'POST',
			redirect: 'manual',
			signal: AbortSignal.timeout(patience),
			headers: {
				'content-type': 'application/json',
				'x-slack-request-timestamp': timestamp,
				'x-slack-signature': `v0=${digest}`,
			},
			body,
		})
		const said = await response.text()
		if (response.ok && said.includes(challenge)) {
			return { about, state: 'well', says: `${url} answers to what is signed with it.` }
		}
		const refused = response.status === 401
		return {
			about,
			state: 'broken',
			says: `${url} answers with ${response.status}.`,
			todo: refused
				? 'The running service has another signing secret: restart it with this one.'
				: 'Let what stands before the service pass this address on unchanged, and start the service.',
		}
	} catch (error) {
		return {
			about,
			state: 'doubtful',
			says: `${url} does not answer from here: ${unreachedBecause(error)}.`,
			todo: 'Start the service with “npm start” and ask again. Slack has to reach it too, from outside.',
		}
	}
}

function bearer(token: string): RequestInit {
	return { headers: { authorization: `Bearer ${token}` } }
}

async function ask(url: string, how: RequestInit) {
	try {
		const response = await fetch(url, {
			method: 'POST',
			redirect: 'error',
			signal: AbortSignal.timeout(patience),
			...how,
		})
		return { body: answer.parse(await response.json()), headers: response.headers }
	} catch (error) {
		return { unreachable: unreachedBecause(error) }
	}
}

function unreachable(about: string, url: string, why: string): Finding {
	return {
		about,
		state: 'broken',
		says: `${new URL(url).host} does not answer: ${why}.`,
		todo: 'Let this machine reach it by https.',
	}
}
