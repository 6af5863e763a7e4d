/**
 * The words of some of a ticket's comments. On SQLite this is a full-text table whose `rowid` is made of the
 * ticket and the part; on PostgreSQL a table with a `tsvector`.
 */
export type SearchTable = { rowid: number; ticket_id: number; part: number; words: string }
