import { type Chats, Unreachable } from '../../src/ports/outside.ts'
import type { Posted, SlackApi } from './api.ts'
import { readReference, reaching, reference, updated } from './deliver.ts'
import { isShared } from './room.ts'
import { renderCard, renderLine } from './render/card.ts'

/**
 * Shows a ticket in a channel, by one message that is brought up to date from then on. What is beside it is said
 * after it stands; where that fails, the next try says it under the same message.
 */
export function createPost(api: Pick<SlackApi, 'post' | 'update' | 'workspace' | 'channel'>): Chats['post'] {
	/** Messages that stand while nobody knows it yet, for what was to be said beside them failed. */
	const unsaid = new Map<string, Posted>()

	return ({ room, reference: channel }, card, standing, beside) =>
		reaching(api, room, async () => {
			const message = renderCard(card)
			const key = `${channel}:${card.ticket.number}`
			const before = standing === undefined ? unsaid.get(key) : readReference(standing)
			// A channel may be shared with other companies at any time.
			if (isShared(await api.channel(channel))) throw new Unreachable('is_ext_shared')
			const stands = before?.channel === channel && (await updated(api, before, message))
			const at = stands ? before : await api.post(channel, message)
			if (beside !== undefined) {
				if (!stands) unsaid.set(key, at)
				await api.post(at.channel, renderLine(beside), { thread: at.ts })
			}
			unsaid.delete(key)
			return reference(at)
		})
}
