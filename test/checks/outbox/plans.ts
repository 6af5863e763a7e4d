/** As many as the project promises to stand. */
export const fullPlan = { changes: 1_000, kills: 200, people: 20, requests: 5 } as const
/** As many as every run of the tests can wait for. */
export const shortPlan = { changes: 60, kills: 10, people: 6, requests: 2 } as const
