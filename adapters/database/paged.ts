const most = 200

/**
 * All rows of a query, a page of them in memory at once.
 * @param read gives the first so many after one, or of all, in an order in which no two are equal
 */
export async function* paged<Row>(
	read: (last: Row | undefined, limit: number) => Promise<readonly Row[]>,
	limit = most,
): AsyncIterable<Row> {
	for (let last: Row | undefined; ; ) {
		const rows = await read(last, limit)
		yield* rows
		last = rows.at(-1)
		if (rows.length < limit) return
	}
}
