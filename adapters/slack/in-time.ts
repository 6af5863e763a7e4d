/** How long an answer waits for what only makes it nicer, in milliseconds; a trigger lives three seconds. */
const patience = 1_000

/**
 * What comes in time; undefined when it is late or fails. Late ones go on by themselves.
 * @param within milliseconds
 */
export async function inTime<T>(asked: Promise<T>, within: number = patience): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined
	const late = new Promise<undefined>(resolve => {
		timer = setTimeout(resolve, Math.max(0, within), undefined)
	})
	try {
		return await Promise.race([asked, late])
	} catch {
		return undefined
	} finally {
		clearTimeout(timer)
	}
}
