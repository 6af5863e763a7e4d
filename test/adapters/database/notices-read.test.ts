import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { databaseNotices } from '../../../adapters/database/notices/index.ts'
import type { Store } from '../../../adapters/database/store.ts'
import { type Announcing, announcing } from '../../contracts/announcing.ts'
import { addCast, type Cast } from '../../contracts/cast.ts'
import { type DatabaseStore, engines } from './stores.ts'

describe.each(engines)('what is told by in %s', (_, make) => {
	let store: DatabaseStore
	let cast: Cast
	let on: Announcing
	beforeEach(async () => {
		store = await make()
		cast = await addCast(store)
		on = announcing(store, cast)
	})
	afterEach(() => store.close())

	/** The store as it is, in which something happens once the tickets were read. */
	function interrupted(happens: () => Promise<unknown>): Store {
		const { engine, ...rest } = store.database.store
		let left = 1
		const prepare: typeof engine.prepare = sql => {
			const read = engine.prepare(sql)
			return async parameters => {
				const rows = await read(parameters)
				if (sql.includes('from "tickets"') && left > 0) {
					left -= 1
					await happens()
				}
				return rows
			}
		}
		return { ...rest, engine: { ...engine, prepare } }
	}

	test('is as it stood when the request was read: nobody answers past what they were not shown', async () => {
		const ticket = await on.open(cast.ada)
		await on.say(cast.diego, ticket)
		const notices = databaseNotices(interrupted(() => on.say(cast.ada, ticket)))
		const meanwhile = await notices.situation(cast.diego, ticket.number, [2])
		expect(meanwhile?.ticket.lastSequence).toBe(2)
		expect(meanwhile?.comments.map(({ sequence }) => sequence)).toEqual([2])
		const afterwards = await notices.situation(cast.diego, ticket.number, [2])
		expect(afterwards?.comments.map(({ sequence }) => sequence)).toEqual([2, 3])
	})
})
