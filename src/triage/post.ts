import { openPromises } from '../features/promises.ts'
import { type Claim, keep } from '../outages.ts'
import type { Ports } from '../ports/index.ts'
import { Unreachable } from '../ports/outside.ts'
import type { Room } from '../ports/triage.ts'
import { everyone } from '../rules/access.ts'
import { triageCard, warningOf } from './card.ts'

/** Posts a ticket's message in a triage room, or brings the one that stands there up to date. */
export async function postCard(
	ports: Ports,
	asked: {
		readonly room: Room
		readonly ticket: string
		readonly warning?: { readonly target: 'answer' | 'solve'; readonly due: number }
	},
	claim: Claim,
): Promise<void> {
	const card = await ports.triage.card(asked.room, asked.ticket)
	const ticket = card && (await ports.tickets.find(everyone, card.number))
	if (!card || !ticket) return
	const { warning } = asked
	// It may have been kept since.
	const stands = warning && openPromises(ticket)[`${warning.target}Due`] !== undefined
	const beside = stands ? warningOf(ports.settings, card.number, warning) : undefined
	try {
		const view = triageCard(ports.settings, ticket)
		const standing = await ports.chats.post(card.room, view, card.standing, beside)
		if (standing === card.standing) return
		await keep(() => ports.triage.stands(asked.room, asked.ticket, standing), claim)
	} catch (error) {
		if (!(error instanceof Unreachable)) throw error
		// The bot was taken out of the channel, or the channel is gone: whoever wants it back says so there.
		await ports.triage.forget(asked.room)
		ports.log.warn('triage room lost', { platform: asked.room.platform, why: error.message })
	}
}
