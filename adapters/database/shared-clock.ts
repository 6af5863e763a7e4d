import type { Clock } from '../../src/ports/outside.ts'

/** The time that all go by who share a database, whatever the clocks of their machines say. */
export type SharedClock = Clock & {
	/** By how many milliseconds it is ahead of this machine's. */
	ahead(): number
	/**
	 * Goes by another clock from now on, as far as it is certain that it shows something else.
	 * @param read asks that one, in milliseconds since 1970
	 * @returns what it said
	 */
	follow(read: () => Promise<number>): Promise<number>
}

/** Machines whose time comes from the network are nearer than this, in milliseconds, and are left alone. */
const near = 1_000

/** @param machine that of this machine */
export function sharedClock(machine: Clock): SharedClock {
	let ahead = 0
	return {
		now: () => machine.now() + ahead,
		ahead: () => ahead,
		async follow(read) {
			const before = machine.now()
			const there = await read()
			// It was read at some moment in between, so a slow answer says less.
			const least = there - machine.now()
			const most = there - before
			if (ahead < least - near || ahead > most + near) ahead = Math.round((least + most) / 2)
			return there
		},
	}
}
