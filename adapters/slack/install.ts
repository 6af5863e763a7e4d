import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Installation, Installations } from '../../src/ports/installations.ts'
import type { Clock, Log, Secrets } from '../../src/ports/outside.ts'
import { SlackRefused } from './api.ts'

/** What Slack gives for the code with which a person comes back. @throws SlackRefused where it gives nothing */
export type Exchange = (code: string, redirectUri: string) => Promise<Omit<Installation, 'platform'>>

type Installing = {
	readonly clientId: string
	/** Where people agree. */
	readonly authorizeUrl: string
	/** What the app asks for. */
	readonly scopes: readonly string[]
	readonly exchange: Exchange
	readonly installations: Installations
	/** The service's own, as people reach it. */
	readonly publicUrl: () => string
	readonly secrets: Pick<Secrets, 'id' | 'sign' | 'verify'>
	readonly clock: Clock
	readonly log: Log
}

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

/** How it ended, for the page that people are led to. */
export type Outcome = 'done' | 'denied' | 'expired' | 'failed'

/** For how long somebody may think about it, in milliseconds. */
const lifetime = 10 * 60_000
const purpose = 'slack-install'

/**
 * Lets whoever administers a workspace, or an organization of several, install the app by OAuth (RFC 6749, section
 * 4.1). Who comes back has to be the browser that was sent there, or somebody could have their own workspace's app
 * installed by another's click.
 */
export function createInstall(installing: Installing): {
	readonly begin: Listener
	readonly finish: Listener
} {
	const { clientId, authorizeUrl, scopes, exchange, installations, publicUrl, secrets, clock, log } =
		installing
	const redirectUri = () => `${publicUrl()}/slack/oauth_redirect`
	const isSecure = () => publicUrl().startsWith('https:')
	const cookieName = () => (isSecure() ? '__Host-slack-install' : 'slack-install')
	const cookie = (value: string, seconds: number) =>
		`${cookieName()}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure() ? '; Secure' : ''}`

	const begin: Listener = (_, response) => {
		const nonce = secrets.id()
		const until = String(clock.now() + lifetime)
		const state = `${until}.${secrets.sign(purpose, `${nonce} ${until}`)}`
		const query = new URLSearchParams({
			client_id: clientId,
			scope: scopes.join(','),
			state,
			redirect_uri: redirectUri(),
		})
		response
			.writeHead(302, {
				location: `${authorizeUrl}?${query.toString()}`,
				'set-cookie': cookie(nonce, lifetime / 1_000),
			})
			.end()
	}

	const finish: Listener = async (request, response) => {
		const outcome = await finished(request)
		response
			.writeHead(303, {
				location: `${publicUrl()}/installed?outcome=${outcome}`,
				// What was begun is over, however it ended.
				'set-cookie': cookie('', 0),
			})
			.end()
	}

	async function finished(request: IncomingMessage): Promise<Outcome> {
		const query = new URL(request.url ?? '', 'http://localhost').searchParams
		const [until = '', signature = ''] = (query.get('state') ?? '').split('.')
		const nonce = cookieOf(request, cookieName())
		const ours = nonce !== undefined && secrets.verify(purpose, `${nonce} ${until}`, signature)
		if (!ours || Number(until) < clock.now()) return 'expired'
		if (query.get('error') !== null) return 'denied'
		const code = query.get('code')
		if (!code) return 'failed'
		try {
			const granted = await exchange(code, redirectUri())
			await installations.keep({ ...granted, platform: 'slack' })
			log.info('Slack app installed')
			return 'done'
		} catch (error) {
			if (error instanceof SlackRefused) log.warn('Slack app not installed', { why: error.code })
			else log.error('Slack app not installed', error)
			return 'failed'
		}
	}

	return { begin, finish }
}

function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
	const pairs = (headers.cookie ?? '').split(';').map(pair => pair.trim())
	return pairs.find(pair => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}
