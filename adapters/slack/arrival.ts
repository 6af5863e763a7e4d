import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock, Log } from '../../src/ports/outside.ts'
import { limits } from './limits.ts'
import { judge } from './receive/payload.ts'
import type { Replays } from './replays.ts'

/** A request whose body was read, as Bolt takes it. */
export type ReadRequest = IncomingMessage & { rawBody?: Buffer }

export type Arrival = {
	readonly clock: Clock
	readonly log: Log
	readonly replays: Replays
	/** Slack's signature over the body, by Slack's own code; throws when it is not. */
	verify(signed: { readonly body: string; readonly timestamp: number; readonly signature: string }): void
	/** Answers a request that has passed. */
	take(request: ReadRequest, response: ServerResponse): void
}

const path = '/slack/events'
const form = 'application/x-www-form-urlencoded'
const json = 'application/json'

/**
 * What stands before Bolt: a limit before anything is read, the signature and its age in both directions
 * (Bolt takes timestamps of the future), exact copies, and bodies that are not what Slack sends (Bolt dies
 * of a signed `null`). Every refusal is a bare status. Resolves when the response is over.
 */
export function createArrival(arrival: Arrival) {
	return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const over = new Promise<void>(resolve => {
			response.once('close', resolve)
		})
		const status = await admit(arrival, request, response)
		if (status !== 'taken') {
			if (status >= 400) arrival.log.warn('slack request refused', { status })
			if (status === 405) response.setHeader('allow', 'POST')
			if (status === 413) response.setHeader('connection', 'close')
			response.writeHead(status).end()
		}
		await over
	}
}

async function admit(
	arrival: Arrival,
	request: ReadRequest,
	response: ServerResponse,
): Promise<number | 'taken'> {
	if ((request.url ?? '').split('?', 1)[0] !== path) return 404
	if (request.method !== 'POST') return 405
	const body = await read(request)
	if (typeof body === 'number') return body
	const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
	const text = body.toString()
	// Slack asks now and then, unsigned, whether the address still has TLS.
	if (type === form && new URLSearchParams(text).get('ssl_check') === '1') return 200

	const signature = request.headers['x-slack-signature']
	if (typeof signature !== 'string' || !isSigned(arrival, request, text, signature)) return 401
	if (type !== form && type !== json) return 400
	const parsed = parse(type, text)
	const judged = judge(parsed)
	if (judged === 'refuse') return 400
	if (judged === 'ignore') return 200
	// Events come again by themselves until they are answered, and know their own duplicates.
	if (!isEvent(parsed)) {
		if (!arrival.replays.first(signature)) return 401
		response.once('close', () => {
			if (response.statusCode >= 500) arrival.replays.forget(signature)
		})
	}
	// Bolt compares the whole header, so that a charset makes it take a form for JSON.
	request.headers['content-type'] = type
	request.rawBody = body
	arrival.take(request, response)
	return 'taken'
}

function isSigned(arrival: Arrival, request: IncomingMessage, body: string, signature: string): boolean {
	const time = request.headers['x-slack-request-timestamp']
	if (typeof time !== 'string' || !/^\d{1,12}$/.test(time)) return false
	const timestamp = Number(time)
	if (Math.abs(timestamp - arrival.clock.now() / 1000) > limits.skew) return false
	try {
		arrival.verify({ body, timestamp, signature })
		return true
	} catch {
		return false
	}
}

/** The body as Bolt reads it. @returns undefined for what cannot be parsed */
function parse(type: string, text: string): unknown {
	try {
		if (type === json) return JSON.parse(text)
		const fields = new URLSearchParams(text)
		const payloads = fields.getAll('payload')
		if (payloads.length > 1) return undefined
		return payloads[0] === undefined ? Object.fromEntries(fields) : JSON.parse(payloads[0])
	} catch {
		return undefined
	}
}

function isEvent(body: unknown): boolean {
	const { type } = body as { readonly type?: unknown }
	return type === 'event_callback' || type === 'url_verification'
}

/** @returns the status of the refusal when there is more than the limit, or the sender went away */
async function read(request: IncomingMessage): Promise<Buffer | 413 | 400> {
	if (Number(request.headers['content-length'] ?? 0) > limits.body) return drain(request)
	const chunks: Buffer[] = []
	let size = 0
	return new Promise(resolve => {
		request.on('data', (chunk: Buffer) => {
			size += chunk.length
			if (size <= limits.body) return void chunks.push(chunk)
			chunks.length = 0
			request.removeAllListeners('data')
			resolve(drain(request))
		})
		request.once('end', () => resolve(Buffer.concat(chunks)))
		request.once('error', () => resolve(400))
	})
}

/** Lets the rest pass by, up to a bound: a sender that is cut off in the middle never sees the answer. */
function drain(request: IncomingMessage): 413 {
	let left: number = limits.body * 8
	request.on('data', (chunk: Buffer) => {
		left -= chunk.length
		if (left < 0) request.destroy()
	})
	request.on('error', () => {})
	return 413
}
