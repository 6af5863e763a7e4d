/** As many as the project promises to stand. */
export const fullPlan = { texts: 400 } as const
/** As many as every run of the tests can wait for: each trick once. */
export const shortPlan = { texts: 100 } as const
