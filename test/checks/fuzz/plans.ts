/** As many as the project promises to stand. */
export const fullPlan = { payloads: 20_000, anonymous: 2_000 } as const
/** As many as every run of the tests can wait for. */
export const shortPlan = { payloads: 250, anonymous: 100 } as const
