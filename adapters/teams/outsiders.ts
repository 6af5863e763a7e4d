import { localeFor, wordsOf } from '../../src/words/index.ts'
import type { Room } from '../../src/ports/triage.ts'
import { type Activity, tenantsOf } from './activity.ts'
import { platform } from './identity.ts'
import type { Turn } from './turn.ts'

/*
 * Channels in which people of other teams read, perhaps of other companies. Nothing of a request may stand there.
 * https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels
 */

/** Whether something happened in a channel that is made to be shared; where Teams does not say, it is not. */
export function isShared({ channelData }: Activity): boolean {
	return channelData?.channel?.type === 'shared'
}

/**
 * What becomes of a channel, whoever did it: one that is gone, or that others read from now on, shows no more
 * requests. One that comes back waits to be asked again.
 */
export async function onChannelUpdate(turn: Turn): Promise<void> {
	const room = roomMeant(turn.activity)
	const what = turn.activity.channelData?.eventType?.toLowerCase()
	if (!room) return
	if (what === 'channelshared' || isShared(turn.activity)) await closeShared(turn, room)
	else if (what === 'channeldeleted') await forget(turn, room, 'channel deleted')
}

/**
 * Has a channel that others read show no more requests, and says so there if it did.
 * @returns whether it did
 */
export async function closeShared(turn: Turn, room: Room): Promise<boolean> {
	if (!(await forget(turn, room, 'channel shared'))) return false
	const { settings } = turn.world.ports
	const say = wordsOf(localeFor(undefined, undefined, settings))
	const text = `${say('triage.closed')} ${say('chat.triage.sharable')}`
	await turn.send({ text }).catch((error: unknown) => {
		const why = error instanceof Error ? error.message : 'unknown'
		turn.world.ports.log.info('nothing said in a shared channel', { platform, why })
	})
	return true
}

/** The channel that an update is about: that of the conversation may be another of the team. */
function roomMeant(activity: Activity): Room | undefined {
	const channel = activity.channelData?.channel?.id
	const [space] = tenantsOf(activity)
	return channel && space ? { platform, space, channel } : undefined
}

/** @returns whether requests were shown there */
async function forget({ world }: Turn, room: Room, why: string): Promise<boolean> {
	const { triage, log } = world.ports
	if (!(await triage.find(room))) return false
	await triage.forget(room)
	log.warn('triage room lost', { platform, why })
	return true
}
