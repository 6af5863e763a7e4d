import { once } from 'node:events'
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	request,
	type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { preferring, type Theme } from '../theme.ts'

/** One person's browser before the portal, as far as a frame can not be it. */
export type Proxy = {
	/** `http://localhost:PORT`, where the portal is as this person. */
	readonly address: string
	/** The pages that were shown, as paths with their query, oldest first. */
	readonly pages: readonly string[]
	/** What the browser prefers, from the next page on. */
	theme: Theme
	/** Fills in the portal's own form. @returns whether it was taken */
	signIn(email: string, password: string): Promise<boolean>
	close(): Promise<void>
}

type Service = { readonly address: string; readonly publicUrl: string }

const perHop = new Set([
	'connection',
	'keep-alive',
	'proxy-connection',
	'te',
	'trailer',
	'upgrade',
	'host',
	'cookie',
])

/**
 * Browsers share cookies between the ports of a host, so the cookies of each person are kept here instead. To the
 * service everything looks as if its own address had been opened; of what it answers only what forbids frames goes, and the sheet
 * is told which theme to prefer.
 */
export async function startProxy(service: Service): Promise<Proxy> {
	const cookies = new Map<string, string>()
	const pages: string[] = []
	const inside = new URL(service.publicUrl)
	let own = ''

	/** What stands at the one address, written for the other. */
	const moved = (text: string, from: string, to: string) =>
		text.replaceAll(new RegExp(`${escaped(from)}(?!\\d)`, 'g'), to)
	const inwards = (text: string) => moved(text, own, inside.origin)
	const outwards = (text: string) => moved(text, inside.origin, own)

	const ask = (method: string, path: string, headers: IncomingHttpHeaders) => {
		const kept = Object.entries(headers).filter(([name]) => !perHop.has(name))
		const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
		return request(new URL(service.address), {
			method,
			path,
			headers: {
				...Object.fromEntries(kept),
				host: inside.host,
				'accept-encoding': 'identity',
				...(headers.origin && { origin: inwards(headers.origin) }),
				...(headers.referer && { referer: inwards(headers.referer) }),
				...(cookie && { cookie }),
			},
		})
	}

	const answer = async (asked: IncomingMessage, answered: ServerResponse) => {
		const asks = ask(asked.method ?? 'GET', asked.url ?? '/', asked.headers)
		answered.on('close', () => asks.destroy())
		const [[response]] = await Promise.all([
			once(asks, 'response') as Promise<[IncomingMessage]>,
			// What is refused before all of it has come is answered nevertheless.
			pipeline(asked, asks).catch(() => {}),
		])
		keep(cookies, response.headers['set-cookie'])
		const type = response.headers['content-type'] ?? ''
		const isPage = /^text\/html\b/.test(type)
		if (isPage && asked.method === 'GET' && response.statusCode === 200) pages.push(asked.url ?? '/')
		const headers = framed(response.headers, outwards)
		const isSheet = /^text\/css\b/.test(type)
		if (!(isPage || isSheet) || asked.method === 'HEAD') {
			answered.writeHead(response.statusCode ?? 502, headers)
			return pipeline(response, answered)
		}
		const whole = (await buffer(response)).toString('utf8')
		const text = isPage ? outwards(whole) : preferring(proxy.theme, whole)
		answered.writeHead(response.statusCode ?? 502, {
			...headers,
			'content-length': Buffer.byteLength(text),
			// A sheet is of one theme now.
			...(isSheet && { 'cache-control': 'no-store' }),
		})
		answered.end(text)
	}

	const server = createServer((asked, answered) => {
		if (asked.headers.host !== new URL(own).host) return void answered.writeHead(421).end()
		answer(asked, answered).catch(() => {
			if (answered.headersSent) answered.destroy()
			else answered.writeHead(502, { 'content-type': 'text/plain' }).end('The portal does not answer.')
		})
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	own = `http://localhost:${(server.address() as AddressInfo).port}`

	const proxy: Proxy = {
		address: own,
		theme: 'light',
		pages,
		async signIn(email, password) {
			const asks = ask('POST', '/sign-in', {
				origin: own,
				'content-type': 'application/x-www-form-urlencoded',
				'user-agent': 'the sandbox',
			})
			asks.end(new URLSearchParams({ email, password }).toString())
			const [response] = (await once(asks, 'response')) as [IncomingMessage]
			response.resume()
			keep(cookies, response.headers['set-cookie'])
			return response.statusCode === 303
		},
		async close() {
			server.closeAllConnections()
			server.close()
			await once(server, 'close')
		},
	}
	return proxy
}

function escaped(text: string): string {
	return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
}

function keep(cookies: Map<string, string>, given: readonly string[] = []): void {
	for (const line of given) {
		const [, name = '', value = '', rest = ''] = /^([^=;]+)=([^;]*)(.*)$/s.exec(line) ?? []
		if (/;\s*max-age=(?:0|-)/i.test(rest)) cookies.delete(name)
		else cookies.set(name, value)
	}
}

/** What the service answered, for the person's own address and to be shown in a frame. */
function framed(headers: IncomingHttpHeaders, outwards: (text: string) => string): IncomingHttpHeaders {
	const { 'set-cookie': _, 'x-frame-options': __, connection: ___, 'keep-alive': ____, ...rest } = headers
	const policy = rest['content-security-policy']
	return {
		...rest,
		...(rest.location && { location: outwards(rest.location) }),
		...(policy && {
			'content-security-policy': outwards(
				String(policy)
					.split(';')
					.filter(part => !/^\s*frame-ancestors\b/.test(part))
					.join(';'),
			),
		}),
	}
}
