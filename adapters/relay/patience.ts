/** Waits for something, at most so many milliseconds. */
export async function within(patience: number, work: Promise<unknown>): Promise<void> {
	let late: NodeJS.Timeout | undefined
	await Promise.race([
		work,
		new Promise<void>(resolve => {
			late = setTimeout(resolve, patience)
		}),
	])
	clearTimeout(late)
}
