import { type Logger, LogLevel } from '@slack/bolt'
import type { WebClient, WebClientOptions } from '@slack/web-api'
import type { Installation } from '../../src/ports/installations.ts'
import type { Clock, Log } from '../../src/ports/outside.ts'
import type { SlackApi, Workspace } from './api.ts'
import type { Renew } from './connections.ts'
import { loopbackHost } from './files.ts'
import type { Exchange } from './install.ts'
import { record } from './receive/payload.ts'
import { respondTo } from './respond.ts'
import { said } from './said.ts'

/*
 * Slack's Web API by its SDK, as our own interfaces.
 */

/** Nothing is tried again by the SDK, and nowhere else is asked. */
export function webOptions(apiUrl: string, log: Log): WebClientOptions {
	return {
		slackApiUrl: apiUrl,
		allowAbsoluteUrls: false,
		retryConfig: { retries: 0 },
		rejectRateLimitedCalls: true,
		logger: loggerOf(log),
	}
}

/**
 * What we ask of one workspace.
 * @param timeout milliseconds for the addresses that come with interactions
 */
export function createApi(client: WebClient, apiUrl: string, timeout: number): SlackApi {
	const respond = respondTo(loopbackHost(apiUrl) && new URL(apiUrl).origin, timeout)
	let workspace: Promise<Workspace> | undefined
	const quiet = { unfurl_links: false, unfurl_media: false }
	return {
		workspace: () => {
			workspace ??= said(client.auth.test()).then(told => ({
				space: (told.is_enterprise_install && told.enterprise_id) || told.team_id || '',
				name: told.team ?? '',
				botUser: told.user_id ?? '',
			}))
			workspace.catch(() => {
				workspace = undefined
			})
			return workspace
		},
		openView: async (trigger_id, view) => {
			await said(client.views.open({ trigger_id, view }))
		},
		pushView: async (trigger_id, view) => {
			await said(client.views.push({ trigger_id, view }))
		},
		updateView: async (view_id, hash, view) => {
			await said(client.views.update({ view_id, view, ...(hash && { hash }) }))
		},
		publishHome: async (user_id, view) => {
			await said(client.views.publish({ user_id, view }))
		},
		post: async (to, message, under) => {
			const place = under ? { thread_ts: under.thread, reply_broadcast: under.broadcast === true } : {}
			// oxlint-disable-next-line require-post-message-target-origin -- a message of Slack's, not of a window
			const told = await said(client.chat.postMessage({ channel: to, ...message, ...quiet, ...place }))
			return { channel: told.channel ?? to, ts: told.ts ?? '' }
		},
		update: async ({ channel, ts }, message) => {
			await said(client.chat.update({ channel, ts, ...message }))
		},
		react: async ({ channel, ts }, name) => {
			await said(client.reactions.add({ channel, timestamp: ts, name }))
		},
		whisper: async (channel, user, message, thread_ts) => {
			await said(client.chat.postEphemeral({ channel, user, ...message, ...(thread_ts && { thread_ts }) }))
		},
		respond,
		unfurl: async (channel, ts, unfurls) => {
			await said(client.chat.unfurl({ channel, ts, unfurls }))
		},
		permalink: async (channel, message_ts) =>
			(await said(client.chat.getPermalink({ channel, message_ts }))).permalink,
		user: async id => {
			const { user } = await said(client.users.info({ user: id, include_locale: true }))
			const name = user?.profile?.display_name || user?.real_name || user?.name || id
			const organization = user?.enterprise_user?.enterprise_id
			return { name, locale: user?.locale, timeZone: user?.tz, organization }
		},
		file: async id => {
			const told = record(await said(client.files.info({ file: id }))) ?? {}
			return record(told.file) ?? {}
		},
		channel: async id => record((await said(client.conversations.info({ channel: id }))).channel) ?? {},
	}
}

type Client = { readonly id: string; readonly secret: string }

/** Slack's side of an installation. https://docs.slack.dev/reference/methods/oauth.v2.access */
export function createOAuth(
	{ id, secret }: Client,
	web: Pick<WebClient, 'oauth'>,
	clock: Clock,
): { readonly exchange: Exchange; readonly renew: Renew } {
	const ours = { client_id: id, client_secret: secret }
	return {
		exchange: async (code, redirect_uri) => {
			const told = await said(web.oauth.v2.access({ ...ours, code, redirect_uri }))
			const place = told.is_enterprise_install ? told.enterprise : told.team
			if (!place?.id || told.token_type !== 'bot') throw new Error('Slack has granted something else')
			return { space: place.id, name: place.name ?? place.id, ...tokenOf(told, clock) }
		},
		renew: async refresh_token =>
			tokenOf(
				await said(web.oauth.v2.access({ ...ours, grant_type: 'refresh_token', refresh_token })),
				clock,
			),
	}
}

/** Where nothing is installed by OAuth, no token ends. */
export const neverRenewed: Renew = async () => {
	throw new Error('there is no client to renew a token with')
}

type Told = {
	readonly access_token?: string
	readonly refresh_token?: string
	/** Seconds. */
	readonly expires_in?: number
}

function tokenOf(
	{ access_token: token, refresh_token: refreshToken, expires_in: seconds }: Told,
	clock: Clock,
): Pick<Installation, 'token' | 'rotation'> {
	if (!token) throw new Error('Slack has granted no token')
	if (!refreshToken || !seconds) return { token }
	return { token, rotation: { refreshToken, expiresAt: clock.now() + seconds * 1_000 } }
}

/** The SDK's own remarks; what it says for debugging holds what people wrote, and stays unsaid. */
export function loggerOf(log: Log): Logger {
	const note = (...words: unknown[]) => log.warn('slack sdk', { note: String(words[0]).slice(0, 200) })
	return {
		debug: () => {},
		info: () => {},
		warn: note,
		error: note,
		setLevel: () => {},
		getLevel: () => LogLevel.WARN,
		setName: () => {},
	}
}
