import { sql } from 'kysely'
import { partsPerTicket } from './part.ts'

/*
 * A full-text table of SQLite has one key, a whole number of 63 bits, and reads what it finds in the order of it; forwards
 * several times faster than backwards. So the key is made of the shelf that a document stands on, the ticket, and the
 * part, these so that the newest come first.
 */

const parts = BigInt(partsPerTicket)
/** Numbers of tickets are smaller, … */
const tickets = 2 ** 30
/** … and ids of organizations. */
const shelves = 2 ** 23

/**
 * Where documents stand beside each other: those of one organization, by its id, each a second time, so that its words
 * are sought among its own only; or 0, all of them.
 */
export type Shelf = number
export const everyones: Shelf = 0

/**
 * @param part of several, 0 or more
 * @throws RangeError for a ticket or an organization beyond what keys have room for
 */
export function rowidOf(shelf: Shelf, ticket: number, part: number): bigint {
	if (ticket >= tickets) throw new RangeError(`ticket ${ticket} has no room in a key`)
	return lastOf(shelf, ticket) - BigInt(part)
}

/**
 * The keys of a shelf, or those of its tickets before a number, or after it, which may be any; both ends among them.
 * @throws RangeError for an organization beyond what keys have room for
 */
export function rowidsOn(
	shelf: Shelf,
	{ before = tickets, after = -1 }: { readonly before?: number; readonly after?: number } = {},
): { readonly first: bigint; readonly last: bigint } {
	return {
		first: lastOf(shelf, Math.min(Math.max(before, 1), tickets)) + 1n,
		last: lastOf(shelf, Math.min(after + 1, tickets - 1)),
	}
}

/** The number of the ticket of a document `s`. */
export const ticketOfRowid = sql<number>`
	${sql.lit(tickets - 1)} - s.rowid / ${sql.lit(partsPerTicket)} % ${sql.lit(tickets)}`

/** The key of a ticket's first part, which is the last of them. */
function lastOf(shelf: Shelf, ticket: number): bigint {
	if (shelf >= shelves) throw new RangeError(`organization ${shelf} has no room in a key`)
	return (BigInt(shelf) * BigInt(tickets) + BigInt(tickets - ticket)) * parts - 1n
}
