import { z } from 'zod'
import type { Identity } from '../../src/domain/identity.ts'
import { type Chats, Unreachable } from '../../src/ports/outside.ts'
import { serviceHost } from './hosts.ts'
import { blockPlace } from './places.ts'
import { cardMessage } from './show.ts'
import type { Outgoing, World } from './turn.ts'

const place = z.looseObject({
	channelId: z.string(),
	serviceUrl: z.string(),
	conversation: z.looseObject({ id: z.string() }),
})

/** Where a message goes that answers none. */
export type Reference = z.infer<typeof place>

/** Puts a message into a conversation. @throws {@link Unreachable} when the person does not let it through */
export type Send = (to: Reference, message: Outgoing) => Promise<void>

/** Speaks to people where they have last been heard; whoever has blocked or removed the bot is not called. */
export function createTell(world: World, send: Send): Chats['tell'] {
	return async (identity, view) => {
		const to = await placeOf(world, identity)
		try {
			await send(to, cardMessage(view))
		} catch (error) {
			if (error instanceof Unreachable) await blockPlace(world, identity)
			throw error
		}
	}
}

async function placeOf({ places, hosts }: World, identity: Identity): Promise<Reference> {
	const kept = await places.find(identity)
	if (!kept) throw new Unreachable('no place is known')
	if (kept.blocked) throw new Unreachable('blocked')
	const to = place.parse(JSON.parse(kept.reference))
	// What the service may call is decided by today's settings, and the bot's token goes along.
	if (!serviceHost(to.serviceUrl, hosts)) throw new Unreachable('not an address of the service')
	return to
}
