/** A yes or no, the same on both engines: SQLite has no booleans. */
export type Bit = 0 | 1

export function bit(value: boolean): Bit {
	return value ? 1 : 0
}
