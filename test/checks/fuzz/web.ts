import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { documentOf } from '../../../adapters/api/openapi.ts'
import { routes } from '../../../adapters/web/routes.ts'
import type { Commands } from './commands.ts'
import type { Shot } from './shot.ts'
import { broken, type Json, mutated, text } from './values.ts'

export type Site = {
	/** The origin that forms come from. */
	readonly origin: string
	/** Of who is signed in. */
	readonly cookies: readonly string[]
	/** Of the API. */
	readonly tokens: readonly string[]
	readonly numbers: readonly number[]
}

/** Requests to every page and every operation of the API, by whoever is signed in or not, gone wrong. */
export function webShots(site: Site, typed: Commands): fc.Arbitrary<Shot> {
	return fc.oneof(
		{ weight: 24, arbitrary: pageShots(site, typed) },
		{ weight: 24, arbitrary: apiShots(site) },
		{ weight: 1, arbitrary: rawShots },
	)
}

function encoded(fields: readonly (readonly [string, unknown])[]): string {
	const form = new URLSearchParams()
	for (const [name, value] of fields) form.append(name, String(value).toWellFormed())
	return form.toString()
}

const escaped = (value: unknown) => encodeURIComponent(String(value).toWellFormed())
const paths = (at: string, part: (name: string) => string) =>
	at.replaceAll(/:(\w+)|\{(\w+)\}|\*/g, (_, name?: string, other?: string) => part(name ?? other ?? '*'))
/** What may stand in the first line of a request, as it is. */
const sendable = (path: string) => path.replaceAll(/[^\x21-\x7e]/g, escaped).slice(0, 8_000)

function pageShots({ origin, cookies, numbers }: Site, { carried }: Commands): fc.Arbitrary<Shot> {
	const pages = routes.filter(
		({ authenticator }) => authenticator !== 'platform' && authenticator !== 'token',
	)
	const asked = fc.record({
		route: fc.constantFrom(...pages),
		method: fc.constantFrom(
			...Array.from({ length: 16 }, () => ''),
			'HEAD',
			'POST',
			'GET',
			'PUT',
			'DELETE',
			'OPTIONS',
			'PATCH',
		),
		number: fc.constantFrom<unknown>(...numbers),
		act: fc.constantFrom('reply', 'solve', 'cc', 'mute', 'merge', 'status', 'assign', 'note', 'x'),
		odd: fc.option(text, { freq: 3 }),
		query: fc.dictionary(
			fc.constantFrom(
				'scope',
				'status',
				'sort',
				'q',
				'search',
				'cursor',
				'page',
				'before',
				'from',
				'token',
				'next',
				'for',
				'until',
				'signature',
				'account',
				'__proto__',
			),
			fc.oneof(text, fc.constantFrom('requested', 'open', 'created', '/requests', '//umbra.example')),
			{ maxKeys: 3 },
		),
		cookie: fc.constantFrom(...cookies, ...cookies, '', 'session=x', 'session=%00', 'said=e30; session'),
		carried,
		fields: fc.dictionary(
			fc.constantFrom(
				'text',
				'subject',
				'email',
				'password',
				'again',
				'firstName',
				'lastName',
				'locale',
				'timeZone',
				'do',
				'act',
				'once',
				'page',
				'kept',
				'instead',
				'next',
				'unsent',
				'code',
				'session',
				'current',
				'number',
			),
			text,
			{ maxKeys: 5 },
		),
		kind: fc.constantFrom('form', 'form', 'multipart', 'multipart', 'json', 'torn'),
		// Browsers send a file without a name where none is chosen.
		chosen: fc.boolean(),
		forwarded: fc.oneof(fc.ipV4(), fc.ipV4(), text),
		home: fc.constantFrom(true, true, true, false),
	})
	return asked.map((one): Shot => {
		const at = paths(one.route.path, name =>
			escaped(one.odd ?? (name === 'number' ? one.number : name === 'act' ? one.act : 'x')),
		)
		const query = encoded(Object.entries(one.query))
		const method = one.method || one.route.method
		const headers = {
			cookie: one.cookie,
			'user-agent': header(one.odd ?? 'check'),
			'accept-language': header(one.odd ?? 'it'),
			'x-forwarded-for': header(one.forwarded),
			...(one.home ? { origin, 'sec-fetch-site': 'same-origin' } : { origin: 'null' }),
		}
		const path = sendable(query ? `${at}?${query}` : at)
		if (method !== 'POST') return { method, path, headers }
		const fields = Object.entries({ command: JSON.stringify(one.carried), ...one.fields })
		if (one.kind === 'multipart') {
			const boundary = `x${randomUUID()}`
			const body = multipart(boundary, fields, one.chosen)
			return {
				method,
				path,
				headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
				body,
			}
		}
		if (one.kind === 'torn') {
			const body = multipart('torn', fields, one.chosen).slice(0, -7)
			return {
				method,
				path,
				headers: { ...headers, 'content-type': 'multipart/form-data; boundary=torn' },
				body,
			}
		}
		if (one.kind === 'json')
			return {
				method,
				path,
				headers: { ...headers, 'content-type': 'application/json' },
				body: JSON.stringify(one.fields),
			}
		const type = 'application/x-www-form-urlencoded'
		return { method, path, headers: { ...headers, 'content-type': type }, body: encoded(fields) }
	})
}

/** What may stand in a header at all. */
const header = (value: string) =>
	Buffer.from(value.toWellFormed())
		.toString('latin1')
		.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '')
		.slice(0, 1_000)

