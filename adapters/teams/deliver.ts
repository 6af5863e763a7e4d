import type { Identity } from '../../src/domain/identity.ts'
import { type Chats, Unreachable } from '../../src/ports/outside.ts'
import { post, readReference, type Reference } from './connector.ts'
import { serviceHost } from './hosts.ts'
import { cardMessage } from './show.ts'
import type { World } from './turn.ts'

/** Speaks to people where they have last been heard; whoever has blocked or removed the bot is not called. */
export function createTell(world: World): Chats['tell'] {
	return (identity, view) =>
		reached(world, identity, async to => {
			await post(to, cardMessage(view), { token: world.token, clock: world.ports.clock })
		})
}

/** Says something where someone was last heard. Whoever turns out not to be reached there is noted as blocked. */
export async function reached(
	world: World,
	identity: Identity,
	say: (to: Reference) => Promise<void>,
): Promise<void> {
	const to = await placeOf(world, identity)
	try {
		await say(to)
	} catch (error) {
		if (error instanceof Unreachable) await world.places.block(identity)
		throw error
	}
}

async function placeOf({ places, hosts }: World, identity: Identity): Promise<Reference> {
	const kept = await places.find(identity)
	if (!kept) throw new Unreachable('no place is known')
	if (kept.blocked) throw new Unreachable('blocked')
	const to = readReference(kept.reference)
	// What the service may call is decided by today's settings, and the bot's token goes along.
	if (!serviceHost(to.serviceUrl, hosts)) throw new Unreachable('not an address of the service')
	return to
}
