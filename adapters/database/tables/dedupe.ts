/** An act that had its effect; `result` is the JSON that a duplicate gets. The key is a hash. */
export type DedupeTable = { key: string; result: string | null; created_at: number }
