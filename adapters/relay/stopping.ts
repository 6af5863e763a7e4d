import type { Log } from '../../src/ports/outside.ts'
import { within } from './patience.ts'

/** Milliseconds from the beginning of a stop: when requests are cut off, what chats take is, and all is. */
const parts = { requests: 5_500, work: 8_000, all: 9_500 } as const
/** What each part has in any case. */
const least = 100

/** What ends each part of something, in the order they began. */
export type Ends = {
	/** @param end given when the stop began, by `performance.now()` */
	push(end: (began: number) => unknown): void
	/** Ends everything, backwards, and waits for each as long as there is time. */
	stop(began?: number): Promise<void>
}

export function openEnds(log: Log): Ends {
	const ends: ((began: number) => unknown)[] = []
	return {
		push: end => void ends.push(end),
		async stop(began = performance.now()) {
			for (let end = ends.pop(); end; end = ends.pop()) {
				try {
					await within(left(began, 'all'), Promise.resolve(end(began)))
				} catch (error) {
					log.error('closing failed', error)
				}
			}
		},
	}
}

/** @returns milliseconds until a part of a stop that began then has to be over */
export function left(began: number, part: keyof typeof parts): number {
	return Math.max(least, parts[part] - (performance.now() - began))
}
