import { type Identity, identityKey } from '../../src/domain/identity.ts'
import type { NoticeView } from '../../src/views/view.ts'
import type { World } from './turn.ts'

/** How long someone may be writing in a field after they got it, in milliseconds. */
export const patience = 30 * 60_000

/** The card that stands for a ticket in someone's chat. */
export type StandingCard = {
	/** Of its message. */
	readonly id: string
	/** When it came, if there is a field in it. */
	readonly since: number | undefined
}

export function readStanding(reference: string): StandingCard {
	const [id = '', since] = reference.split('@')
	return { id, since: since === undefined ? undefined : Number(since) }
}

/** As {@link readStanding} reads it, here and in every other instance of the service. */
export function writeStanding({ id, since }: StandingCard): string {
	return since === undefined ? id : `${id}@${since}`
}

/**
 * Whether someone may be writing in a card: replacing it would take away what they have typed, and nobody tells us of
 * that before it is sent. Whoever has pressed a button of it since has sent it, or has a form before them.
 */
export function mayBeWriting(world: World, identity: Identity, { id, since }: StandingCard): boolean {
	const known = world.writing.get(writingKey(identity, id))
	if (known) return known === 'form'
	return since !== undefined && world.ports.clock.now() < since + patience
}

export function writingKey(identity: Identity, card: string): string {
	return JSON.stringify([identityKey(identity), card])
}

/** A card that was left as it was, and what a later notice puts there if by then nobody may be writing in it. */
export type Left = { readonly card: StandingCard; readonly state: NoticeView }

/**
 * Remembers the card that stood for a ticket, where it cannot change yet; takes out those that can by now, with the
 * newest state of theirs.
 */
export function leftFor(
	world: World,
	identity: Identity,
	state: NoticeView,
	before: (StandingCard & { readonly busy: boolean }) | undefined,
): readonly Left[] {
	const key = identityKey(identity)
	const { number } = state.ticket
	const others = (world.left.get(key) ?? [])
		.filter(one => one.card.id !== before?.id)
		.map(one => (one.state.ticket.number === number ? { ...one, state } : one))
	const ready = others.filter(one => !mayBeWriting(world, identity, one.card))
	const waiting = others.filter(one => !ready.includes(one))
	world.left.set(key, before?.busy ? [...waiting, { card: before, state }] : waiting)
	return ready
}
