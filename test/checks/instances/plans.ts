/** How often the three are rolled, and whether one is killed after each time. */
export const plans = {
	full: { rounds: 10, kill: true, people: 12, inTeams: 6, requests: 5, pause: 600 },
	short: { rounds: 2, kill: true, people: 8, inTeams: 4, requests: 5, pause: 600 },
	/** As much as every run of the tests can wait for. */
	least: { rounds: 1, kill: false, people: 6, inTeams: 2, requests: 4, pause: 2_000 },
} as const
