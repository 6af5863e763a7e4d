import type { IAdaptiveCard } from '@microsoft/teams.cards'
import type { View } from '../../../src/views/view.ts'
import { cardBytes } from '../limits.ts'
import type { Element } from './elements.ts'
import { plainView } from './plain.ts'

export const cardType = 'application/vnd.microsoft.card.adaptive'

export type Card = IAdaptiveCard & { readonly body: Element[] }

/** The first of some versions of a card, from the fullest to the barest, that a message holds. */
export function fitting(view: View, bodies: readonly (() => readonly Element[])[]): Card {
	let card = frame(view, bodies[0]?.() ?? [])
	for (const body of bodies.slice(1)) {
		if (bytesOf(card) <= cardBytes) break
		card = frame(view, body())
	}
	return withFallbacks(card)
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

/** Gives buttons what clients use that do not know `Action.Execute`, where the card has room for it. */
function withFallbacks(card: Card): Card {
	const full = { ...card, body: card.body.map(fallBack) }
	return bytesOf(full) <= cardBytes ? full : card
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
