/** How often something was done in the window that ends at `ends_at`. The key is a hash: it may be of an address. */
export type BudgetsTable = { key: string; used: number; ends_at: number }
