import type { Clock } from '../../src/ports/outside.ts'

/** Twice what a signature's time may be off, in milliseconds: afterwards the signature is too old by itself. */
const lifetime = 600_000
/** Of each of the two halves. */
const most = 100_000

/** Which signed requests were here already. Slack signs each one anew, so an exact copy is not Slack's. */
export type Replays = {
	/** @returns whether this is the first time */
	first(signature: string): boolean
	/** What failed may come again. */
	forget(signature: string): void
}

/** Remembers signatures for at least as long as they are good, unless a hundred thousand come in that time. */
export function createReplays(clock: Clock): Replays {
	let newer = new Set<number>()
	let older = new Set<number>()
	let since = clock.now()
	return {
		first: signature => {
			const now = clock.now()
			if (newer.size >= most || now - since >= lifetime) {
				older = newer
				newer = new Set()
				since = now
			}
			const known = shortened(signature)
			if (newer.has(known) || older.has(known)) return false
			newer.add(known)
			return true
		},
		forget: signature => {
			newer.delete(shortened(signature))
			older.delete(shortened(signature))
		},
	}
}

/** Its first 52 bits, which no two have in common: whole, a hundred thousand would take 20 MB. `v0=` stands before them. */
function shortened(signature: string): number {
	return Number.parseInt(signature.slice(3, 16), 16)
}
