import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from './types.ts'

/** A request as the fake service received it. */
export interface Arrival {
	contentType: string
	headers: IncomingMessage['headers']
	raw: string
	/** The form's fields, the interactive payload, or the event. */
	payload: Json
}

/** What the fake service answers: a status with a body, `never`, or nothing for an empty 200. */
export type Reply = { status?: number; body?: unknown; never?: boolean } | undefined

/** A service of a few lines, for tests of the stand-in itself. */
export async function startFake(answer: (payload: Json, arrival: Arrival) => Promise<Reply> | Reply) {
	const arrivals: Arrival[] = []
	const server = createServer((request, response) => {
		const chunks: Buffer[] = []
		request.on('data', chunk => chunks.push(chunk))
		request.on('end', () => {
			const raw = Buffer.concat(chunks).toString('utf8')
			const contentType = request.headers['content-type'] ?? ''
			const arrival = { contentType, headers: request.headers, raw, payload: payloadOf(raw, contentType) }
			arrivals.push(arrival)
			void Promise.resolve(answer(arrival.payload, arrival)).then(reply => {
				if (reply?.never) return
				const { status = 200, body } = reply ?? {}
				response.writeHead(status, { 'Content-Type': 'application/json' })
				response.end(body === undefined ? '' : JSON.stringify(body))
			})
		})
	})
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		arrivals,
		stop: () => {
			server.closeAllConnections()
			return new Promise(resolve => server.close(resolve))
		},
	}
}

function payloadOf(raw: string, contentType: string): Json {
	if (contentType === 'application/json') return JSON.parse(raw)
	const form = Object.fromEntries(new URLSearchParams(raw))
	return form.payload ? JSON.parse(form.payload) : form
}

/** Calls a Web API method the way an SDK does. */
export async function callApi(apiUrl: string, token: string, method: string, args: Json = {}): Promise<Json> {
	const form = new URLSearchParams()
	for (const [name, value] of Object.entries(args))
		form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
	const response = await fetch(new URL(method, apiUrl), {
		method: 'POST',
		body: form,
		headers: token ? { Authorization: `Bearer ${token}` } : {},
	})
	return (await response.json()) as Json
}
