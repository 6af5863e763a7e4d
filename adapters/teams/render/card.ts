import type { IAdaptiveCard } from '@microsoft/teams.cards'
import type { View } from '../../../src/views/view.ts'
import { cardBytes } from '../limits.ts'
import type { Element } from './elements.ts'
import { plainView } from './plain.ts'

export const cardType = 'application/vnd.microsoft.card.adaptive'

export type Card = IAdaptiveCard & { readonly body: Element[] }

/** What was measured of cards that fit, so that it is not written again when one is sent. */
const measured = new WeakMap<object, Buffer>()

/**
 * The first of some versions of a card, from the fullest to the barest, that a message holds; with what clients use
 * that do not know `Action.Execute`, where there is room for it. The last one is taken as it is.
 */
export function fitting(view: View, bodies: readonly (() => readonly Element[])[]): Card {
	let card = frame(view, [])
	for (const body of bodies) {
		card = frame(view, body())
		const full = withFallbacks(card)
		if (fits(full)) return full
		if (fits(card)) return card
	}
	return card
}

function fits(card: Card): boolean {
	const written = Buffer.from(JSON.stringify(card))
	measured.set(card, written)
	return written.length <= cardBytes
}

/** The JSON of a card that {@link fitting} has made, in UTF-8; undefined for anything else. */
export function measuredJson(card: unknown): Buffer | undefined {
	return typeof card === 'object' && card !== null ? measured.get(card) : undefined
}

export function bytesOf(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value))
}

/** A card of ours around what it shows. */
export function frame(view: View, body: readonly Element[]): Card {
	return {
		type: 'AdaptiveCard',
		$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
		version: '1.5',
		lang: view.locale,
		fallbackText: plainView(view),
		msteams: { width: 'full' },
		body: [...body],
	}
}

/** Gives buttons what clients use that do not know `Action.Execute`. */
function withFallbacks(card: Card): Card {
	return { ...card, body: card.body.map(fallBack) }
}

function fallBack(element: Element): Element {
	if (element.type === 'Container') return { ...element, items: element.items.map(fallBack) }
	if (element.type !== 'ActionSet') return element
	return {
		...element,
		actions: element.actions.map(action => {
			if (action.type !== 'Action.Execute') return action
			const { verb: _, ...rest } = action
			return { ...action, fallback: { ...rest, type: 'Action.Submit' } }
		}),
	}
}
