import { type IncomingMessage, request } from 'node:http'
import { type Bytes, UploadGone } from '../../src/ports/outside.ts'
import { AddressRefused, connect, hurry, mayReach, type Resolve, systemResolve } from './connect.ts'

export type RemoteFile = {
	readonly url: string
	/** A token for the host of `url`; a redirect to another host does not see it. */
	readonly bearer?: string
	/** The names files may come from, in lower case and without a port; nothing is derived from them. */
	readonly hosts: readonly string[]
	/** For tests and the sandbox: also this machine, at any port and without TLS. */
	readonly allowHttpLoopback?: boolean
	readonly maxRedirects?: 0 | 1
	/** What the person uploaded is a web page itself; otherwise one is taken for a sign-in page. */
	readonly expectsHtml?: boolean
	/** Milliseconds for the connection, and then of silence. */
	readonly timeout?: number
	/** Milliseconds for everything, so that a trickle ends too. */
	readonly deadline?: number
	/** Where names are looked up; the system's way when absent. */
	readonly resolve?: Resolve
}

/**
 * Opens a file that a person uploaded to a chat. The address comes from outside, so it is trusted for nothing:
 * https to exactly the hosts given, at addresses of the public internet, one redirect by the same rules.
 * Whoever takes the bytes reads them to the end or breaks off; both free the connection, and so does silence.
 * @throws UploadGone for a refused address, 403, 404, 410 and a web page instead of a file; anything else is
 * worth another try. No message holds more of the address than its host.
 */
export async function openRemote(file: RemoteFile): Promise<Bytes> {
	const first = checked(file.url, file)
	const answer = await ask(first, file, file.bearer)
	if (!isRedirect(answer)) return content(answer, first, file)
	answer.destroy()
	if (file.maxRedirects === 0) throw new UploadGone(`${first.hostname} redirects`)
	const second = checked(target(answer, first), file)
	const sameHost = second.host === first.host && second.protocol === first.protocol
	const last = await ask(second, file, sameHost ? file.bearer : undefined)
	if (!isRedirect(last)) return content(last, second, file)
	last.destroy()
	throw new UploadGone(`${second.hostname} redirects again`)
}

/**
 * The text itself has to name the host plainly. What a URL parser would mend first (user info, backslashes,
 * tabs, full-width dots, numbers that are addresses, trailing dots, ports) is refused instead.
 */
function checked(text: string, file: RemoteFile): URL {
	const plain = /^https?:\/\/(?:\[::1\]|[a-z0-9.-]+)(:\d{1,5})?(?=[/?#]|$)/i.exec(text)
	if (!plain || !URL.canParse(text)) throw new UploadGone('not a plain address')
	const url = new URL(text)
	if (!file.hosts.includes(url.hostname)) throw new UploadGone('not a host that files come from')
	if (!file.allowHttpLoopback && (url.protocol !== 'https:' || plain[1] !== undefined))
		throw new UploadGone('not https at its own port')
	return url
}

async function ask(url: URL, file: RemoteFile, bearer: string | undefined): Promise<IncomingMessage> {
	const { timeout = 30_000, deadline = 240_000, resolve = systemResolve } = file
	const reachable = mayReach(url, file.allowHttpLoopback === true)
	const socket = await connect(url, { mayReach: reachable, resolve, timeout }).catch((error: unknown) => {
		throw error instanceof AddressRefused ? new UploadGone(error.message) : error
	})
	hurry(socket, url, timeout, deadline)
	return new Promise((answer, fail) => {
		const asking = request({
			createConnection: () => socket,
			path: url.pathname + url.search,
			headers: {
				host: url.host,
				accept: '*/*',
				'accept-encoding': 'identity',
				connection: 'close',
				...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
			},
		})
		asking.on('error', error => {
			socket.destroy()
			fail(error)
		})
		asking.on('response', answer)
		asking.end()
	})
}

function isRedirect({ statusCode = 0 }: IncomingMessage): boolean {
	return [301, 302, 303, 307, 308].includes(statusCode)
}

function target(answer: IncomingMessage, from: URL): string {
	const { location } = answer.headers
	if (location === undefined || !URL.canParse(location, from.href))
		throw new UploadGone(`${from.hostname} redirects to nowhere`)
	return new URL(location, from.href).href
}

function content(answer: IncomingMessage, url: URL, { expectsHtml = false }: RemoteFile): Bytes {
	try {
		refuseOthers(answer, url.hostname, expectsHtml)
	} catch (error) {
		answer.destroy()
		throw error
	}
	return read(answer)
}

/** A page of HTML is what Slack shows to those it does not know; a person's own comes expected or as an attachment. */
function refuseOthers({ statusCode, headers }: IncomingMessage, host: string, expectsHtml: boolean): void {
	if (statusCode === 403 || statusCode === 404 || statusCode === 410)
		throw new UploadGone(`${host} answers ${statusCode}`)
	if (statusCode !== 200) throw new Error(`${host} answers ${statusCode}`)
	const expected = expectsHtml || /^\s*attachment\b/i.test(headers['content-disposition'] ?? '')
	if (!expected && /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(headers['content-type'] ?? ''))
		throw new UploadGone(`${host} answers with a page instead of the file`)
	const encoding = headers['content-encoding'] ?? 'identity'
	if (encoding !== 'identity') throw new Error(`${host} answers in an encoding that was not asked for`)
}

async function* read(answer: IncomingMessage): Bytes {
	yield* answer
}
