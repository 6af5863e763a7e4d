import type { IncomingMessage, ServerResponse } from 'node:http'
import {
	App,
	HTTPReceiver,
	type Logger,
	LogLevel,
	type Receiver,
	SocketModeReceiver,
	verifySlackRequest,
} from '@slack/bolt'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Ports } from '../../src/ports/index.ts'
import type { Bytes, Chats, Clock, Log, Profiles } from '../../src/ports/outside.ts'
import type { SlackApi, Workspace } from './api.ts'
import { createArrival } from './arrival.ts'
import { createCounter } from './counter.ts'
import { createNotify, createReplace, createTell } from './deliver.ts'
import { createUploads, loopbackHost, type OpenRemote } from './files.ts'
import { AnswerFailed, statusAfter } from './failed.ts'
import { createPost } from './post.ts'
import { createProfiles } from './profiles.ts'
import { type Json, judge, record } from './receive/payload.ts'
import { createReplays } from './replays.ts'
import { respondTo } from './respond.ts'
import { said } from './said.ts'

/*
 * The only file that names Slack's SDK. What it hands on are plain payloads and our own interface of the
 * Web API.
 */

/** How Slack is reached and how it proves itself. */
type Credentials = {
	readonly signingSecret: string
	readonly botToken: string
	/** Socket Mode: Slack is reached from here, and no request comes by HTTP. */
	readonly appToken?: string
	/** Another root of the Web API, with a trailing slash. */
	readonly apiUrl?: string
}

export type SlackService = {
	/** `POST /slack/events`; resolves when the response is over. */
	listener(request: IncomingMessage, response: ServerResponse): Promise<void>
	/** Learns where the bot is installed, and in Socket Mode connects. */
	start(): Promise<void>
	stop(): Promise<void>
}

export type Slack = Chats & {
	readonly profiles: Profiles
	/** Opens a file that a person left in Slack. @throws UploadGone when it will never be there */
	openUpload(source: string): Promise<Bytes>
	/** Begins to answer, once all ports are there. */
	serve(ports: Ports): SlackService
}

/** Slack waits three seconds for an answer; what has not been heard by then is no use. */
const timeout = 2_500
/** Nobody waits for what was not asked for, and what Slack takes late would be said twice. */
const unaskedTimeout = 30_000

/** One workspace, by its bot token. */
export function openSlack(
	settings: Credentials,
	outside: { readonly clock: Clock; readonly log: Log; readonly openRemote: OpenRemote },
): Slack {
	const { clock, log } = outside
	const apiUrl = settings.apiUrl ?? 'https://slack.com/api/'
	const clientOptions: WebClientOptions = {
		slackApiUrl: apiUrl,
		allowAbsoluteUrls: false,
		timeout,
		retryConfig: { retries: 0 },
		rejectRateLimitedCalls: true,
		logger: loggerOf(log),
	}
	const api = createApi(new WebClient(settings.botToken, clientOptions), apiUrl)
	const patient = createApi(
		new WebClient(settings.botToken, { ...clientOptions, timeout: unaskedTimeout }),
		apiUrl,
	)
	return {
		profiles: createProfiles(api, clock, log),
		tell: createTell(patient),
		notify: createNotify(patient),
		replace: createReplace(patient),
		post: createPost(patient),
		openUpload: createUploads(api, { botToken: settings.botToken, apiUrl }, outside.openRemote),
		serve: ports => {
			const answer = createCounter(ports, api)
			const take = { ...outside, settings, clientOptions, answer }
			const { receiver, listener } = settings.appToken ? bySocket(take, settings.appToken) : byHttp(take)
			listen(receiver, take)
			return {
				listener,
				start: async () => {
					if (settings.appToken) await receiver.start()
					await api.workspace()
				},
				stop: async () => {
					if (settings.appToken) await receiver.stop()
				},
			}
		},
	}
}

