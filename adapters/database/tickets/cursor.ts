import type { QueueSort, Sort } from '../../../src/domain/ticket.ts'

/** A place between two rows of a list: before or after the one with this sort key. */
export type Place = { readonly direction: 'after' | 'before'; readonly key: readonly number[] }

/** How many numbers a sort key has: what the list is sorted by, ending in the ticket's number. */
const keyLengths: Readonly<Record<Sort | QueueSort, number>> = {
	activity: 2,
	created: 1,
	status: 3,
	waiting: 2,
	due: 2,
}

export function writeCursor(sort: Sort | QueueSort, place: Place): string {
	return Buffer.from(`${sort} ${place.direction} ${place.key.join(' ')}`).toString('base64url')
}

/** @returns undefined for anything that {@link writeCursor} did not write for this order */
export function readCursor(sort: Sort | QueueSort, cursor: string | undefined): Place | undefined {
	if (cursor === undefined) return undefined
	const [order, direction, ...numbers] = Buffer.from(cursor, 'base64url').toString().split(' ')
	if (order !== sort || numbers.length !== keyLengths[sort]) return undefined
	if (direction !== 'after' && direction !== 'before') return undefined
	if (!numbers.every(number => /^\d{1,15}$/.test(number))) return undefined
	return { direction, key: numbers.map(Number) }
}
