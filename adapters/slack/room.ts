import type { Identity } from '../../src/domain/identity.ts'
import type { Room } from '../../src/ports/triage.ts'
import { type SlackApi, SlackRefused } from './api.ts'
import { inTime } from './in-time.ts'
import type { Received } from './receive/index.ts'
import type { Json } from './receive/payload.ts'

/** A channel as the product knows it. */
export function roomOf({ platform, space }: Identity, channel: string): Room {
	return { platform, space, channel }
}

/** Whether people of other companies read in a channel, or are invited to. */
export function isShared(channel: Json): boolean {
	return channel.is_ext_shared === true || channel.is_pending_ext_shared === true
}

/**
 * Why requests cannot be shown in a channel: the bot is not in it, outsiders are, or Slack does not say (an app
 * that was installed before it could ask).
 */
export async function unfit(
	api: Pick<SlackApi, 'channel'>,
	channel: string,
): Promise<'invite' | 'shared' | 'unknown' | undefined> {
	const asked = api.channel(channel).catch((error: unknown) => {
		// A private channel that the bot is not in does not exist for it.
		if (error instanceof SlackRefused && error.code === 'channel_not_found') return { is_member: false }
		throw error
	})
	const known = await inTime(asked)
	if (!known) return 'unknown'
	if (isShared(known)) return 'shared'
	return known.is_member === true ? undefined : 'invite'
}

/** Whether it is said in a thread of a message that is not ours, as most of what is said in channels. */
export function isElsewhere(received: Received, botUser: string): boolean {
	const above = 'origin' in received && received.origin.kind === 'note' ? received.origin.above : undefined
	return above !== undefined && above !== botUser
}
