import type { Log } from '../../src/ports/outside.ts'
import { within } from './patience.ts'

/** What is done now and then, until it is ended. */
export type Timers = {
	/** As {@link every}. */
	every(milliseconds: number, work: () => Promise<unknown>, event: string): void
	end(): Promise<unknown>
}

export function openTimers(log: Log): Timers {
	const ends: (() => Promise<void>)[] = []
	return {
		every: (milliseconds, work, event) => void ends.push(every(milliseconds, work, { log, event })),
		end: () => Promise.all(ends.map(end => end())),
	}
}

/** Milliseconds: what is cut off is done the next time. */
const patience = 2_000

/**
 * Does something now and then, beginning now; what fails is logged and tried again the next time.
 * @returns what ends it, once the last time is over, or after 2 s
 */
export function every(
	milliseconds: number,
	work: () => Promise<unknown>,
	{ log, event }: { readonly log: Log; readonly event: string },
): () => Promise<void> {
	let running: Promise<unknown> | undefined
	const run = () => {
		running ??= work()
			.catch((error: unknown) => log.error(event, error))
			.finally(() => {
				running = undefined
			})
	}
	run()
	const timer = setInterval(run, milliseconds)
	return async () => {
		clearInterval(timer)
		if (running) await within(patience, running)
	}
}
