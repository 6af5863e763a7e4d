import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What one request to a receiver was, once its signature was found right. */
export type Received = {
	readonly id: string
	/** Seconds since 1970. */
	readonly timestamp: number
	readonly text: string
	// oxlint-disable-next-line no-explicit-any -- a test says what it expects of it
	readonly body: any
	/** How many signatures there were. */
	readonly signatures: number
}

export type Answer = { readonly status: number; readonly headers?: Readonly<Record<string, string>> }

/** A system that takes webhooks as the specification (standardwebhooks.com) has receivers take them. */
export type Receiver = {
	readonly url: string
	/** All that came and was right, oldest first. */
	readonly received: Received[]
	/** What was the matter with others; they are answered with 401. */
	readonly refused: string[]
	/** Answers from now on; a promise lets the sender wait. Otherwise it is 204. */
	answer(how: (received: Received) => Answer | Promise<Answer>): void
	/** Resolves when so many have come. */
	has(count: number): Promise<void>
	close(): Promise<void>
}

/** Seconds that a timestamp may be off. */
const tolerance = 5 * 60

/**
 * @param secret as the sender showed it
 * @param now milliseconds since 1970
 */
export async function startReceiver(secret: () => string, now: () => number): Promise<Receiver> {
	const received: Received[] = []
	const refused: string[] = []
	let answer: (received: Received) => Answer | Promise<Answer> = () => ({ status: 204 })
	let look = () => {}
	const server = createServer((request, response) => {
		void take(request, response)
	})
	async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = []
		for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
		const text = Buffer.concat(chunks).toString()
		const header = (name: string) => String(request.headers[`webhook-${name}`] ?? '')
		const signatures = header('signature').split(' ')
		const fault = faultOf({ id: header('id'), timestamp: header('timestamp'), signatures, text })
		if (request.method !== 'POST' || fault) {
			refused.push(fault ?? `a ${request.method}`)
			return void response.writeHead(401).end()
		}
		const one = {
			id: header('id'),
			timestamp: Number(header('timestamp')),
			text,
			body: JSON.parse(text),
			signatures: signatures.length,
		}
		received.push(one)
		look()
		const { status, headers } = await answer(one)
		response.writeHead(status, headers).end()
	}
	await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
		received,
		refused,
		answer(how) {
			answer = how
		},
		has: count =>
			new Promise(done => {
				look = () => {
					if (received.length >= count) done()
				}
				look()
			}),
		async close() {
			server.closeAllConnections()
			await new Promise(done => server.close(done))
		},
	}

	function faultOf(said: {
		readonly id: string
		readonly timestamp: string
		readonly signatures: readonly string[]
		readonly text: string
	}): string | undefined {
		if (!/^msg_[\w-]+$/.test(said.id)) return 'no id'
		if (Math.abs(Number(said.timestamp) - now() / 1_000) > tolerance) return 'an old timestamp'
		const [, encoded = ''] = /^whsec_(.+)$/.exec(secret()) ?? []
		const hmac = createHmac('sha256', Buffer.from(encoded, 'base64'))
		hmac.update(said.id).update('.').update(said.timestamp).update('.').update(said.text)
		return said.signatures.includes(`v1,${hmac.digest('base64')}`) ? undefined : 'a wrong signature'
	}
}
