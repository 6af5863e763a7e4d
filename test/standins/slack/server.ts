import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signInPage, uploadedBytes } from './files.ts'
import { hasScope } from './methods/call.ts'
import { callMethod } from './methods/index.ts'
import { respond } from './respond.ts'
import { isObject, type Json } from './types.ts'
import type { Fault, World } from './world.ts'

/** Another set of paths that the same server answers. */
export type Route = (path: string, body: Buffer) => Promise<{ status: number; body: unknown } | undefined>

interface Exchange {
	world: World
	request: IncomingMessage
	response: ServerResponse
	url: URL
	body: Buffer
}

/** Starts to listen on 127.0.0.1 and plays the Web API, response_urls, uploads and private files. */
export async function listen(
	world: World,
	routes: Route[],
	busy: (work: Promise<void>) => void,
): Promise<Server> {
	const server = createServer((request, response) => {
		const work = serve(world, routes, request, response).catch(cause => {
			world.problems.push({ what: 'stand-in', path: request.url ?? '', problem: String(cause) })
			response.destroy()
		})
		if (!request.url?.startsWith('/control/')) busy(work)
	})
	await new Promise<void>(resolve => server.listen(world.options.port ?? 0, '127.0.0.1', resolve))
	world.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
	return server
}

async function serve(world: World, routes: Route[], request: IncomingMessage, response: ServerResponse) {
	const chunks: Buffer[] = []
	for await (const chunk of request) chunks.push(chunk as Buffer)
	const body = Buffer.concat(chunks)
	const url = new URL(request.url ?? '/', 'http://slack')
	const exchange: Exchange = { world, request, response, url, body }
	const [, root, ...rest] = url.pathname.split('/')
	if (root === 'api') return api(exchange, rest.join('/'))
	if (root === 'response') return responseUrl(exchange, rest.join('/'))
	if (root === 'files-pri') return privateFile(exchange, rest)
	if (root === 'upload') return upload(exchange, rest.at(-1) ?? '')
	for (const route of routes) {
		const answer = await route(url.pathname, body)
		if (answer) return send(response, answer.status, answer.body)
	}
	send(response, 404, { ok: false, error: 'not_found' })
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
	response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers })
	response.end(JSON.stringify(body))
}

function argumentsOf({ request, url, body }: Exchange): Json {
	const query = Object.fromEntries(url.searchParams)
	const text = body.toString('utf8')
	if (/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
		try {
			const json: unknown = JSON.parse(text)
			return isObject(json) ? { ...query, ...json } : query
		} catch {
			return query
		}
	}
	return { ...query, ...Object.fromEntries(new URLSearchParams(text)) }
}

function bearer(request: IncomingMessage): string {
	return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
}

function takeFault(world: World, name: string): Fault | undefined {
	const fault = world.faults.get(name)?.find(each => each.times > 0)
	if (fault) fault.times--
	return fault
}

/** Plays a fault that a test asked for; `taken` is the work that is done nevertheless. */
function playFault({ response }: Exchange, fault: Fault, taken: () => void): unknown {
	const { answer, retryAfter = 1 } = fault
	if (answer === 'timeout_after_taking') {
		taken()
		response.destroy()
		return 'the connection broke after the request was taken'
	}
	if (answer === 'ratelimited')
		send(response, 429, { ok: false, error: answer }, { 'Retry-After': String(retryAfter) })
	else if (typeof answer === 'number') send(response, answer, { ok: false, error: 'internal_error' })
	else send(response, 200, { ok: false, error: answer })
	return answer
}

function note({ world }: Exchange, what: string, request: unknown, status: number, answer: unknown): void {
	world.ledger.push({ seq: world.next(), at: world.now(), way: 'to_slack', what, request, status, answer })
}

function api(exchange: Exchange, method: string): void {
	const { world, request, response } = exchange
	const args = argumentsOf(exchange)
	const token = bearer(request) || (typeof args.token === 'string' ? args.token : '')
	const { token: _, ...shown } = args
	const fault = takeFault(world, method)
	if (fault) {
		const answer = playFault(exchange, fault, () => callMethod(world, method, args, token))
		return note(exchange, method, shown, 0, answer)
	}
	const answer = callMethod(world, method, args, token)
	const headers: Record<string, string> = world.options.scopes
		? { 'X-OAuth-Scopes': world.options.scopes.join(',') }
		: {}
	if (answer.error === 'ratelimited') headers['Retry-After'] = '1'
	const status = answer.error === 'ratelimited' ? 429 : 200
	note(exchange, method, shown, status, answer)
	send(response, status, answer, headers)
}

function responseUrl(exchange: Exchange, id: string): void {
	const { world, response, body } = exchange
	let payload: unknown
	try {
		payload = JSON.parse(body.toString('utf8'))
	} catch {
		payload = undefined
	}
	const fault = takeFault(world, 'response_url')
	if (fault) {
		const answer = playFault(exchange, fault, () => respond(world, id, payload))
		return note(exchange, 'response_url', payload, 0, answer)
	}
	const reply = respond(world, id, payload)
	note(exchange, 'response_url', payload, reply.status, reply.body)
	send(response, reply.status, reply.body)
}

function privateFile(exchange: Exchange, [inTeam = '', ...rest]: string[]): void {
	const { world, request, response } = exchange
	const file = world.files.get(inTeam.split('-').pop() ?? '')
	const may = bearer(request) === world.botToken && !world.revoked && hasScope(world, 'files:read')
	const fault = takeFault(world, 'files')
	if (fault)
		return note(
			exchange,
			'file',
			inTeam,
			0,
			playFault(exchange, fault, () => {}),
		)
	if (!file || file.deleted || !may) {
		note(exchange, 'file', inTeam, may ? 404 : 200, 'sign-in page')
		response.writeHead(may ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8' })
		response.end(signInPage)
		return
	}
	note(exchange, 'file', inTeam, 200, `${file.bytes.length} bytes`)
	response.writeHead(200, {
		'Content-Type': file.type,
		'Content-Length': file.bytes.length,
		...(rest[0] === 'download' ? { 'Content-Disposition': 'attachment' } : {}),
	})
	response.end(file.bytes)
}

function upload(exchange: Exchange, id: string): void {
	const { world, request, response, body } = exchange
	const waiting = world.uploads.get(id)
	const bytes = uploadedBytes(body, request.headers['content-type'] ?? '')
	const fits = waiting && bytes.length === waiting.length
	note(exchange, 'upload', id, fits ? 200 : 400, `${bytes.length} bytes`)
	response.writeHead(fits ? 200 : 400, { 'Content-Type': 'text/plain' })
	if (!waiting || !fits) {
		response.end('length_mismatch')
		return
	}
	waiting.bytes = bytes
	response.end(`OK - ${bytes.length}`)
}
