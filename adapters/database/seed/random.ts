/** Numbers that look random and are the same for the same seed. */
export type Random = {
	/** From 0 to below 1. */
	next(): number
	/** A whole number from 0 to below `limit`. */
	below(limit: number): number
	pick<T>(list: readonly [T, ...T[]]): T
	chance(probability: number): boolean
}

/** Mulberry32, by Tommy Ettinger (public domain): 32 bits of state, plenty for stories. */
export function seededRandom(seed: number): Random {
	let state = seed >>> 0
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(state ^ (state >>> 15), state | 1)
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
	}
	const below = (limit: number) => Math.floor(next() * limit)
	return {
		next,
		below,
		pick: list => list[below(list.length)] ?? list[0],
		chance: probability => next() < probability,
	}
}
