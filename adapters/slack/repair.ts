import type { Installations } from '../../src/ports/installations.ts'
import type { Clock, Log } from '../../src/ports/outside.ts'
import { SlackRefused } from './api.ts'
import { type Connection, type Renew, renewed, renewedBefore } from './connections.ts'

/** What Slack says of a token that will never be good again. https://docs.slack.dev/reference/methods/auth.test */
const gone: readonly string[] = ['account_inactive', 'invalid_auth', 'token_revoked']

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
			log.error('a token of Slack was not renewed', error)
		}
	}
}

/** Asks Slack of every installation whether it still is one: the event that says so may have been lost. */
export async function forgetGone(
	installations: Installations,
	connect: (token: string) => Pick<Connection, 'api'>,
	log: Log,
): Promise<void> {
	for (const { platform, space, token } of await installations.all('slack')) {
		try {
			await connect(token).api.workspace()
		} catch (error) {
			if (!(error instanceof SlackRefused) || !gone.includes(error.code)) continue
			if (!(await installations.remove(platform, space, token))) continue
			log.info('Slack app is no longer installed somewhere', { why: error.code })
		}
	}
}