type Taking = {
	readonly clock: Clock
	readonly log: Log
	readonly settings: Credentials
	readonly clientOptions: WebClientOptions
	readonly answer: ReturnType<typeof createCounter>
}

/**
 * One middleware for every kind of payload: each listener costs time on every request, and a payload that
 * none of them matches is never answered.
 */
function listen(receiver: Receiver, { log, settings, clientOptions, answer }: Taking): void {
	const app = new App({
		receiver,
		clientOptions,
		logger: loggerOf(log),
		authorize: async () => ({ botToken: settings.botToken }),
		// Whose messages count is decided where they are read.
		ignoreSelf: false,
		convoStore: false,
		attachFunctionToken: false,
	})
	app.use(async ({ body, ...rest }) => {
		let reply: Json | undefined
		try {
			reply = await answer(body as unknown as Json)
		} catch (error) {
			throw new AnswerFailed('slack request failed', { cause: error })
		}
		// Events have none: Bolt has acknowledged already, and sends it once this is over.
		if ('ack' in rest) await (rest.ack as unknown as (reply?: Json) => Promise<void>)(reply)
	})
	app.error(async error => {
		// Bolt wraps whatever it does not know.
		throw error.original ?? error
	})
}

type Way = {
	readonly receiver: Receiver
	readonly listener: SlackService['listener']
}

function byHttp({ clock, log, settings }: Taking): Way {
	const receiver = new HTTPReceiver({
		signingSecret: settings.signingSecret,
		// Checked before, by our clock and with Bolt's own function.
		signatureVerification: false,
		// Commit, then acknowledge.
		processBeforeResponse: true,
		logger: loggerOf(log),
		unhandledRequestTimeoutMillis: 30_000,
		processEventErrorHandler: async ({ error, response }) => {
			const status = statusAfter(error, log)
			if (!response.headersSent) response.writeHead(status).end()
			return true
		},
	})
	const listener = createArrival({
		clock,
		log,
		replays: createReplays(clock),
		verify: ({ body, timestamp, signature }) =>
			verifySlackRequest({
				signingSecret: settings.signingSecret,
				body,
				headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
				nowMilliseconds: clock.now(),
			}),
		take: receiver.requestListener,
	})
	return { receiver, listener }
}

function bySocket({ log, clientOptions }: Taking, appToken: string): Way {
	const { logger: _, ...options } = clientOptions
	const socket = new SocketModeReceiver({
		appToken,
		logger: loggerOf(log),
		installerOptions: { clientOptions: options },
		// What could not be read is acknowledged, so that it does not come again; what failed does.
		processEventErrorHandler: async ({ error }) => statusAfter(error, log) === 400,
	})
	const receiver: Receiver = {
		// Bolt would acknowledge before it hands on; here too what was done is committed first.
		init: app =>
			socket.init({
				processEvent: async event => {
					// What is not acknowledged comes again, and is refused again.
					if (judge(event.body) === 'refuse') return event.ack()
					let reply: { readonly body: unknown } | undefined
					const ack = async (body: unknown) => {
						reply = { body }
					}
					await app.processEvent({ ...event, ack })
					await event.ack(reply?.body)
				},
			} as App),
		start: () => socket.start(),
		stop: () => socket.stop(),
	}
	return { receiver, listener: nothingHere }
}

const nothingHere: Way['listener'] = async (_, response) => {
	response.writeHead(404).end()
}

function createApi(client: WebClient, apiUrl: string): SlackApi {
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
			return { name, locale: user?.locale, timeZone: user?.tz }
		},
		file: async id => {
			const told = record(await said(client.files.info({ file: id }))) ?? {}
			return record(told.file) ?? {}
		},
		channel: async id => record((await said(client.conversations.info({ channel: id }))).channel) ?? {},
	}
}

/** The SDK's own remarks; what it says for debugging holds what people wrote, and stays unsaid. */
function loggerOf(log: Log): Logger {
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
