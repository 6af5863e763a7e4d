import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addCast, type Cast } from '../../contracts/cast.ts'
import { type DatabaseStore, postgresStore } from './stores.ts'

let store: DatabaseStore
let cast: Cast

beforeEach(async () => {
	store = await postgresStore()
	cast = await addCast(store)
})
afterEach(() => store.close())

const run = (statement: string) => sql.raw(statement).execute(store.database.store.kysely)
const keptBy = async () => (await run('select name from pg_prepared_statements')).rows.length

describe('statements that PostgreSQL keeps', () => {
	test('are those that are run all the time', async () => {
		expect(await store.accounts.byId(cast.ada.id)).toEqual(cast.ada)
		expect(await keptBy()).toBe(1)
	})

	test('may be gone, as behind a pooler', async () => {
		await store.accounts.byId(cast.ada.id)
		await run('deallocate all')
		expect(await store.accounts.byId(cast.ada.id)).toEqual(cast.ada)
		expect(await store.accounts.byId(cast.ben.id)).toEqual(cast.ben)
		expect(await keptBy()).toBe(0)
	})

	test('may be of a table that a newer release has changed', async () => {
		expect(await store.links.of(cast.ada.id)).toEqual([])
		await run('alter table links add column newer int')
		expect(await store.links.of(cast.ada.id)).toEqual([])
	})
})
