import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { seedTickets } from '../../../adapters/database/seed.ts'
import { addCast, allowed } from '../../contracts/cast.ts'
import { recount } from './recount.ts'
import { engines } from './stores.ts'

describe.each(engines)('generated tickets on %s', (_name, make) => {
	test('are consistent, searchable, the same for the same number, and beside what is there', async () => {
		const [store, other] = [await make(), await make()]
		const { ada } = await addCast(store)
		await addCast(other)
		const open = { by: ada.id, via: 'test', subject: 'Mine', text: '…', files: [] }
		const before = allowed(await store.tickets.open(open)).ticket
		await other.tickets.open(open)
		const progress: number[] = []
		await seedTickets(store.database, { tickets: 2_300 }, done => progress.push(done))
		await seedTickets(other.database, { tickets: 2_300 })
		expect(progress).toEqual([1000, 2000, 2300])
		expect(await recount(store.database)).toEqual([])

		const rows = async ({ database }: typeof store) =>
			(await sql`select * from tickets order by id`.execute(database.store.kysely)).rows
		expect(await rows(store)).toHaveLength(2_301)
		expect(await rows(other)).toEqual(await rows(store))

		const after = allowed(await store.tickets.open(open)).ticket
		expect(after.number).toBe(before.number + 2_301)
		expect(
			(await store.accounts.add({ ...ada, organization: '1', email: 'new@acme.example' }))?.id,
		).toBeDefined()

		// Each generated ticket is found by its own first word and number, by its requester.
		for (const number of [before.number + 1, before.number + 1150, before.number + 2_300]) {
			const agent = { id: ada.id, role: 'agent', grant: 'none', proved: true, disabled: false } as const
			const ticket = await store.tickets.find(agent, number)
			const requester = await store.accounts.byId(ticket?.requester.id ?? '')
			if (!ticket || !requester) throw new Error('it is not there')
			const { comments } = await store.tickets.conversation(requester, ticket.id, { size: 1 })
			const word = /\p{L}{4,}/u.exec(`${comments[0]?.text} ${ticket.subject}`)?.[0]
			const query = { scope: 'requested', sort: 'activity', size: 10, search: `${number} ${word}` } as const
			const found = await store.tickets.list(requester, query)
			expect(found.tickets.map(one => one.number)).toEqual([number])
			const colleague = { ...requester, grant: 'see' } as const
			const seen = await store.tickets.list(colleague, { ...query, scope: 'organization' })
			expect(seen.tickets.map(one => one.number)).toEqual([number])
			expect(ticket.lastSequence).toBeGreaterThanOrEqual(1)
		}
		expect(await recount(store.database)).toEqual([])
		await store.close()
		await other.close()
	})

	test('so many that the indexes are made anew leave them as they were', async () => {
		const store = await make()
		const indexes = async () =>
			(
				await (store.database.store.engine.name === 'sqlite'
					? sql`select name, sql from sqlite_master where type = 'index' order by name`
					: sql`select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1`
				).execute(store.database.store.kysely)
			).rows
		const before = await indexes()
		await seedTickets(store.database, { tickets: 10_000, people: 50, organizations: 3, seed: 7 })
		expect(await indexes()).toEqual(before)
		expect(await recount(store.database)).toEqual([])
		if (store.database.store.engine.name === 'sqlite') {
			// References are not looked at while so many are written, and are again afterwards.
			expect(await store.database.integrity()).toEqual([])
			const unknown = sql`insert into seen (account_id, ticket_id, sequence) values (0, 0, 0)`
			await expect(unknown.execute(store.database.store.kysely)).rejects.toThrow('FOREIGN KEY')
		}
		await store.close()
	})
})
