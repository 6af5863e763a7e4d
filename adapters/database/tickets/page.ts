import type { QueueSort, Sort } from '../../../src/domain/ticket.ts'
import type { Place } from './cursor.ts'
import { readCursor, writeCursor } from './cursor.ts'

type Page<Row> = { readonly rows: readonly Row[]; readonly previous?: string; readonly next?: string }

/**
 * One page of a list by keyset.
 * @param fetch rows after a place in the list's order, or before it in the opposite order; the first ones
 *   without a place
 */
export async function readPage<Row extends { readonly key: readonly number[] }>(
	{
		sort,
		cursor,
		size,
	}: { readonly sort: Sort | QueueSort; readonly cursor?: string; readonly size: number },
	fetch: (place: Place | undefined, limit: number) => Promise<readonly Row[]>,
): Promise<Page<Row>> {
	const place = readCursor(sort, cursor)
	const found = await fetch(place, size + 1)
	const more = found.length > size
	// What was there has moved: a page that is short at the top, or empty, is better begun anew.
	const stale = place && (found.length === 0 || (place.direction === 'before' && found.length < size))
	if (stale) return readPage({ sort, size }, fetch)
	const backwards = place?.direction === 'before'
	const rows = found.slice(0, size)
	if (backwards) rows.reverse()
	const [first, last] = [rows.at(0), rows.at(-1)]
	return {
		rows,
		...(first &&
			(backwards ? more : place !== undefined) && {
				previous: writeCursor(sort, { direction: 'before', key: first.key }),
			}),
		...(last && (backwards || more) && { next: writeCursor(sort, { direction: 'after', key: last.key }) }),
	}
}
