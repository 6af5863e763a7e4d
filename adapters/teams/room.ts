import type { Actor } from '../../src/commands/actor.ts'
import { type Chats, Unreachable } from '../../src/ports/outside.ts'
import type { Room } from '../../src/ports/triage.ts'
import type { Activity } from './activity.ts'
import { begin, type Calling, post, readReference, type Reference, replace, threadMark } from './connector.ts'
import { serviceHost } from './hosts.ts'
import { platform } from './identity.ts'
import { cardType } from './render/card.ts'
import { plainView } from './render/plain.ts'
import { roomCard } from './render/room.ts'
import type { Outgoing, PersonalTurn, World } from './turn.ts'
import type { TicketView } from '../../src/views/view.ts'

/**
 * The channel that something was said in, and how to write there.
 * @returns undefined in a chat, which has no threads
 */
export function roomOf({ activity, identity }: PersonalTurn): Actor['room'] | undefined {
	const { conversation, serviceUrl, recipient } = activity
	const [channel] = conversation.id?.split(threadMark) ?? []
	if (conversation.conversationType !== 'channel' || !channel) return undefined
	return {
		room: { platform, space: identity.space, channel },
		reference: JSON.stringify({
			channelId: 'msteams',
			serviceUrl,
			conversation: { id: channel, conversationType: 'channel', isGroup: true, tenantId: identity.space },
			bot: { id: recipient.id, name: recipient.name },
		}),
	}
}

/** The id of the message that the thread of an activity began with. */
export function threadOf({ conversation }: Activity): string | undefined {
	return conversation.id?.split(threadMark)[1]
}

/** The number of the ticket whose card the thread of an activity is under. */
export async function ticketOver(turn: PersonalTurn, room: Room): Promise<number | undefined> {
	const thread = threadOf(turn.activity)
	return thread === undefined ? undefined : turn.world.ports.triage.ticketAt(room, thread)
}

/** Has a ticket's card stand in a channel as a thread of its own. */
export function createPost(world: World): Chats['post'] {
	const calling: Calling = { token: world.token, clock: world.ports.clock }
	return async ({ reference }, card, standing, beside) => {
		const to = readReference(reference)
		// What the service may call is decided by today's settings, and the bot's token goes along.
		if (!serviceHost(to.serviceUrl, world.hosts)) throw new Unreachable('not an address of the service')
		if (standing !== undefined && (await renewed(to, standing, roomMessage(card), calling))) {
			if (beside) await post(inThread(to, standing), { text: beside }, calling)
			return standing
		}
		const made = await begin(to, roomMessage(card), calling)
		if (!beside) return made
		try {
			await post(inThread(to, made), { text: beside }, calling)
		} catch (error) {
			// The card stands, and would be posted again.
			const why = error instanceof Error ? error.message : 'unknown'
			world.ports.log.info('nothing said beside a new card', { platform, why })
		}
		return made
	}
}

/** @returns false when the card is no longer there */
async function renewed(
	to: Reference,
	standing: string,
	message: Outgoing,
	calling: Calling,
): Promise<boolean> {
	try {
		return await replace(inThread(to, standing), standing, message, calling)
	} catch (error) {
		// A thread can be gone whose channel is there: that shows when another is begun.
		if (error instanceof Unreachable && error.message === 'ConversationNotFound') return false
		throw error
	}
}

function inThread(to: Reference, thread: string): Reference {
	return { ...to, conversation: { ...to.conversation, id: `${to.conversation.id}${threadMark}${thread}` } }
}

function roomMessage(card: TicketView): Outgoing {
	return { summary: plainView(card), attachments: [{ contentType: cardType, content: roomCard(card) }] }
}
