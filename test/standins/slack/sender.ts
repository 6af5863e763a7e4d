import { eventEnvelope } from './payloads.ts'
import { signature } from './sign.ts'
import type { Json } from './types.ts'
import type { World } from './world.ts'

/** What came back from the service. */
export interface Answer {
	status: number
	/** The body, parsed when it is JSON. */
	body: unknown
	/** Slack's word for a service that is late or cannot be reached. */
	error?: 'operation_timeout' | 'dispatch_failed'
}

/** One request to the service, complete, so that it can be sent again. */
export interface Request {
	what: string
	body: string
	contentType: string
	headers: Record<string, string>
}

/** How requests travel to a service that is connected by Socket Mode. */
export interface Socket {
	connected: () => boolean
	deliver: (kind: SocketKind, payload: Json, within: number, retry: number) => Promise<Answer>
}

type SocketKind = 'slash_commands' | 'interactive' | 'events_api'

/** What a test changes in a request that claims to be Slack's. */
export interface Forgery {
	body: string
	contentType?: string
	secret?: string
	/** Seconds from now that the timestamp claims. */
	age?: number
	headers?: Record<string, string>
	path?: string
}

/** Sends to the service, counts what is under way and remembers what was sent. */
export interface Sender {
	form: (what: string, kind: SocketKind, payload: Json) => Promise<Answer>
	event: (event: Json, kind: string) => void
	/** Sends a request exactly as it was, the same signature included. */
	repeat: (request?: Request) => Promise<Answer>
	forge: (forgery: Forgery) => Promise<Answer>
	track: <T>(work: Promise<T>) => Promise<T>
	idle: () => Promise<void>
	last: () => Request | undefined
	socket?: Socket
}

const formType = 'application/x-www-form-urlencoded'

/** The way from Slack to the service. */
export function createSender(world: World): Sender {
	const pending = new Set<Promise<unknown>>()
	const within = world.options.answerWithin ?? 3000
	let last: Request | undefined

	const seconds = () => Math.floor(world.now() / 1000)

	const track = <T>(work: Promise<T>): Promise<T> => {
		pending.add(work)
		const done = () => pending.delete(work)
		work.then(done, done)
		return work
	}

	const record = (what: string, request: unknown, answer: Answer): Answer => {
		world.ledger.push({
			seq: world.next(),
			at: world.now(),
			way: 'to_service',
			what,
			request,
			status: answer.status,
			answer: answer.error ?? answer.body,
		})
		return answer
	}

	const post = async (request: Request, path = '/slack/events'): Promise<Answer> => {
		try {
			const response = await fetch(new URL(path, world.serviceUrl), {
				method: 'POST',
				body: request.body,
				headers: { ...request.headers, 'Content-Type': request.contentType },
				signal: AbortSignal.timeout(within),
				redirect: 'manual',
			})
			return { status: response.status, body: parsed(await response.text()) }
		} catch (cause) {
			const late = cause instanceof Error && cause.name === 'TimeoutError'
			return { status: 0, body: '', error: late ? 'operation_timeout' : 'dispatch_failed' }
		}
	}

	const signed = (what: string, body: string, contentType: string, extra = {}): Request => ({
		what,
		body,
		contentType,
		headers: {
			'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
			Accept: 'application/json,*/*',
			...signature(world.signingSecret, seconds(), body),
			...extra,
		},
	})

	const deliver = (what: string, kind: SocketKind, payload: Json, retry = 0, reason = '') => {
		if (sender.socket?.connected()) return sender.socket.deliver(kind, payload, within, retry)
		const headers = retry ? { 'X-Slack-Retry-Num': String(retry), 'X-Slack-Retry-Reason': reason } : undefined
		const [body, type] =
			kind === 'events_api'
				? [JSON.stringify(payload), 'application/json']
				: [formBody(kind === 'interactive' ? { payload: JSON.stringify(payload) } : payload), formType]
		const request = signed(what, body, type, headers)
		last = request
		return post(request)
	}

	const sender: Sender = {
		track,
		last: () => last,
		form: (what, kind, payload) =>
			track(deliver(what, kind, payload)).then(answer => {
				record(what, payload, answer)
				if (answer.status !== 200) lament(world, what, answer)
				return answer
			}),
		event: (event, kind) => {
			if (world.options.events && !world.options.events.includes(kind)) return
			if (!world.serviceUrl && !sender.socket?.connected()) return
			const envelope = eventEnvelope(world, event)
			void track(sendEvent(envelope, kind))
		},
		repeat: request => {
			const again = request ?? last
			if (!again) throw new Error('nothing was sent yet')
			return track(post(again)).then(answer => record(`${again.what} (repeated)`, again.body, answer))
		},
		forge: ({ body, contentType = formType, secret, age = 0, headers = {}, path }) => {
			const vouched = signature(secret ?? world.signingSecret, seconds() - age, body)
			const request = { what: 'forged', body, contentType, headers: { ...vouched, ...headers } }
			return track(post(request, path)).then(answer => record('forged', body, answer))
		},
		idle: async () => {
			for (let quiet = 0; quiet < 5; quiet++) {
				while (pending.size > 0) {
					await Promise.allSettled(pending)
					quiet = 0
				}
				await new Promise(resolve => setTimeout(resolve, 0))
			}
		},
	}

	const sendEvent = async (envelope: Json, kind: string): Promise<void> => {
		const retries = world.options.retries ?? 3
		let reason = ''
		for (let retry = 0; retry <= retries; retry++) {
			const answer = await deliver(`event ${kind}`, 'events_api', envelope, retry, reason)
			record(retry ? `event ${kind} (retry ${retry})` : `event ${kind}`, envelope, answer)
			if (answer.status >= 200 && answer.status < 300) return
			lament(world, `event ${kind}`, answer)
			reason = answer.error === 'operation_timeout' ? 'http_timeout' : 'http_error'
		}
	}

	return sender
}

function lament(world: World, what: string, answer: Answer): void {
	world.problems.push({ what, path: '', problem: answer.error ?? `answered with status ${answer.status}` })
}

function formBody(fields: Json): string {
	const form = new URLSearchParams()
	for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
	return form.toString()
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return text
	}
}
