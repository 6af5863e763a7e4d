import { createHash, randomBytes } from 'node:crypto'
import { operations } from '../../../adapters/api/operations.ts'
import type { Account } from '../../../src/domain/account.ts'
import { type ApiScope, apiScopes } from '../../../src/ports/api-tokens.ts'
import type { World } from '../../world.ts'

export type Response = {
	readonly status: number
	readonly headers: Headers
	/** As it was sent, and read as JSON where it is. */
	readonly text: string
	// oxlint-disable-next-line no-explicit-any -- a test says what it expects of it
	readonly json: any
}

export type Ask = (
	method: string,
	path: string,
	body?: unknown,
	headers?: Readonly<Record<string, string>>,
) => Promise<Response>

/** What is answered is what the document says. */
function hold(method: string, path: string, body: unknown): void {
	const [at = ''] = path.split('?')
	const pattern = (text: string) => new RegExp(`^${text.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
	const operation = operations.find(one => one.method === method && pattern(one.at).test(at))
	if (operation?.answer && operation.answer !== 'bytes') operation.answer.parse(body)
}

/** A token as the command line makes one. */
export async function tokenFor(
	{ app }: World,
	account: Account,
	scopes: readonly ApiScope[] = apiScopes,
): Promise<string> {
	const secret = `spo_${randomBytes(32).toString('base64url')}`
	const hash = createHash('sha256').update(secret).digest('hex')
	await app.database.apiTokens.add({ name: 'A shop', account: account.id, scopes, hash })
	return secret
}

/** Asks the API over HTTP; a body is sent as JSON, bytes as they are. */
export function asking({ address }: World, token: string | undefined): Ask {
	return async (method, path, body, headers = {}) => {
		const answer = await fetch(`${address}/api/v1${path}`, {
			method,
			headers: {
				...(token !== undefined && { authorization: `Bearer ${token}` }),
				...(body !== undefined && !(body instanceof Uint8Array) && { 'content-type': 'application/json' }),
				...headers,
			},
			...(body !== undefined && {
				body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body),
			}),
		})
		const text = await answer.text()
		const isJson = text !== '' && /json/.test(answer.headers.get('content-type') ?? '')
		if (answer.ok && isJson) hold(method, path, JSON.parse(text))
		return {
			status: answer.status,
			headers: answer.headers,
			text,
			json: isJson ? JSON.parse(text) : undefined,
		}
	}
}
