/** The last comment of a ticket that an agent was shown. */
export type SeenTable = { account_id: number; ticket_id: number; sequence: number }
