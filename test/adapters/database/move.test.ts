import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DatabaseInUse } from '../../../adapters/database/dialect/engine.ts'
import { moveDatabase, NotEmpty } from '../../../adapters/database/move.ts'
import type { Database } from '../../../adapters/database/open.ts'
import { addCast, allowed } from '../../contracts/cast.ts'
import { type DatabaseStore, postgresStore, sqliteStore } from './stores.ts'

let from: DatabaseStore
let to: DatabaseStore
afterEach(async () => {
	await Promise.all([from.close(), to.close()])
})

/** All rows of all tables, but those of the search index, which are of another kind on each engine. */
async function rowsOf({ store: { kysely } }: Database): Promise<Record<string, readonly string[]>> {
	const found = (await kysely.introspection.getTables()).map(({ name }) => name)
	const names = found.filter(name => !/^search|_words|^migrations$|^sqlite_/.test(name)).toSorted()
	const rows: [string, readonly string[]][] = []
	for (const name of names) {
		const all = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(kysely)
		rows.push([name, all.rows.map(row => JSON.stringify(row, Object.keys(row).toSorted())).toSorted()])
	}
	return Object.fromEntries(rows)
}

/** Something in as many tables as the acts of a few people reach. */
async function live(store: DatabaseStore): Promise<void> {
	const cast = await addCast(store)
	const ada = { by: cast.ada.id, via: 'web' }
	const diego = { by: cast.diego.id, via: 'web' }
	const url = 'https://hooks.example/'
	const events = ['ticket.commented'] as const
	await store.webhooks.add({ url, account: cast.diego.id, events, secret: 'whsec_AAAA' })
	for (let number = 0; number < 120; number += 1) {
		const { ticket } = allowed(
			await store.tickets.open({ ...ada, subject: `Lamp ${number} 💡`, text: 'It is dark.', files: [] }),
		)
		if (number % 10 > 0) continue
		allowed(await store.tickets.addComment({ ...diego, ticket: ticket.id, text: `Word${number}`, files: [] }))
		allowed(await store.tickets.addCc({ ...ada, ticket: ticket.id, email: cast.ben.email }))
		await store.notices.announce(ticket.id)
	}
	await store.signIns.invite(cast.carla.id)
	await store.accounts.change(cast.ada.id, { locale: 'it', timeZone: 'Europe/Rome' })
}

describe.each([
	['SQLite to PostgreSQL', sqliteStore, postgresStore],
	['PostgreSQL to SQLite', postgresStore, sqliteStore],
])('a move from %s', (_name, makeFrom, makeTo) => {
	beforeEach(async () => {
		from = await makeFrom()
		to = await makeTo()
		await live(from)
	})

	test('carries every row over, and people go on', async () => {
		const told: number[] = []
		const moved = await moveDatabase(from.database, to.database, (done, total) => told.push(done / total))
		expect(moved.filter(({ there, arrived }) => there !== arrived)).toEqual([])
		expect(moved.find(({ table }) => table === 'tickets')).toMatchObject({ there: 120 })
		expect(await rowsOf(to.database)).toEqual(await rowsOf(from.database))
		expect(told.at(-1)).toBe(1)
		expect(told).toEqual(told.toSorted((a, b) => a - b))

		const ada = await to.accounts.byEmail('ada@acme.example')
		if (!ada) throw new Error('Ada is not there')
		const query = { scope: 'requested', search: 'word110', sort: 'activity', size: 10 } as const
		const found = await to.tickets.list(ada, query)
		expect(found.tickets.map(({ subject }) => subject)).toEqual(['Lamp 110 💡'])
		const carla = await to.accounts.byEmail('carla@acme.example')
		const seen = carla && (await to.tickets.list(carla, { ...query, scope: 'organization' }))
		expect(seen?.tickets).toMatchObject(found.tickets.map(({ number }) => ({ number })))
		const act = { by: ada.id, via: 'web', subject: 'After', text: 'x', files: [] }
		const after = allowed(await to.tickets.open(act)).ticket
		const last = allowed(await from.tickets.open({ ...act })).ticket
		expect(after.number).toBe(last.number)
	})

	test('that was cut short begins anew, with nothing stale', async () => {
		const cut = moveDatabase(
			from.database,
			to.database,
			(done, total) => {
				if (done > total * 0.7) throw new Error('cut')
			},
			20,
		)
		await expect(cut).rejects.toThrow('cut')
		await expect(to.database.migrate(), 'nobody may begin to live there').rejects.toThrow(DatabaseInUse)
		// Life goes on in the old one: a name changes, something is added, something goes.
		const carla = await from.accounts.byEmail('carla@acme.example')
		if (!carla) throw new Error('Carla is not there')
		await from.accounts.change(carla.id, { locale: 'it' })
		allowed(await from.tickets.open({ by: carla.id, via: 'web', subject: 'New lamp', text: 'x', files: [] }))
		await from.database.store.kysely.deleteFrom('deliveries').execute()
		await moveDatabase(from.database, to.database, () => {})
		expect(await to.database.migrate()).toEqual([])
		expect(await rowsOf(to.database)).toEqual(await rowsOf(from.database))
		const ada = await to.accounts.byEmail('ada@acme.example')
		const query = { scope: 'requested', search: 'lamp', sort: 'activity', size: 200 } as const
		expect(ada && (await to.tickets.list(ada, query)).tickets).toHaveLength(120)
	})

	test('carries requests over that point at later ones', async () => {
		const { kysely } = from.database.store
		const tickets = await kysely.selectFrom('tickets').select('id').orderBy('id').execute()
		const [first, second] = tickets
		const last = tickets.at(-1)
		if (!first || !second || !last) throw new Error('there are requests')
		await kysely.updateTable('tickets').set({ merged_into: last.id }).where('id', '=', first.id).execute()
		await kysely.updateTable('tickets').set({ follow_up_of: last.id }).where('id', '=', second.id).execute()
		await moveDatabase(from.database, to.database, () => {}, 20)
		expect(await rowsOf(to.database)).toEqual(await rowsOf(from.database))
	})

	test('is refused onto one that it was finished to, whose life has gone on', async () => {
		await moveDatabase(from.database, to.database, () => {})
		await to.database.store.kysely.deleteFrom('sessions').execute()
		await to.database.store.kysely.deleteFrom('comments').execute()
		const before = await rowsOf(to.database)
		await expect(moveDatabase(from.database, to.database, () => {})).rejects.toThrow(NotEmpty)
		expect(await rowsOf(to.database)).toEqual(before)
	})

	test('is refused where others live', async () => {
		await to.accounts.addOrganization({ name: 'Umbra', grant: 'see' })
		await to.accounts.add({
			email: 'otto@else.example',
			firstName: 'Otto',
			lastName: 'Neri',
			role: 'user',
			proved: true,
		})
		const before = await rowsOf(to.database)
		await expect(moveDatabase(from.database, to.database, () => {})).rejects.toThrow(NotEmpty)
		expect(await rowsOf(to.database)).toEqual(before)
	})
})
