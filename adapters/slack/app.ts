import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, type Receiver, SocketModeReceiver, verifySlackRequest } from '@slack/bolt'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Installations } from '../../src/ports/installations.ts'
import type { Ports } from '../../src/ports/index.ts'
import type { Bytes, Chats, Clock, Log, Profiles } from '../../src/ports/outside.ts'
import { createArrival } from './arrival.ts'
import { type Connection, type Connections, manyConnections, speakingBy } from './connections.ts'
import { createCounters } from './counters.ts'
import { createNotify, createReplace, createTell } from './deliver.ts'
import { createUploads, type OpenRemote } from './files.ts'
import { AnswerFailed, statusAfter } from './failed.ts'
import { createInstall } from './install.ts'
import { botScopes } from './manifest.ts'
import { createPost } from './post.ts'
import { createProfiles } from './profiles.ts'
import { type Json, judge, record } from './receive/payload.ts'
import { createReplays } from './replays.ts'
import { forgetGone, forgetIfGone, renewSoon } from './repair.ts'
import { createApi, createOAuth, loggerOf, neverRenewed, webOptions } from './web-api.ts'

/*
 * With web-api.ts the only file that names Slack's SDK. What it hands on are plain payloads and our own interface of the
 * Web API.
 */

/** How Slack is reached and how it proves itself. */
type Credentials = {
	readonly signingSecret: string
	/** Of the one workspace. Absent: `client` has the app installed by OAuth. */
	readonly botToken?: string
	readonly client?: { readonly id: string; readonly secret: string }
	/** Socket Mode: Slack is reached from here, and no request comes by HTTP. */
	readonly appToken?: string
	/** Another root of the Web API, with a trailing slash. */
	readonly apiUrl?: string
}

export type SlackService = {
	/** `POST /slack/events`; resolves when the response is over. */
	listener(request: IncomingMessage, response: ServerResponse): Promise<void>
	/** `GET /slack/install` and `GET /slack/oauth_redirect`, where the app is installed by OAuth. */
	readonly install?: ReturnType<typeof createInstall>
	/** Learns where the bot is installed, and in Socket Mode connects. */
	start(): Promise<void>
	/** Renews tokens that end soon. */
	renew(): Promise<void>
	/** Forgets the installations that Slack knows no more. */
	repair(): Promise<void>
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

type Outside = {
	readonly clock: Clock
	readonly log: Log
	readonly openRemote: OpenRemote
	readonly installations: Installations
}

/** One workspace, by its bot's token; or all in which the app is installed. */
export function openSlack(settings: Credentials, outside: Outside): Slack {
	const { clock, log, installations } = outside
	const apiUrl = settings.apiUrl ?? 'https://slack.com/api/'
	const clientOptions = { ...webOptions(apiUrl, log), timeout }
	const connect = (token: string): Connection => {
		const api = createApi(new WebClient(token, clientOptions), apiUrl, timeout)
		const patient = createApi(
			new WebClient(token, { ...clientOptions, timeout: unaskedTimeout }),
			apiUrl,
			timeout,
		)
		return {
			api,
			profiles: createProfiles(api, clock, log),
			tell: createTell(patient),
			notify: createNotify(patient),
			replace: createReplace(patient),
			post: createPost(patient),
			openUpload: createUploads(api, { botToken: token, apiUrl }, outside.openRemote),
		}
	}
	const { botToken, client } = settings
	const only = botToken === undefined ? undefined : connect(botToken)
	const oauth = client && createOAuth(client, new WebClient(undefined, clientOptions), clock)
	const connections: Connections = only
		? { find: async () => only, lately: () => only }
		: manyConnections(installations, { connect, renew: oauth?.renew ?? neverRenewed, clock })
	return {
		...speakingBy(connections),
		serve: ports => {
			const answer = createCounters(ports, connections, async space => {
				const installation = oauth && (await installations.find('slack', space))
				if (installation) await forgetIfGone(installations, installation, connect, log)
			})
			const take = { ...outside, settings, clientOptions, answer }
			const { receiver, listener } = settings.appToken ? bySocket(take, settings.appToken) : byHttp(take)
			listen(receiver, take)
			return {
				listener,
				...(client &&
					oauth && {
						install: createInstall({
							clientId: client.id,
							authorizeUrl: new URL('../oauth/v2/authorize', apiUrl).href,
							scopes: botScopes(ports.settings.publicUrl),
							exchange: oauth.exchange,
							installations,
							publicUrl: () => ports.settings.publicUrl,
							secrets: ports.secrets,
							clock,
							log,
						}),
					}),
				start: async () => {
					if (settings.appToken) await receiver.start()
					await only?.api.workspace()
				},
				renew: async () => {
					if (oauth) await renewSoon(installations, oauth.renew, { clock, log })
				},
				repair: async () => {
					if (oauth) await forgetGone(installations, connect, log)
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
	readonly answer: ReturnType<typeof createCounters>
}

/**
 * One middleware for every kind of payload: each listener costs time on every request, and a payload that
 * none of them matches is never answered.
 */
function listen(receiver: Receiver, { log, clientOptions, answer }: Taking): void {
	const app = new App({
		receiver,
		clientOptions,
		logger: loggerOf(log),
		// With which token is answered is decided by the payload, by connections of our own.
		authorize: async () => ({}),
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
	let bolt: App | undefined
	const receiver: Receiver = {
		init: app => {
			bolt = app
		},
		start: async () => {},
		stop: async () => {},
	}
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
		take: async body => {
			try {
				return await processed(bolt, body)
			} catch (error) {
				return statusAfter(error, log)
			}
		},
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
		init: app =>
			socket.init({
				processEvent: async event => {
					// What is not acknowledged comes again, and is refused again.
					if (judge(event.body) === 'refuse') return event.ack()
					await event.ack(await processed(app, event.body))
				},
			} as App),
		start: () => socket.start(),
		stop: () => socket.stop(),
	}
	return { receiver, listener: nothingHere }
}

/**
 * Answers a payload by Bolt. It would acknowledge events before it hands them on; here what was done is committed
 * first, and whoever brought the payload acknowledges afterwards.
 * @returns what the acknowledgement carries
 */
async function processed(bolt: App | undefined, body: Json): Promise<Json | undefined> {
	let reply: Json | undefined
	const ack = async (said?: unknown) => {
		reply = record(said)
	}
	await bolt?.processEvent({ body, ack })
	return reply
}

const nothingHere: Way['listener'] = async (_, response) => {
	response.writeHead(404).end()
}
