import type { ChatProfile, Identity } from '../../src/domain/identity.ts'
import type { Clock, Log, Profiles } from '../../src/ports/outside.ts'
import type { SlackApi } from './api.ts'
import { inTime } from './in-time.ts'

const lifetime = 60 * 60_000
/** How long a failure is not asked about again. */
const failureLifetime = 30_000
const most = 5_000

type Entry = { until: number; readonly profile: Promise<ChatProfile | undefined> }

/** What Slack knows of people, asked for once an hour each; concurrent questions share one request. */
export function createProfiles(api: Pick<SlackApi, 'user' | 'workspace'>, clock: Clock, log: Log): Profiles {
	const known = new Map<string, Entry>()

	const ask = async (entry: () => Entry, user: string): Promise<ChatProfile | undefined> => {
		try {
			const [{ name, locale, timeZone }, workspace] = await Promise.all([api.user(user), api.workspace()])
			return {
				name,
				spaceName: workspace.name,
				...(locale && { locale }),
				...(timeZone && { timeZone }),
			}
		} catch (error) {
			entry().until = clock.now() + failureLifetime
			log.warn('profile not read', { why: error instanceof Error ? error.message : 'unknown' })
			return undefined
		}
	}

	return {
		of: async ({ platform, space, user }: Identity) => {
			if (platform !== 'slack') return undefined
			const key = `${space}:${user}`
			let entry = known.get(key)
			if (!entry || entry.until <= clock.now()) {
				const made: Entry = {
					until: clock.now() + lifetime,
					profile: Promise.resolve().then(() => ask(() => made, user)),
				}
				entry = made
			}
			// The one used last stands last, so that the first is the one to forget.
			known.delete(key)
			known.set(key, entry)
			if (known.size > most) {
				const [oldest = ''] = known.keys()
				known.delete(oldest)
			}
			return inTime(entry.profile)
		},
	}
}
