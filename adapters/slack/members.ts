import type { Clock, Log } from '../../src/ports/outside.ts'
import type { SlackApi } from './api.ts'
import { codeOf } from './quietly.ts'
import type { Sender } from './receive/person.ts'

const lifetime = 60 * 60_000
const most = 5_000

/**
 * Tells who is of the workspace that has the app, or of the organization, in whichever of its workspaces. Where the payload
 * does not say it Slack is asked, once an hour for each person; who cannot be asked about is taken for a stranger.
 * https://docs.slack.dev/enterprise/developing-for-enterprise-orgs
 */
export function createMembers(
	api: Pick<SlackApi, 'user'>,
	{ clock, log }: { readonly clock: Clock; readonly log: Log },
): (sender: Sender) => Promise<boolean> {
	const known = new Map<string, { readonly until: number; readonly organization: string | undefined }>()
	const organizationOf = async (user: string) => {
		const before = known.get(user)
		if (before && before.until > clock.now()) return before.organization
		const { organization } = await api.user(user)
		known.delete(user)
		known.set(user, { until: clock.now() + lifetime, organization })
		if (known.size > most) {
			const [oldest = ''] = known.keys()
			known.delete(oldest)
		}
		return organization
	}
	return async ({ stranger, identity: { user, space } }) => {
		if (stranger !== 'perhaps') return stranger === 'no'
		try {
			return (await organizationOf(user)) === space
		} catch (error) {
			log.warn('not known whose people someone is of', { platform: 'slack', why: codeOf(error) })
			return false
		}
	}
}
