import type { Generated } from 'kysely'

/** An answer that agents give often; `folded` is its name without case, which no other one has. */
export type SavedAnswersTable = { id: Generated<number>; name: string; folded: string; text: string }
