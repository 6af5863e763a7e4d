/**
 * One page of what was asked for with one row more than fits.
 * @returns the page, and the id before which the next one begins, if there is one
 */
export function pageOf<Row extends { readonly id: string }>(
	found: readonly Row[],
	size: number,
): { readonly rows: readonly Row[]; readonly before: string | undefined } {
	const rows = found.slice(0, size)
	return { rows, before: found.length > size ? rows.at(-1)?.id : undefined }
}
