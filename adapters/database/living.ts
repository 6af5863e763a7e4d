import type { Log } from '../../src/ports/outside.ts'
import type { DatabaseTooNew } from './migrate.ts'
import type { Database } from './open.ts'
import type { SharedClock } from './shared-clock.ts'

/** Milliseconds between two signs of life. */
export const beatEvery = 4_000

/** One process that serves on a database. */
export type Life = {
	/** Goes by the database's clock, says that this one lives, and frees what dead ones hold. */
	readonly beat: () => Promise<void>
	/** Resolves when a newer release has changed the database: then this one has to end. */
	readonly overtaken: Promise<DatabaseTooNew>
}

/** @param freed called when something was freed, for whoever takes it */
export function lifeOn(
	{ database, clock, log }: { readonly database: Database; readonly clock: SharedClock; readonly log: Log },
	freed: () => void,
): Life {
	let ahead = 0
	let overtake: (newer: DatabaseTooNew) => void = () => {}
	const overtaken = new Promise<DatabaseTooNew>(resolve => (overtake = resolve))
	return {
		overtaken,
		async beat() {
			await clock.follow(database.time)
			if (clock.ahead() !== ahead) {
				ahead = clock.ahead()
				log.warn('this machine’s clock and the database’s are apart', { milliseconds: ahead })
			}
			const found = await database.instances.beat()
			if (found.newer) overtake(found.newer)
			else if (found.freed) freed()
		},
	}
}
