import { isShown, lettersOf } from './read.ts'
import { openSinks } from './sinks.ts'
import { hostileTexts } from './texts.ts'

export type Found = {
	readonly texts: number
	/** By place, how often something was active there, and how often a text was not there. */
	readonly sinks: readonly { readonly name: string; readonly active: number; readonly lost: number }[]
	readonly breaches: readonly string[]
}

/** Puts hostile texts into every place where people's words come out, and reads them back. */
export async function checkInject({
	texts: count,
	seed,
}: {
	readonly texts: number
	readonly seed: number
}): Promise<Found> {
	const texts = hostileTexts(count, seed)
	const { sinks, close } = await openSinks()
	const breaches: string[] = []
	try {
		const found: Found['sinks'][number][] = []
		for (const { name, whole, kept = (typed: string) => typed, read } of sinks) {
			let [active, lost] = [0, 0]
			for (const typed of texts) {
				const there = await read(typed)
				const said = `${name}: ${JSON.stringify(typed)}`
				for (const one of there.active) breaches.push(`${said}: ${one}`)
				active += there.active.length
				const isThere = whole
					? isShown(kept(typed), there.shown)
					: lettersOf(there.shown.join(' ')).includes(lettersOf(typed))
				if (isThere) continue
				lost += 1
				breaches.push(`${said} is not there`)
			}
			found.push({ name, active, lost })
		}
		return { texts: texts.length, sinks: found, breaches }
	} finally {
		await close()
	}
}
