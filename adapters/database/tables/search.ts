/** On PostgreSQL, the words of some of a ticket's comments; SQLite has full-text tables in its place, see `ShelfTable`. */
export type SearchTable = { ticket_id: number; part: number; words: string }
