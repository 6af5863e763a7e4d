import { Agent, request } from 'node:http'
import { connect } from 'node:net'

/** One request to the service; without a method, bytes as they are, which need not be HTTP. */
export type Shot = {
	readonly method?: string
	readonly path: string
	readonly headers: Readonly<Record<string, string>>
	readonly body?: string | Buffer
}

/** What came of one. Status 0: the connection was closed without an answer. */
export type Outcome = { readonly status: number; readonly head: string; readonly text: string }

/** Longer than anything here takes, on a machine that has other things to do as well. */
const patience = 60_000

export type Gun = { fire(shot: Shot): Promise<Outcome>; close(): void }

/** Sends to a service, over few connections that are kept. */
export function openGun(address: string, connections: number): Gun {
	const { hostname, port } = new URL(address)
	const agent = new Agent({ keepAlive: true, maxSockets: connections })
	const raw = (body: string | Buffer) =>
		new Promise<Outcome>((done, fail) => {
			const socket = connect(Number(port), hostname)
			let text = ''
			socket.setTimeout(patience, () => socket.destroy(new Error('no answer')))
			socket.setEncoding('latin1').on('data', chunk => (text += String(chunk)))
			socket.on('close', () => {
				const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)
				done({ status, head: '', text })
			})
			socket.on('error', (error: NodeJS.ErrnoException) =>
				// It need not be polite to what is no HTTP.
				error.code === 'ECONNRESET' || error.code === 'EPIPE' ? undefined : fail(error),
			)
			socket.end(body)
		})
	return {
		fire({ method, path, headers, body = '' }) {
			if (method === undefined) return raw(body)
			return new Promise((done, fail) => {
				const asking = request({
					agent,
					hostname,
					port,
					method,
					path,
					headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
					timeout: patience,
				})
				asking.on('timeout', () => asking.destroy(new Error('no answer')))
				asking.on('error', fail)
				asking.on('response', answer => {
					const chunks: Buffer[] = []
					answer.on('data', (chunk: Buffer) => chunks.push(chunk))
					answer.on('error', fail)
					answer.on('end', () =>
						done({
							status: answer.statusCode ?? 0,
							head: answer.rawHeaders.join('\n'),
							text: Buffer.concat(chunks).toString(),
						}),
					)
				})
				asking.end(body)
			})
		},
		close: () => agent.destroy(),
	}
}
