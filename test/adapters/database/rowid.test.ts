import Database from 'better-sqlite3'
import { SqliteDialect, Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { partsPerTicket } from '../../../adapters/database/search/part.ts'
import { everyones, rowidOf, rowidsOn, ticketOfRowid } from '../../../adapters/database/search/rowid.ts'

const most = { ticket: 2 ** 30 - 1, shelf: 2 ** 23 - 1, part: partsPerTicket - 1 }
const shelves = [everyones, 1, 2, 8_192, most.shelf]
const tickets = [0, 1, 1_001, 1_002, most.ticket]

describe('keys of documents', () => {
	test.each(shelves)('on shelf %i the newest come first, the last parts before the others', shelf => {
		const inOrder = tickets
			.toReversed()
			.flatMap(ticket => [rowidOf(shelf, ticket, most.part), rowidOf(shelf, ticket, 0)])
		expect(inOrder).toEqual(inOrder.toSorted((a, b) => (a < b ? -1 : 1)))
		expect(new Set(inOrder).size).toBe(inOrder.length)
		const { first, last } = rowidsOn(shelf)
		expect([inOrder.at(0), inOrder.at(-1)]).toEqual([first, last])
		expect(BigInt.asIntN(64, last)).toBe(last)
		if (shelf < most.shelf) expect(rowidsOn(shelf + 1).first).toBe(last + 1n)
	})

	test('before and after a ticket are its neighbours, all their parts and none of its own', () => {
		for (const shelf of shelves) {
			const before = rowidsOn(shelf, { before: 1_002 })
			expect(before).toEqual({ first: rowidOf(shelf, 1_001, most.part), last: rowidsOn(shelf).last })
			const after = rowidsOn(shelf, { after: 1_001 })
			expect(after).toEqual({ first: rowidsOn(shelf).first, last: rowidOf(shelf, 1_002, 0) })
		}
	})

	test('a place that nobody was given never leads to another shelf', () => {
		for (const shelf of shelves) {
			const { first, last } = rowidsOn(shelf)
			for (const number of [0, 1, most.ticket, 2 ** 30, 2 ** 40, 999_999_999_999_999]) {
				for (const place of [{ before: number }, { after: number }]) {
					for (const end of Object.values(rowidsOn(shelf, place))) {
						expect(end).toBeGreaterThanOrEqual(first)
						expect(end).toBeLessThanOrEqual(last)
					}
				}
			}
		}
	})

	test('what has no room is refused', () => {
		expect(() => rowidOf(everyones, most.ticket + 1, 0)).toThrow(RangeError)
		expect(() => rowidOf(most.shelf + 1, 1, 0)).toThrow(RangeError)
		expect(() => rowidsOn(most.shelf + 1)).toThrow(RangeError)
	})

	test('SQLite reads the ticket out of them', async () => {
		const db = new Kysely<never>({ dialect: new SqliteDialect({ database: new Database(':memory:') }) })
		for (const shelf of shelves) {
			for (const ticket of tickets) {
				for (const part of [0, most.part]) {
					const { rows } = await sql<{ ticket: number }>`
						select ${ticketOfRowid} as ticket from (select ${rowidOf(shelf, ticket, part)} as rowid) as s
					`.execute(db)
					expect(rows).toEqual([{ ticket }])
				}
			}
		}
		await db.destroy()
	})
})
