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

export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** The median of some rounds, with their spread. */
export function medianOf(what: string, rounds: readonly number[], unit: string): Measured {
	return { what, value: median(rounds), unit, spread: [Math.min(...rounds), Math.max(...rounds)] }
}
