import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Ports } from '../../src/ports/index.ts'
import { type WebOptions, webApp } from './app.ts'
import { clientAddresses } from './client.ts'
import { openDoor } from './door.tsx'
import { securityHeaders } from './headers.ts'
import { type DelegatedRoute, isDelegated, routeOf, routes } from './routes.ts'

/**
 * Milliseconds for the whole of a request, which is long for files on a slow line, and without a byte in
 * either direction. Node's own five minutes for the whole would cut such an upload off.
 *
 * Between two requests a connection is kept for longer than proxies keep theirs (a minute, Caddy two): whoever
 * closes first is who will not use it. With Node's own five seconds a request that is sent at that moment, or by
 * somebody who was late to notice, is reset.
 */
const timeouts = { headers: 15_000, whole: 2 * 60 * 60_000, idle: 60_000, between: 125_000 } as const

/**
 * As many as the system allows. Of Node's own 511 a flood is soon over, and who is not taken in tries again after
 * seconds.
 */
const waitingToConnect = 4_096

/** Not in HTTP, but what nginx logs of a request whose sender did not wait for the answer. */
const hungUp = 499

export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

export type WebServer = {
	/** @returns the port that is listened on, which is a free one where 0 was asked for */
	listen(host: string, port: number): Promise<number>
	/** Takes no new requests and waits for those under way, at most so many milliseconds. */
	close(patience: number): Promise<void>
}

type ServerOptions = WebOptions & {
	/** Milliseconds after which a connection is closed on which nothing moves. */
	readonly idle?: number
	/** Whether this process is about to end: then every connection ends with its answer, so that no request gets lost. */
	readonly leaving?: () => boolean
	/** Hears of every request that is over: of which route of the table, or `none`; 499 has no answer. */
	readonly answered?: (route: string, status: number, milliseconds: number) => void
}

/**
 * The one HTTP server: what a platform signs goes to the platform's own listener, with its body untouched,
 * everything else to Hono.
 * @throws when the router holds a route that the table lacks
 */
export function openServer(
	ports: Ports,
	others: { readonly [Name in DelegatedRoute]?: Listener },
	{ idle = timeouts.idle, leaving = () => false, answered, ...options }: ServerOptions = {},
): WebServer {
	const web = getRequestListener(webApp(ports, options).fetch)
	const door = openDoor(ports, clientAddresses(options.trustedProxies ?? []))
	const server = createServer({
		headersTimeout: timeouts.headers,
		requestTimeout: timeouts.whole,
		keepAliveTimeout: timeouts.between,
	})
	server.setTimeout(idle)
	const delegated = new Map<string, { readonly listener: Listener; readonly body: number }>(
		routes.flatMap(route => {
			const name = `${route.method} ${route.path}`
			const listener = isDelegated(route) ? others[name as DelegatedRoute] : undefined
			return listener && route.body !== 'files'
				? [[name, { listener, body: route.body === 'own' ? Infinity : route.body }] as const]
				: []
		}),
	)
	let headers: ReadonlyMap<string, string> | undefined

	server.on('request', (request, response) => {
		// The public address may hang on the port, which is known once it is listened on.
		headers ??= securityHeaders(ports.settings.publicUrl)
		response.setHeaders(headers as Map<string, string>)
		if (leaving()) response.setHeader('connection', 'close')
		const path = request.url?.split('?', 1)[0] ?? ''
		const route = routeOf(request.method, path)
		const other = route === undefined ? undefined : delegated.get(route)
		if (answered) {
			const began = performance.now()
			response.once('close', () => {
				const status = response.writableFinished ? response.statusCode : hungUp
				answered(route ?? 'none', status, performance.now() - began)
			})
		}
		if (route === 'POST /sign-in' && door.isShut(request)) return door.turnAway(request, response)
		if (!other) return void web(request, response)
		if (Number(request.headers['content-length'] ?? 0) > other.body) return refuse(response, 413)
		Promise.resolve()
			.then(() => other.listener(request, response))
			.catch((error: unknown) => {
				ports.log.error('a listener failed', error, { route })
				refuse(response, 500)
			})
	})

	return {
		async listen(host, port) {
			await new Promise<void>((resolve, reject) => {
				server.once('error', reject)
				server.listen({ port, host, backlog: waitingToConnect }, () => {
					server.off('error', reject)
					resolve()
				})
			})
			return (server.address() as AddressInfo).port
		},
		async close(patience) {
			if (!server.listening) return
			// An idle connection that is kept alive would hold the server open for seconds.
			const idle = setInterval(() => server.closeIdleConnections(), 50)
			const late = setTimeout(() => server.closeAllConnections(), patience)
			await new Promise(resolve => server.close(resolve))
			clearInterval(idle)
			clearTimeout(late)
		},
	}
}

function refuse(response: ServerResponse, status: 413 | 500): void {
	if (response.headersSent) return void response.destroy()
	response.writeHead(status, { connection: 'close' }).end()
}
