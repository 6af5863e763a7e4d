import { type Identity, identityKey } from '../../src/domain/identity.ts'
import type { Chats } from '../../src/ports/outside.ts'
import { post, replace } from './connector.ts'
import { reached } from './deliver.ts'
import { stateOf } from './render/notice.ts'
import { cardMessage } from './show.ts'
import type { World } from './turn.ts'

/**
 * News is a card of its own, because nobody is called for a card that changes; the one that stood for the
 * ticket before then only says how things are.
 */
export function createNotify(world: World): Chats['notify'] {
	const calling = { token: world.token, clock: world.ports.clock }
	return (identity, notice, standing, keep) =>
		reached(world, identity, async to => {
			const told = notice.news.length > 0
			if (told) await keep(await post(to, cardMessage(notice), calling))
			if (!standing || isWriting(world, identity, standing)) return
			try {
				await replace(to, standing, cardMessage(stateOf(notice)), calling)
			} catch (error) {
				// The news has been told, and would be told again.
				if (!told) throw error
				const why = error instanceof Error ? error.message : 'unknown'
				world.ports.log.info('earlier card not updated', { platform: 'teams', why })
			}
		})
}

/** The card that stood for a ticket shows something else; what is being typed in it goes. */
export function createReplace(world: World): Chats['replace'] {
	const calling = { token: world.token, clock: world.ports.clock }
	return (identity, standing, view) =>
		reached(world, identity, async to => {
			await replace(to, standing, cardMessage(view), calling)
		})
}

/** A card that is replaced takes along what is being typed in it. */
function isWriting(world: World, identity: Identity, card: string): boolean {
	return world.writing.get(identityKey(identity)) === card
}
