/** An account's password, as the passwords port hashes it. */
export type PasswordsTable = { account_id: number; hash: string; changed_at: number }
