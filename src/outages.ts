import type { Clock } from './ports/outside.ts'
import { Unavailable, Unheard } from './ports/outside.ts'

/** What could not be done because nothing could be read or kept is tried again after so many milliseconds. */
export const afterOutage = 2_000

/** How a relay runs. */
export type Running = {
	/** Once it is aborted nothing more is begun. */
	readonly ending: AbortSignal
	/** Lets a moment go by. */
	readonly pause: () => Promise<void>
}

/** What is known of a claim besides what is claimed. */
export type Claim = {
	readonly clock: Clock
	/** When it ends by itself, in milliseconds since 1970. */
	readonly until: number
	/** Absent where nothing is tried twice. */
	readonly running?: Running | undefined
}

/**
 * Does something for a claim, as often as it takes while nothing can be read or kept: unsettled, what was done would be
 * done again, and what is to be done would wait, until the claim ends by itself.
 * @param act has no effect when the claim is lost
 * @throws what the last try did
 */
export async function outlast<T>(act: () => Promise<T>, { clock, until, running }: Claim): Promise<T> {
	for (;;) {
		try {
			return await act()
		} catch (error) {
			const patient = running && !running.ending.aborted && clock.now() < until
			if (!patient || !(error instanceof Unavailable)) throw error
			await running.pause()
		}
	}
}

/**
 * Keeps what became of something that another side has just taken: without that it would be said again.
 * @throws Unheard where it cannot be kept
 */
export async function keep<T>(act: () => Promise<T>, claim: Claim): Promise<T> {
	try {
		return await outlast(act, claim)
	} catch (error) {
		throw error instanceof Unavailable ? new Unheard('taken, but not kept', { cause: error }) : error
	}
}
