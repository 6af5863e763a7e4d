/** Before `next_at`, by the clock of jobs, no message goes to a person, so that no chat is flooded. */
export type PacesTable = { account_id: number; next_at: number }
