/** Kills on each database: some at random, some placed, as many at each of the points. */
export const plans = {
	/** As many as the project promises to stand. */
	full: { random: 1_000, placed: 800, people: 20, requests: 5 },
	short: { random: 50, placed: 40, people: 8, requests: 2 },
	/** As many as every run of the tests can wait for. */
	least: { random: 8, placed: 16, people: 6, requests: 2 },
	leastOnPostgres: { random: 0, placed: 8, people: 6, requests: 2 },
} as const
