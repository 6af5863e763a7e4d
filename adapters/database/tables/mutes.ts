/** A ticket of which a person hears nothing until `ends_at`. */
export type MutesTable = { account_id: number; ticket_id: number; ends_at: number }
