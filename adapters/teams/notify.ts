import type { Identity } from '../../src/domain/identity.ts'
import type { Chats } from '../../src/ports/outside.ts'
import { type Calling, post, type Reference, replace } from './connector.ts'
import { reached } from './deliver.ts'
import { stateOf } from './render/notice.ts'
import { cardMessage } from './show.ts'
import { type Left, leftFor, mayBeWriting, readStanding, writeStanding } from './standing.ts'
import type { World } from './turn.ts'

/**
 * News is a card of its own, because nobody is called for a card that changes; the one that stood for the
 * ticket before then only says how things are. Where its reader may be writing in it, it stays as it was until a
 * later notice of any ticket to the same person finds that they no longer may; without one it stays for good.
 */
export function createNotify(world: World): Chats['notify'] {
	const calling = { token: world.token, clock: world.ports.clock }
	return (identity, notice, standing, keep) =>
		reached(world, identity, async to => {
			const told = notice.news.length > 0
			if (told) {
				const since = notice.reply ? world.ports.clock.now() : undefined
				await keep(writeStanding({ id: await post(to, cardMessage(notice), calling), since }))
			}
			const card = standing === undefined ? undefined : readStanding(standing)
			const before = card && { ...card, busy: mayBeWriting(world, identity, card) }
			const state = stateOf(notice)
			if (before && !before.busy) {
				try {
					await replace(to, before.id, cardMessage(state), calling)
				} catch (error) {
					// The news has been told, and would be told again.
					if (!told) throw error
					notUpdated(world, error)
				}
			}
			for (const left of leftFor(world, identity, state, before)) {
				await tidy(world, to, left, calling)
			}
		})
}

/** What cannot be brought up to date now stays as it is: it is no news, and its buttons work. */
async function tidy(world: World, to: Reference, { card, state }: Left, calling: Calling): Promise<void> {
	try {
		await replace(to, card.id, cardMessage(state), calling)
	} catch (error) {
		notUpdated(world, error)
	}
}

function notUpdated({ ports }: World, error: unknown): void {
	const why = error instanceof Error ? error.message : 'unknown'
	ports.log.info('earlier card not updated', { platform: 'teams', why })
}

/** The card that stood for a ticket shows something else at once; what is being typed in it goes. */
export function createReplace(world: World): Chats['replace'] {
	const calling = { token: world.token, clock: world.ports.clock }
	return (identity: Identity, standing, view) =>
		reached(world, identity, async to => {
			await replace(to, readStanding(standing).id, cardMessage(view), calling)
		})
}
