import type { Installation, Installations } from '../../src/ports/installations.ts'
import type { Clock, Log } from '../../src/ports/outside.ts'
import { SlackRefused } from './api.ts'
import { type Connection, type Renew, renewed, renewedBefore } from './connections.ts'

/**
 * What Slack says of a token that will never be good again, and of one that gets no new token.
 * https://docs.slack.dev/reference/methods/auth.test and …/oauth.v2.access
 */
const gone: readonly string[] = ['account_inactive', 'invalid_auth', 'token_revoked', 'invalid_refresh_token']

/** Renews the tokens that end soon, one after the other; what fails is tried again the next time. */
export async function renewSoon(
	installations: Installations,
	renew: Renew,
	{ clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<void> {
	for (const installation of await installations.all('slack')) {
		const { rotation } = installation
		if (!rotation || rotation.expiresAt > clock.now() + renewedBefore) continue
		try {
			await renewed(installations, installation, renew)
		} catch (error) {
			// Until it ends, another one may be about to.
			if (rotation.expiresAt <= clock.now() && isGone(error)) await forget(installations, installation, log)
			else log.error('a token of Slack was not renewed', error)
		}
	}
}

type Connect = (token: string) => Pick<Connection, 'api'>

/** Asks Slack of every installation whether it still is one: the event that says so may have been lost. */
export async function forgetGone(installations: Installations, connect: Connect, log: Log): Promise<void> {
	for (const installation of await installations.all('slack')) {
		// Where Slack does not answer, the next day does.
		await forgetIfGone(installations, installation, connect, log).catch(() => undefined)
	}
}

/**
 * Asks Slack whether an installation still is one. An event that says it is not may be about the one before: Slack
 * sends it late, in no order, and again.
 * @throws where Slack does not say
 */
export async function forgetIfGone(
	installations: Installations,
	installation: Installation,
	connect: Connect,
	log: Log,
): Promise<void> {
	try {
		await connect(installation.token).api.workspace()
	} catch (error) {
		if (!isGone(error)) throw error
		await forget(installations, installation, log)
	}
}

function isGone(error: unknown): boolean {
	return error instanceof SlackRefused && gone.includes(error.code)
}

async function forget(
	installations: Installations,
	{ platform, space, token }: Installation,
	log: Log,
): Promise<void> {
	if (await installations.remove(platform, space, token)) {
		log.info('Slack app is no longer installed somewhere')
	}
}
