import type { Ports } from '../ports/index.ts'
import type { Secrets } from '../ports/outside.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/**
 * How long to wait after each failure: together more than a day, even where each is a fifth less, and what was
 * down for long is found again within a few hours.
 */
const waits = [10 * second, minute, 5 * minute, 15 * minute, hour, 2 * hour].concat(
	Array.from({ length: 9 }, () => 3 * hour),
)

/**
 * When to try again what has failed so often before, as a time; undefined when it has been enough.
 * @param id what it is, so that what failed together does not come back together: up to a fifth more or less
 */
export function nextTry(
	{ secrets, clock }: Pick<Ports, 'secrets' | 'clock'>,
	id: string,
	tries: number,
): number | undefined {
	const wait = waits[tries]
	if (wait === undefined) return undefined
	return clock.now() + Math.round(wait * (0.8 + 0.4 * spread(secrets, `${id} ${tries}`)))
}

/** The same number from 0 to 1 for the same text, and another for another, so that what waits together parts. */
export function spread(secrets: Pick<Secrets, 'hash'>, text: string): number {
	return Number.parseInt(secrets.hash(text).slice(0, 4), 16) / 0xffff
}
