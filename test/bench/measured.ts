/** One figure; `most` and `least` are bars that must hold. */
export type Measured = {
	readonly what: string
	readonly value: number
	readonly unit: string
	/** The least and the greatest of the rounds whose median `value` is. */
	readonly spread?: readonly [least: number, greatest: number]
	readonly most?: number
	readonly least?: number
}

/** The median of some rounds, with their spread. */
export function medianOf(what: string, rounds: readonly number[], unit: string): Measured {
	const sorted = rounds.toSorted((a, b) => a - b)
	const at = (place: number) => sorted[place] ?? 0
	return { what, value: at(Math.floor(sorted.length / 2)), unit, spread: [at(0), at(sorted.length - 1)] }
}
