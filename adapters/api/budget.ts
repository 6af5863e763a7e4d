import type { Clock } from '../../src/ports/outside.ts'

/** Requests of one token in each window, by this instance. */
export const requestBudget = { limit: 600, window: 60_000 } as const

/**
 * Counts requests by token.
 * @returns how many milliseconds are to be waited; 0 where there is room
 */
export function openBudget(clock: Clock): (token: string) => number {
	let ends = 0
	let spent = new Map<string, number>()
	return token => {
		const now = clock.now()
		if (now >= ends) {
			ends = now + requestBudget.window
			spent = new Map()
		}
		const count = (spent.get(token) ?? 0) + 1
		spent.set(token, count)
		return count > requestBudget.limit ? ends - now : 0
	}
}
