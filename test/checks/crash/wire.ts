import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where a call to the platform has got to. */
export type Moment = 'called' | 'taken' | 'answered'

/** Which life of the service posted a message, and whether it was told that it had. */
export type Posting = { readonly life: number; heard: boolean }

/** What lies between the service and the platform, where it is seen who called and where it can be cut. */
export type Wire = {
	/** The Web API's root for one life of the service. */
	apiUrl(life: number): string
	/** By `<channel>:<ts>`, every message that the platform took. */
	readonly postings: ReadonlyMap<string, Posting>
	/** Resolves when nothing is on its way. */
	idle(): Promise<void>
	close(): Promise<void>
}

/**
 * @param apiUrl the platform's own
 * @param strike told of each call that says something; true cuts the wire there
 */
export async function openWire(
	apiUrl: string,
	strike: (life: number, moment: Moment) => boolean,
): Promise<Wire> {
	const postings = new Map<string, Posting>()
	const underWay = new Set<Promise<void>>()

	async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const [, life = 0, method = ''] = /^\/(\d+)\/api\/([\w.]+)$/.exec(request.url ?? '') ?? []
		const by = Number(life)
		const speaks = method.startsWith('chat.')
		// Whoever called may hang up long before there is an answer.
		const closed = new Promise(resolve => response.once('close', resolve))
		const chunks: Buffer[] = []
		for await (const chunk of request) chunks.push(chunk as Buffer)
		if (speaks && strike(by, 'called')) return void response.destroy()
		const answer = await fetch(`${apiUrl}${method}`, {
			method: 'POST',
			headers: {
				'content-type': request.headers['content-type'] ?? '',
				authorization: request.headers.authorization ?? '',
			},
			body: Buffer.concat(chunks),
		})
		const text = await answer.text()
		const { ok, channel, ts } = JSON.parse(text) as { ok: boolean; channel?: string; ts?: string }
		const posting: Posting = { life: by, heard: false }
		if (ok && method === 'chat.postMessage') postings.set(`${channel}:${ts}`, posting)
		if (speaks && strike(by, 'taken')) return void response.destroy()
		response.once('finish', () => {
			posting.heard = true
			if (speaks) strike(by, 'answered')
		})
		response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8' })
		response.end(text)
		await closed
	}

	const server = createServer((request, response) => {
		// Who called is dead, or has hung up.
		const work = pass(request, response)
			.catch(() => void response.destroy())
			.finally(() => underWay.delete(work))
		underWay.add(work)
	})
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
	return {
		apiUrl: life => `${origin}/${life}/api/`,
		postings,
		async idle() {
			while (underWay.size > 0) await Promise.all(underWay)
		},
		async close() {
			server.closeAllConnections()
			await new Promise(resolve => server.close(resolve))
		},
	}
}
