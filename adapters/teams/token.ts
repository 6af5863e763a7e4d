import * as z from 'zod'
import type { Clock } from '../../src/ports/outside.ts'

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const refusal = z.object({ error_codes: z.array(z.number()).catch([]) })

/** Microsoft gives no token to this app and secret. */
export class TokenRefused extends Error {
	/** As in `AADSTS7000215`; absent where it was not said. */
	readonly code: number | undefined
	constructor(status: number, code: number | undefined) {
		const named = code === undefined ? '' : ` (AADSTS${code})`
		super(`the bot's own token was refused with status ${status}${named}`)
		this.name = 'TokenRefused'
		this.code = code
	}
}

async function refusalIn(answer: Response): Promise<number | undefined> {
	const body: unknown = await answer.json().catch(() => undefined)
	return refusal.safeParse(body).data?.error_codes[0]
}

/** A token is renewed so long before its end. */
const margin = 5 * 60_000
const timeout = 15_000

/**
 * The bot's own token, by client credentials; kept while it is good, asked for once at a time.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 * @param loginUrl the tenant's authority, e.g. `https://login.microsoftonline.com/{tenant}`
 * @returns a function that throws when the token is not granted
 */
export function botToken(settings: {
	readonly appId: string
	readonly appPassword: string
	readonly loginUrl: string
	readonly clock: Clock
}): () => Promise<string> {
	let token = ''
	let goodUntil = 0
	let asking: Promise<string> | undefined

	async function ask(): Promise<string> {
		const answer = await fetch(`${settings.loginUrl.replace(/\/+$/, '')}/oauth2/v2.0/token`, {
			method: 'POST',
			redirect: 'error',
			signal: AbortSignal.timeout(timeout),
			body: new URLSearchParams({
				grant_type: 'client_credentials',
				client_id: settings.appId,
				client_secret: settings.appPassword,
				scope: 'https://api.botframework.com/.default',
			}),
		})
		if (!answer.ok) throw new TokenRefused(answer.status, await refusalIn(answer))
		const { access_token, expires_in } = granted.parse(await answer.json())
		token = access_token
		goodUntil = settings.clock.now() + expires_in * 1_000 - margin
		return token
	}

	return async () => {
		if (settings.clock.now() < goodUntil) return token
		asking ??= ask().finally(() => {
			asking = undefined
		})
		return asking
	}
}
