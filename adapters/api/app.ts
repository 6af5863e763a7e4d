import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { ApiToken, ApiTokens } from '../../src/ports/api-tokens.ts'
import type { Account } from '../../src/domain/account.ts'
import type { Ports } from '../../src/ports/index.ts'
import { Busy, Unavailable } from '../../src/ports/outside.ts'
import { openBudget } from './budget.ts'
import { documentOf } from './openapi.ts'
import { operations } from './operations.ts'
import type { Answered, Operation } from './operation.ts'
import { bodyOfProblem, Problem } from './problem.ts'
import { bodyBytes, readRequest } from './read.ts'

/** Where it all stands. */
export const root = '/api/v1'

/** What goes with a key of the caller's choice; in what is sent as a stream, nothing could tell two apart. */
const keyed = /^[\x21-\x7e]{1,200}$/

/** Answers everything below {@link root}. */
export function openApi(
	ports: Ports,
	tokens: ApiTokens,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
	const budget = openBudget(ports.clock)
	return async (incoming, response) => {
		try {
			await send(response, await answer(incoming))
		} catch (error) {
			const problem = asProblem(ports, error, incoming)
			if (response.headersSent) return void response.destroy()
			const body = JSON.stringify(bodyOfProblem(problem))
			response.writeHead(bodyOfProblem(problem).status, {
				...problem.headers,
				'content-type': 'application/problem+json',
				// What was not read to its end cannot be followed by another request.
				...(!incoming.complete && { connection: 'close' }),
			})
			response.end(body)
		}
	}

	async function answer(incoming: IncomingMessage): Promise<Answered> {
		// What more it is than its operation takes is found where it is read.
		const most = Math.max(bodyBytes, ports.settings.fileLimits.bytes)
		if (Number(incoming.headers['content-length'] ?? 0) > most) throw new Problem('large')
		const url = new URL(incoming.url ?? '', 'http://localhost')
		const at = url.pathname.slice(root.length)
		// Node leaves the body away.
		const method = incoming.method === 'HEAD' ? 'GET' : incoming.method
		if (at === '/openapi.json' && method === 'GET') return { body: documentOf(ports.settings) }
		const { token, account } = await holder(incoming)
		const wait = budget(token.id)
		if (wait > 0) throw new Problem('budget', {}, { 'retry-after': String(Math.ceil(wait / 1_000)) })
		const { operation, names } = find(method, at)
		if (operation.scope && !token.scopes.includes(operation.scope)) {
			const challenge = `Bearer error="insufficient_scope", scope="${operation.scope}"`
			throw new Problem(
				'scope',
				{ detail: `It takes ${operation.scope}.` },
				{ 'www-authenticate': challenge },
			)
		}
		const read = await readRequest(operation, incoming, { names, search: url.searchParams })
		const asked = { ports, account, scopes: token.scopes, incoming, ...read }
		const key = keyOf(incoming, operation)
		const act = { by: account.id, via: 'api' }
		if (key === undefined) return paged(url, await run(operation, { ...asked, act }))

		const under = { token: token.id, key }
		const said = JSON.stringify([operation.name, read.path, read.query, read.body])
		const claimed = await tokens.claim({ ...under, fingerprint: ports.secrets.hash(said) })
		if (claimed === 'other') throw new Problem('reused')
		const once = `${token.id} ${key}`
		try {
			const before = claimed === 'first' ? {} : { before: claimed }
			const answered = await run(operation, { ...asked, act: { ...act, once }, ...before })
			if (claimed === 'first' && answered.made !== undefined)
				await tokens.made({ ...under, id: answered.made })
			return answered
		} catch (error) {
			// Where it came to nothing, the same may be asked again; of a fault that is not known.
			if (claimed === 'first' && error instanceof Problem) await tokens.release(under)
			throw error
		}
	}

	async function holder({
		headers,
	}: IncomingMessage): Promise<{ readonly token: ApiToken; readonly account: Account }> {
		const [, secret] = /^bearer +(\S{1,200})$/i.exec(headers.authorization ?? '') ?? []
		const found = secret === undefined ? undefined : await tokens.use(ports.secrets.hash(secret))
		if (!found) throw new Problem('unauthorized', {}, { 'www-authenticate': 'Bearer' })
		return found
	}

	/** Pages lead to the next one also where only headers are looked at (RFC 8288). */
	function paged(url: URL, answered: Answered): Answered {
		const { next } = (answered.body ?? {}) as { readonly next?: string }
		if (next === undefined) return answered
		const query = new URLSearchParams(url.searchParams)
		query.set('cursor', next)
		const link = `<${ports.settings.publicUrl}${url.pathname}?${query.toString()}>; rel="next"`
		return { ...answered, headers: { ...answered.headers, link } }
	}
}

function run(operation: Operation, asked: object): Promise<Answered> {
	return operation.run(asked as never)
}

/** @throws Problem for a path that none has, or none with this method */
function find(
	method: string | undefined,
	at: string,
): { readonly operation: Operation; readonly names: Readonly<Record<string, string>> } {
	const parts = at.split('/')
	const found = operations.flatMap(operation => {
		const names = namesIn(operation.at.split('/'), parts)
		return names ? [{ operation, names }] : []
	})
	const meant = found.find(({ operation }) => operation.method === method)
	if (meant) return meant
	if (found.length === 0) throw new Problem('absent')
	const methods = found.map(({ operation }) => operation.method)
	const allow = methods.flatMap(each => (each === 'GET' ? ['GET', 'HEAD'] : [each])).join(', ')
	throw new Problem('method', {}, { allow })
}

function namesIn(
	pattern: readonly string[],
	parts: readonly string[],
): Readonly<Record<string, string>> | undefined {
	if (pattern.length !== parts.length) return undefined
	const names: Record<string, string> = {}
	for (const [index, piece] of pattern.entries()) {
		const part = parts[index] ?? ''
		const [, name] = /^\{(\w+)\}$/.exec(piece) ?? []
		if (name === undefined) {
			if (piece !== part) return undefined
		} else {
			names[name] = decoded(part)
		}
	}
	return names
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part)
	} catch {
		throw new Problem('absent')
	}
}

/** @throws Problem for a key that is none */
function keyOf({ headers }: IncomingMessage, { method, body }: Operation): string | undefined {
	const key = headers['idempotency-key']
	if (key === undefined || method === 'GET' || body === 'bytes') return undefined
	if (typeof key === 'string' && keyed.test(key)) return key
	throw new Problem('malformed', { detail: 'An Idempotency-Key has 1 to 200 visible characters of ASCII.' })
}

async function send(
	response: ServerResponse,
	{ status = 200, body, headers, file }: Answered,
): Promise<void> {
	if (file) {
		response.writeHead(status, { 'content-type': 'application/octet-stream', ...headers })
		return pipeline(file, response)
	}
	if (body === undefined) return void response.writeHead(status, headers).end()
	response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

function asProblem({ secrets, log }: Ports, error: unknown, { method }: IncomingMessage): Problem {
	if (error instanceof Problem) return error
	if (error instanceof Busy) return new Problem('busy', {}, { 'retry-after': '5' })
	if (error instanceof Unavailable) {
		log.error('an API request was not answered', error, { method })
		return new Problem('unavailable', {}, { 'retry-after': '5' })
	}
	const reference = secrets.id().slice(0, 8)
	log.error('an API request failed', error, { reference, method })
	return new Problem('failed', { reference })
}
