type Json = Readonly<Record<string, unknown>>

/** Every object of a card but the data of its buttons, in reading order. */
export function* nodesOf(node: unknown): Generator<Json> {
	if (Array.isArray(node)) {
		for (const child of node) yield* nodesOf(child)
	} else if (typeof node === 'object' && node !== null) {
		yield node as Json
		for (const [key, child] of Object.entries(node)) if (key !== 'data') yield* nodesOf(child)
	}
}

/** Everything that can be pressed in a card, where it stands by its index. */
export function actionsOf(card: unknown): readonly Json[] {
	return [...nodesOf(card)].filter(({ type }) => typeof type === 'string' && type.startsWith('Action.'))
}
