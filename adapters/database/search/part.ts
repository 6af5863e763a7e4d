/** How many comments share a document, so that a new one does not write a long conversation's words anew. */
const commentsPerPart = 32
/** The last part takes all that would be beyond. */
export const partsPerTicket = 1024

export function partOf(sequence: number): number {
	return Math.min(Math.floor((sequence - 1) / commentsPerPart), partsPerTicket - 1)
}

/** The first and last sequence in a part. */
export function sequencesOf(part: number): { readonly first: number; readonly last: number } {
	const first = part * commentsPerPart + 1
	return {
		first,
		last: part === partsPerTicket - 1 ? Number.MAX_SAFE_INTEGER : first + commentsPerPart - 1,
	}
}
