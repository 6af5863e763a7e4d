import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DatabaseTooNew, migrate } from '../../../adapters/database/migrate.ts'
import type { Database } from '../../../adapters/database/open.ts'
import { openDatabase } from '../../../adapters/database/open.ts'
import { migrations } from '../../../migrations/index.ts'
import { type Scope, scopes } from '../../../src/domain/ticket.ts'
import { allowed } from '../../contracts/cast.ts'
import { testSecrets } from './secrets.ts'
import { newPostgresDatabase, newSqliteFile } from './stores.ts'

const names = migrations.map(migration => migration.name)

describe.each([
	['SQLite', newSqliteFile],
	['PostgreSQL', async () => ({ url: await newPostgresDatabase('empty'), remove: () => Promise.resolve() })],
] as const)('migrations on %s', (name, makeDatabase) => {
	let place: Awaited<ReturnType<typeof makeDatabase>>
	const opened: Database[] = []
	beforeEach(async () => {
		place = await makeDatabase()
	})
	afterEach(async () => {
		for (const database of opened.splice(0)) await database.close()
		await place.remove()
	})
	const open = async (url = place.url) => {
		const database = await openDatabase(url, { clock: Date, secrets: testSecrets() })
		opened.push(database)
		return database
	}

	test('all steps are taken once, in order', async () => {
		const database = await open()
		expect(await database.migrate()).toEqual(names)
		expect(await database.migrate()).toEqual([])
		expect(names).toEqual([...names].toSorted())
	})

	test('started three times at once, each step is taken by one of them', async () => {
		const databases = [await open(), await open(), await open()]
		const taken = await Promise.all(databases.map(database => database.migrate()))
		expect(taken.flat().toSorted()).toEqual(names)
	})

	test('killed again and again, and started twice at once, it ends as if nothing had been', async () => {
		for (const statement of [2, 9, 26, 75]) expect(await run(place.url, statement)).toBe('SIGKILL')
		expect(await Promise.all([run(place.url), run(place.url)])).toEqual([0, 0])
		const other = await makeDatabase()
		const clean = await open(other.url)
		await clean.migrate()
		expect(await schemaOf(await open())).toEqual(await schemaOf(clean))
		await other.remove()
	})

	test('what happened before there were notices is kept, and told to nobody', async () => {
		const database = await open()
		const { store } = database
		await migrate(store, migrations.slice(0, names.indexOf('0009-notices')))
		for (const statement of [
			sql`insert into accounts (email, first_name, last_name, role, grant_level, proved, disabled, created_at)
				values ('ada@acme.example', '', '', 'user', 'none', 1, 0, 1), ('b@x.example', '', '', 'user', 'none', 1, 0, 1)`,
			sql`insert into preferences (account_id, content)
				values (1, '{"notices":{"organization":"chat"}}'), (2, '{"notices":{"organization":"off"}}')`,
			sql`insert into links (platform, space, user_id, account_id, name, linked_at)
				values ('slack', 'T1', 'U1', 1, 'ada', 7)`,
			sql`insert into tickets
					(id, subject, status, shown, priority, requester_id, created_at, activity_at, last_sequence)
				values (1001, 'Printer', 'solved', 0, 'normal', 1, 1, 1, 1)`,
			sql`insert into comments (ticket_id, sequence, author_id, public, text, created_at)
				values (1001, 1, 1, 1, 'It does not print.', 1)`,
			...[5, 9].map(
				id => sql`insert into events (id, ticket_id, kind, actor_id, via, data, created_at)
					values (${sql.lit(id)}, 1001, 'opened', 1, 'test', '{}', 3)`,
			),
		]) {
			await statement.execute(store.kysely)
		}
		expect(await database.migrate()).toContain('0009-notices')
		const events = await store.kysely.selectFrom('events').selectAll().orderBy('id').execute()
		const opened = { ticket_id: 1001, kind: 'opened', actor_id: 1, via: 'test', data: '{}', created_at: 3 }
		expect(events).toEqual([5, 9].map(id => ({ id, ...opened, announced: 1 })))
		const added = await store.kysely
			.insertInto('events')
			.values({ ...opened, kind: 'reminded', actor_id: null, announced: 0 })
			.returning('id')
			.executeTakeFirst()
		if (store.engine.name === 'sqlite') expect(added).toEqual({ id: 10 })
		expect(await database.links.of('1')).toMatchObject([{ linkedAt: 7, spokenAt: 7 }])
		const follows = await store.kysely
			.selectFrom('preferences')
			.select('follows')
			.orderBy('account_id')
			.execute()
		expect(follows).toEqual([{ follows: 1 }, { follows: 0 }])
		expect(await database.tickets.closeSolved(1, 9)).toBe(1)
	})

	test('who has owed an answer since before there were reminders is reminded only after the next word', async () => {
		const database = await open()
		const { store } = database
		await migrate(store, migrations.slice(0, names.indexOf('0009-notices')))
		await sql`insert into accounts (email, first_name, last_name, role, grant_level, proved, disabled, created_at)
			values ('ada@acme.example', '', '', 'user', 'none', 1, 0, 1),
				('diego@support.example', '', '', 'agent', 'none', 1, 0, 1)`.execute(store.kysely)
		for (const [id, status, shown] of [
			[1001, 'pending', 1],
			[1002, 'pending', 1],
			[1003, 'open', 2],
		] as const) {
			await sql`insert into tickets
					(id, subject, status, shown, priority, requester_id, created_at, activity_at, last_sequence)
				values (${id}, 'Printer', ${status}, ${shown}, 'normal', 1, 1, 5, 1)`.execute(store.kysely)
			await sql`insert into comments (ticket_id, sequence, author_id, public, text, created_at)
				values (${id}, 1, 1, 1, 'It does not print.', 1)`.execute(store.kysely)
		}
		expect(await database.migrate()).toContain('0009-notices')
		const reminded = await store.kysely.selectFrom('tickets').select('reminded_at').orderBy('id').execute()
		expect(reminded.map(row => row.reminded_at)).toEqual([5, 5, null])
		const remind = () => database.tickets.remind(Date.now() + 60_000, 9)
		expect(await remind()).toBe(0)
		const act = { by: '2', via: 'test' }
		allowed(await database.tickets.addComment({ ...act, ticket: '1002', text: 'Well?', files: [] }))
		allowed(await database.tickets.setStatus({ ...act, ticket: '1003', status: 'pending' }))
		expect(await remind()).toBe(2)
		expect(await remind()).toBe(0)
		const events = store.kysely.selectFrom('events').select('ticket_id').where('kind', '=', 'reminded')
		expect(await events.orderBy('id').execute()).toEqual([{ ticket_id: 1002 }, { ticket_id: 1003 }])
	})

	test('who is not answered waits since the last word, and what was answered before there were targets is', async () => {
		const database = await open()
		const { store } = database
		await migrate(store, migrations.slice(0, names.indexOf('0010-desk')))
		await sql`insert into accounts (email, first_name, last_name, role, grant_level, proved, disabled, created_at)
			values ('ada@acme.example', '', '', 'user', 'none', 1, 0, 1),
				('diego@support.example', '', '', 'agent', 'none', 1, 0, 1)`.execute(store.kysely)
		const shown = { open: 2, pending: 1, closed: 0 } as const
		for (const [index, status] of (['open', 'pending', 'closed'] as const).entries()) {
			const id = 1001 + index
			await sql`insert into tickets
					(id, subject, status, shown, priority, requester_id, created_at, activity_at, last_sequence)
				values (${id}, 'Printer', ${status}, ${shown[status]}, 'normal', 1, 1, 5, 4)`.execute(store.kysely)
			// Diego writes down what Ada says, notes something, answers, and she says more.
			for (const [sequence, author, open] of [
				[1, 2, 1],
				[2, 2, 0],
				[3, 2, 1],
				[4, 1, 1],
			]) {
				await sql`insert into comments (ticket_id, sequence, author_id, public, text, created_at)
					values (${id}, ${sequence}, ${author}, ${open}, '', ${(sequence ?? 0) + 1})`.execute(store.kysely)
			}
		}
		expect(await database.migrate()).toContain('0010-desk')
		const rows = await store.kysely
			.selectFrom('tickets')
			.select(['waiting_since', 'answered_at', 'answer_warned', 'solve_warned', 'solved_at'])
			.orderBy('id')
			.execute()
		const none = { answer_warned: 0, solve_warned: 0, solved_at: null }
		expect(rows).toEqual([
			{ ...none, waiting_since: 5, answered_at: 4 },
			{ ...none, waiting_since: null, answered_at: 4 },
			{ ...none, waiting_since: null, answered_at: null },
		])
	})

	if (name === 'SQLite') {
		test('what was written before words had shelves is found on them, also killed again and again', async () => {
			const database = await open()
			const { store } = database
			await migrate(store, migrations.slice(0, names.indexOf('0018-shelves')))
			await sql`insert into organizations (name, grant_level, created_at)
			values ('Acme', 'see', 1), ('Umbra', 'see', 1)`.execute(store.kysely)
			await sql`insert into accounts
				(email, first_name, last_name, role, organization_id, grant_level, proved, disabled, created_at)
			values ('ada@acme.example', '', '', 'user', 1, 'none', 1, 0, 1),
				('carla@acme.example', '', '', 'user', 1, 'see', 1, 0, 1),
				('mallory@umbra.example', '', '', 'user', 2, 'see', 1, 0, 1),
				('diego@support.example', '', '', 'agent', null, 'none', 1, 0, 1)`.execute(store.kysely)
			for (const [id, organization] of [
				[1001, 1],
				[1002, 1],
				[1003, null],
			] as const) {
				await sql`insert into tickets (id, subject, status, shown, priority, requester_id, organization_id,
					created_at, activity_at, last_sequence)
				values (${id}, 'Printer', 'open', 2, 'normal', 1, ${organization}, 1, 1, 40)`.execute(store.kysely)
				for (const [sequence, open] of [
					[1, 1],
					[2, 0],
					[40, 1],
				] as const)
					await sql`insert into comments (ticket_id, sequence, author_id, public, text, created_at)
					values (${id}, ${sequence}, 4, ${open}, ${`word${sequence}`}, 1)`.execute(store.kysely)
				await sql`insert into ccs (ticket_id, account_id, added_at, shown, activity_at)
				values (${id}, 2, 1, 2, 1)`.execute(store.kysely)
				await sql`insert into search (rowid, words) values (${id * 1024}, 'r:3 o:2 printer word1')`.execute(
					store.kysely,
				)
			}
			await database.close()
			opened.splice(0)
			for (const statement of [4, 5, 8, 20, 40]) expect(await run(place.url, statement)).toBe('SIGKILL')
			const after = await open()
			const told: (readonly number[])[] = []
			expect(await after.migrate((...progress) => told.push(progress))).toEqual(['0018-shelves'])
			expect(told).toEqual([
				[0, 3],
				[3, 3],
			])
			const found = async (account: string, scope: Scope, search: string) => {
				const viewer = await after.accounts.byId(account)
				if (!viewer) throw new Error('the account is gone')
				const { tickets } = await after.tickets.list(viewer, { scope, sort: 'created', size: 9, search })
				return tickets.map(ticket => ticket.number)
			}
			for (const word of ['printer', 'word1', 'word40']) {
				expect(await found('1', 'requested', word)).toEqual([1003, 1002, 1001])
				expect(await found('2', 'ccd', word)).toEqual([1003, 1002, 1001])
				expect(await found('2', 'organization', word)).toEqual([1002, 1001])
				for (const scope of scopes) expect(await found('3', scope, word)).toEqual([])
			}
			expect(await found('2', 'organization', 'word2')).toEqual([])
			const agent = await after.accounts.byId('4')
			const query = { queue: 'all', sort: 'created', size: 9, search: 'word2' } as const
			const queue = agent && (await after.tickets.queue(agent, query))
			expect(queue?.tickets.map(ticket => ticket.number)).toEqual([1003, 1002, 1001])
		})
	}

	test('rooms keep their organization under its id, also killed again and again, and none shows everything', async () => {
		const database = await open()
		const { store } = database
		await migrate(store, migrations.slice(0, names.indexOf('0011-rooms')))
		await sql`insert into accounts (email, first_name, last_name, role, grant_level, proved, disabled, created_at)
			values ('diego@support.example', '', '', 'agent', 'none', 1, 0, 1)`.execute(store.kysely)
		await sql`insert into organizations (name, grant_level, created_at)
			values ('Umbra', 'see', 1), ('Città', 'see', 1), ('Città', 'see', 1)`.execute(store.kysely)
		for (const [channel, organization] of [
			['all', null],
			['town', 'CITTÀ'],
			['gone', 'Acme'],
		] as const) {
			await sql`insert into triage_rooms
					(platform, space, channel, reference, organization, word, by_id, opened_at)
				values ('slack', 'T1', ${channel}, 'r', ${organization}, 'toner', 1, 1)`.execute(store.kysely)
		}
		for (const [id, shown, solved] of [
			[1001, 2, 5],
			[1002, 0, 5],
			[1003, 2, null],
		] as const) {
			await sql`insert into tickets (id, subject, status, shown, priority, requester_id, created_at,
					activity_at, last_sequence, solved_at)
				values (${id}, 'Printer', ${shown === 0 ? 'solved' : 'open'}, ${shown}, 'normal', 1, 1, 5, 0, ${solved})`.execute(
				store.kysely,
			)
			for (const channel of ['town', 'gone'])
				await sql`insert into triage_cards (platform, space, channel, ticket_id, standing)
					values ('slack', 'T1', ${channel}, ${id}, null)`.execute(store.kysely)
		}
		await database.close()
		opened.splice(0)
		for (const statement of [4, 6, 9, 11, 12]) expect(await run(place.url, statement)).toBe('SIGKILL')
		expect(await run(place.url)).toBe(0)
		const { store: after, triage } = await open()
		const rooms = await after.kysely
			.selectFrom('triage_rooms')
			.select(['channel', 'organization_id', 'word'])
			.orderBy('channel')
			.execute()
		expect(rooms).toEqual([
			{ channel: 'all', organization_id: null, word: 'toner' },
			{ channel: 'town', organization_id: 2, word: 'toner' },
		])
		const cards = await after.kysely.selectFrom('triage_cards').select('channel').distinct().execute()
		expect(cards).toEqual([{ channel: 'town' }])
		const town = { platform: 'slack', space: 'T1', channel: 'town' }
		expect((await triage.find(town))?.filter.organization).toEqual({ id: '2', name: 'Città' })
		const reopened = await after.kysely.selectFrom('tickets').select('reopened').orderBy('id').execute()
		expect(reopened.map(row => row.reopened)).toEqual([1, 0, 0])
	})

	test('a database of a newer release is left alone', async () => {
		const database = await open()
		await database.migrate()
		await sql`insert into migrations (name, applied_at) values ('9999-later', 1)`.execute(
			database.store.kysely,
		)
		await expect(database.migrate()).rejects.toThrow(DatabaseTooNew)
		await expect(database.migrate()).rejects.toThrow('9999-later')
	})
})

function run(url: string, killedBefore?: number): Promise<number | string | null> {
	const child = fileURLToPath(new URL('migrate-child.ts', import.meta.url))
	const argv = ['--import', 'tsx', child, url, ...(killedBefore === undefined ? [] : [String(killedBefore)])]
	const spawned = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit'] })
	return new Promise(resolve => spawned.on('exit', (code, signal) => resolve(signal ?? code)))
}

async function schemaOf({ store }: Database): Promise<readonly unknown[]> {
	const { rows } = await (store.engine.name === 'sqlite'
		? sql`select name, sql from sqlite_master where name not like 'sqlite_stat%' order by name`
		: sql`
			select table_name || '.' || column_name as name, data_type || ' ' || is_nullable as sql
			from information_schema.columns where table_schema = 'public'
			union all select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1, 2`
	).execute(store.kysely)
	expect(rows.length).toBeGreaterThan(30)
	return rows
}