function multipart(
	boundary: string,
	fields: readonly (readonly [string, string])[],
	chosen: boolean,
): string {
	const parts = fields.map(
		([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
	)
	const name = chosen ? (fields[1]?.[1] ?? 'a.txt').replaceAll(/[\r\n"]/g, '').slice(0, 500) : ''
	parts.push(
		`--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\nhello\r\n`,
	)
	return `${parts.join('')}--${boundary}--\r\n`
}

type Schema = Json & {
	readonly properties?: Readonly<Record<string, Schema>>
	readonly required?: readonly string[]
	readonly items?: Schema
	readonly anyOf?: readonly Schema[]
	readonly enum?: readonly unknown[]
	readonly $ref?: string
}
type Document = {
	readonly paths: Readonly<
		Record<
			string,
			Readonly<
				Record<
					string,
					{
						readonly parameters: readonly {
							readonly name: string
							readonly in: string
							readonly schema: Schema
						}[]
						readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
					}
				>
			>
		>
	>
	readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** By the document that describes the API. */
function apiShots({ tokens, numbers }: Site): fc.Arbitrary<Shot> {
	const document = documentOf({ publicUrl: 'http://localhost' }) as unknown as Document
	const value = (schema: Schema, name: string): fc.Arbitrary<unknown> => {
		if (schema.$ref)
			return value(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, name)
		if (schema['const'] !== undefined) return fc.constant(schema['const'])
		if (schema.enum) return fc.constantFrom(...schema.enum)
		if (schema.anyOf) return fc.oneof(...schema.anyOf.map(one => value(one, name)))
		switch (schema['type']) {
			case 'object': {
				const properties = Object.entries(schema.properties ?? {})
				return fc.record(Object.fromEntries(properties.map(([key, of]) => [key, value(of, key)])), {
					requiredKeys: [...(schema.required ?? [])],
				})
			}
			case 'array':
				return fc.array(value(schema.items ?? {}, name), { maxLength: 3 })
			case 'integer':
			case 'number':
				return fc.oneof(fc.constantFrom(...numbers), fc.nat(30))
			case 'boolean':
				return fc.boolean()
			default:
				if (/email|requester|assignee/i.test(name))
					return fc.constantFrom('ada@acme.example', 'diego@support.example', 'x@y.example')
				return fc.oneof(text, fc.lorem({ maxCount: 5 }), fc.lorem({ maxCount: 5 }), fc.nat(9).map(String))
		}
	}
	const operations = Object.entries(document.paths).flatMap(([at, methods]) =>
		Object.entries(methods).map(([method, { parameters, requestBody }]) => {
			const [type, { schema }] = Object.entries(requestBody?.content ?? {})[0] ?? ['', { schema: {} }]
			const of = (where: string) =>
				fc.record(
					Object.fromEntries(
						parameters.filter(one => one.in === where).map(one => [one.name, value(one.schema, one.name)]),
					),
					where === 'path' ? {} : { requiredKeys: [] },
				)
			const well = value(schema, 'body').map(one => one as Json)
			const json = fc.oneof(well, mutated(well, /^$/)).map(one => JSON.stringify(one))
			const body = type === 'application/json' ? json : text
			const sent = requestBody
				? fc.oneof({ weight: 9, arbitrary: body }, { weight: 1, arbitrary: broken(body) })
				: fc.constant('')
			return fc.record({
				method: fc.constant(method.toUpperCase()),
				at: fc.constant(at),
				path: of('path'),
				query: of('query'),
				odd: fc.option(fc.tuple(fc.constantFrom('limit', 'cursor', 'x', 'search'), text), { freq: 5 }),
				type: fc.oneof(
					{ weight: 9, arbitrary: fc.constant(type) },
					{ weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=latin1') },
				),
				body: sent,
				token: fc.oneof(
					{ weight: 19, arbitrary: fc.constantFrom(...tokens) },
					{ weight: 1, arbitrary: fc.constantFrom('x', 'spo_x', '') },
				),
				key: fc.option(fc.oneof(fc.constant(randomBytes(4).toString('hex')), text.map(header)), { freq: 4 }),
			})
		}),
	)
	return fc.oneof(...operations).map((one): Shot => {
		const names = one.path as Readonly<Record<string, unknown>>
		const query = encoded([...Object.entries(one.query as Json), ...(one.odd ? [one.odd] : [])])
		const path = `/api/v1${paths(one.at, name => escaped(names[name] ?? 'x'))}${query && `?${query}`}`
		return {
			method: one.method,
			path: sendable(path),
			headers: {
				authorization: `Bearer ${one.token}`,
				...(one.type && { 'content-type': one.type }),
				...(one.key && { 'idempotency-key': one.key }),
			},
			body: one.body,
		}
	})
}

/** What is no request, or two of them in one. */
const rawShots: fc.Arbitrary<Shot> = fc
	.oneof(
		fc.constantFrom(
			'\r\n\r\n',
			'GET\r\n\r\n',
			'GET / HTTP/9.9\r\n\r\n',
			'GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n',
			'GET http://umbra.example/ HTTP/1.1\r\nHost: umbra.example\r\nConnection: close\r\n\r\n',
			'GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
			'GET /%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
			'GET /requests/%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
			'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n',
			'GET /healthz HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n',
			'GET /sign-in HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n',
			'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
			'CONNECT umbra.example:443 HTTP/1.1\r\nHost: x\r\n\r\n',
			'GET /slack/events HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
			'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
			'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
			'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n',
			'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nConnection: close\r\n\r\n{}',
			'POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n\r\n',
			'POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
			`GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a=b; '.repeat(10_000)}\r\n\r\n`,
			`GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
		),
		fc.string({ unit: 'binary', maxLength: 200 }),
	)
	.map(body => ({ path: '', headers: {}, body: Buffer.from(body, 'latin1') }))
