import type { Clock } from '../../src/ports/outside.ts'

/** Twice what a signature's time may be off, in milliseconds: afterwards the signature is too old by itself. */
const lifetime = 600_000
const most = 100_000

/** Which signed requests were here already. Slack signs each one anew, so an exact copy is not Slack's. */
export type Replays = {
	/** @returns whether this is the first time */
	first(signature: string): boolean
	/** What failed may come again. */
	forget(signature: string): void
}

/** Remembers signatures for as long as they are good; beyond a hundred thousand, the oldest go first. */
export function createReplays(clock: Clock): Replays {
	const seen = new Map<string, number>()
	return {
		first: signature => {
			const now = clock.now()
			const before = seen.get(signature)
			if (before !== undefined && before > now - lifetime) return false
			for (const [old, at] of seen) {
				if (at > now - lifetime && seen.size < most) break
				seen.delete(old)
			}
			seen.delete(signature)
			seen.set(signature, now)
			return true
		},
		forget: signature => {
			seen.delete(signature)
		},
	}
}
