import { setTimeout as pause } from 'node:timers/promises'
import { type Log, Unavailable } from '../../src/ports/outside.ts'

/** How long a start waits for its database, in milliseconds: the machine may have just come up. */
const patience = 30_000
const betweenTries = 1_000

/**
 * Does something at the start of a service, again while the database cannot be reached.
 * @throws what the last try did
 */
export async function whenReached<T>(act: () => Promise<T>, log: Log): Promise<T> {
	for (const began = performance.now(); ; ) {
		try {
			return await act()
		} catch (error) {
			if (!(error instanceof Unavailable) || performance.now() - began > patience) throw error
			log.warn('the database does not answer yet', { why: error.message })
			await pause(betweenTries)
		}
	}
}
