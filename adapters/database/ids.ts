/** The integer behind an opaque id, or undefined for a text that was never one of ours. */
export function parseId(id: string): number | undefined {
	return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined
}
