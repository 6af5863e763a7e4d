import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse as parseForm } from 'node:querystring'
import type { Clock, Log } from '../../src/ports/outside.ts'
import { limits } from './limits.ts'
import { type Json, judge, word } from './receive/payload.ts'
import { measuredText } from './render/room.ts'
import type { Replays } from './replays.ts'

export type Arrival = {
	readonly clock: Clock
	readonly log: Log
	readonly replays: Replays
	/** Slack's signature over the body, by Slack's own code; throws when it is not. */
	verify(signed: { readonly body: string; readonly timestamp: number; readonly signature: string }): void
	/** Answers a payload that has passed. @returns what the response carries, or the status of what came to nothing */
	take(body: Json): Promise<Json | number | undefined>
}

const path = '/slack/events'
const form = 'application/x-www-form-urlencoded'
const json = 'application/json'

/**
 * What stands before Bolt: a limit before anything is read, the signature and its age in both directions
 * (Bolt takes timestamps of the future), exact copies, and bodies that are not what Slack sends (Bolt dies
 * of a signed `null`). Every refusal is a bare status. Resolves when the response is written.
 */
export function createArrival(arrival: Arrival) {
	return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const answer = await admit(arrival, request)
		if (typeof answer !== 'number') return write(response, answer)
		if (answer >= 400 && answer < 500) arrival.log.warn('slack request refused', { status: answer })
		if (answer === 503) response.setHeader('retry-after', '5')
		if (answer === 405) response.setHeader('allow', 'POST')
		if (answer === 413) response.setHeader('connection', 'close')
		response.writeHead(answer).end()
	}
}

/** In one piece with its length, which is cheaper than chunks, and put into bytes once. */
function write(response: ServerResponse, reply: Json | undefined): void {
	if (!reply) return void response.writeHead(200, { 'content-length': 0 }).end()
	const written = Buffer.from(textOf(reply))
	response.writeHead(200, { 'content-type': json, 'content-length': written.length }).end(written)
}

/** As JSON, in which what was measured stands as it was written for that. */
function textOf(reply: Json): string {
	const { blocks, ...rest } = reply
	const measured = measuredText(blocks)
	if (measured === undefined || Object.keys(rest).length === 0) return JSON.stringify(reply)
	return `${JSON.stringify(rest).slice(0, -1)},"blocks":${measured}}`
}

/** @returns what the response carries, or the status of a refusal */
async function admit(arrival: Arrival, request: IncomingMessage): Promise<Json | number | undefined> {
	if ((request.url ?? '').split('?', 1)[0] !== path) return 404
	if (request.method !== 'POST') return 405
	const body = await read(request)
	if (typeof body === 'number') return body
	const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
	const text = body.toString()
	const fields = type === form ? parseForm(text) : undefined
	// Slack asks now and then, unsigned, whether the address still has TLS.
	if (fields?.ssl_check === '1') return 200

	const signature = request.headers['x-slack-signature']
	if (typeof signature !== 'string' || !isSigned(arrival, request, text, signature)) return 401
	if (type !== form && type !== json) return 400
	const parsed = fields ? payloadOf(fields) : parseJson(text)
	const judged = judge(parsed)
	if (judged === 'refuse') return 400
	if (judged === 'ignore') return 200
	const payload = parsed as Json
	if (payload.type === 'url_verification') return { challenge: word(payload, 'challenge') }
	// Events come again by themselves until they are answered, and know their own duplicates.
	if (payload.type === 'event_callback') return arrival.take(payload)
	if (!arrival.replays.first(signature)) return 401
	const answer = await arrival.take(payload)
	if (typeof answer === 'number' && answer >= 500) arrival.replays.forget(signature)
	return answer
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

/** What a form holds besides, where it has a payload, is not looked at. */
function payloadOf(fields: Json): unknown {
	const { payload } = fields
	if (payload === undefined) return fields
	return typeof payload === 'string' ? parseJson(payload) : undefined
}

/** @returns undefined for what cannot be parsed */
function parseJson(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
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
