import { createHmac } from 'node:crypto'
import { type IncomingMessage, request } from 'node:http'
import type { Clock } from '../../src/ports/outside.ts'
import type { SendWebhook } from '../../src/ports/webhooks.ts'
import { isLoopback, isPublic } from './address.ts'
import { connect, hurry, mayReach, type Resolve, systemResolve } from './connect.ts'

/** Milliseconds for the connection, then of silence, and for everything. */
const timeout = 15_000
const deadline = 18_000
/** UTF-16 units. */
const longestUrl = 2_000
/** Of an answer; the rest is not waited for. */
const mostBytes = 64 * 1024

const prefix = 'whsec_'

/** A new secret from 32 random bytes, as its receiver has it. */
export function webhookSecret(random: Uint8Array): string {
	return prefix + Buffer.from(random).toString('base64')
}

/**
 * What is the matter with the address of a webhook, as the end of a sentence; undefined where nothing is. What a
 * URL parser would mend first (user info, backslashes, blanks, numbers that are addresses) is refused.
 * @param allowLoopback for tests: also this machine, and that without TLS
 */
export function webhookUrlFault(text: string, allowLoopback: boolean): string | undefined {
	if (text.length > longestUrl) return `has more than ${longestUrl} characters`
	const plain =
		/^https?:\/\/(?:\[[\da-f:.]+\]|[a-z\d.-]+)(?::\d{1,5})?(?:\/[\x21-\x7e]*)?(?:\?[\x21-\x7e]*)?$/i
	if (!plain.test(text) || text.includes('#') || !URL.canParse(text)) return 'is not a plain https address'
	const url = new URL(text)
	const host = url.hostname.replace(/^\[|\]$/g, '')
	const here = host === 'localhost' || isLoopback(host)
	if (url.protocol !== 'https:' && !(allowLoopback && here)) return 'is not https'
	const reachable = here ? allowLoopback : !/^[\d.]+$|:/.test(host) || isPublic(host)
	return reachable ? undefined : 'is not an address of the public internet'
}

/**
 * Sends webhooks. The address comes from outside, so it is trusted for nothing: https at addresses of the public
 * internet, which the socket itself is held to, and no redirects.
 * @param options.allowLoopback for tests: also this machine, and that without TLS
 */
export function openWebhookSender({
	clock,
	allowLoopback,
	resolve = systemResolve,
}: {
	readonly clock: Clock
	readonly allowLoopback: boolean
	/** Where names are looked up; the system's way when absent. */
	readonly resolve?: Resolve
}): SendWebhook {
	return async ({ id, url: text, secrets, body }) => {
		const fault = webhookUrlFault(text, allowLoopback)
		if (fault !== undefined) throw new Error(`the address ${fault}`)
		const url = new URL(text)
		const socket = await connect(url, { mayReach: mayReach(url, allowLoopback), resolve, timeout })
		hurry(socket, url, timeout, deadline)
		try {
			const timestamp = Math.floor(clock.now() / 1_000)
			const answer = await new Promise<IncomingMessage>((answered, fail) => {
				const asking = request({
					method: 'POST',
					createConnection: () => socket,
					path: url.pathname + url.search,
					headers: {
						host: url.host,
						'content-type': 'application/json',
						'content-length': Buffer.byteLength(body),
						'user-agent': 'Sportello',
						connection: 'close',
						'webhook-id': id,
						'webhook-timestamp': timestamp,
						'webhook-signature': secrets.map(secret => signature(secret, { id, timestamp, body })).join(' '),
					},
				})
				asking.on('error', fail)
				asking.on('response', answered)
				asking.end(body)
			})
			await readAway(answer)
			const wait = retryAfter(answer.headers['retry-after'], clock.now())
			return { status: answer.statusCode ?? 0, ...(wait !== undefined && { retryAfter: wait }) }
		} finally {
			socket.destroy()
		}
	}
}

/** The HMAC-SHA-256 of the specification, version 1. */
function signature(
	secret: string,
	{ id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: string },
): string {
	const key = Buffer.from(secret.slice(prefix.length), 'base64')
	return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** Lets the other side finish what it says; only the status counts. */
async function readAway(answer: IncomingMessage): Promise<void> {
	let size = 0
	try {
		for await (const chunk of answer as AsyncIterable<Buffer>) {
			size += chunk.length
			if (size > mostBytes) return
		}
	} catch {
		// It has answered.
	}
}

/** @returns milliseconds; undefined where it says nothing that can be read (RFC 9110, section 10.2.3) */
function retryAfter(header: string | undefined, now: number): number | undefined {
	if (header === undefined) return undefined
	if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000
	const at = Date.parse(header)
	return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
