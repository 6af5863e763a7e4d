import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addCast, allowed, type Cast } from '../../contracts/cast.ts'
import { announcing } from '../../contracts/announcing.ts'
import { type DatabaseStore, engines } from './stores.ts'

const room = { platform: 'slack', space: 'T1', channel: 'C1' }

describe.each(engines)('a room of an organization in %s', (_, make) => {
	let store: DatabaseStore
	let cast: Cast
	beforeEach(async () => {
		store = await make()
		cast = await addCast(store)
	})
	afterEach(() => store.close())

	test('shows its requests also when it is called otherwise, and none of one that has its old name', async () => {
		const on = announcing(store, cast)
		const filter = { organization: cast.acme }
		await store.triage.open({ ...on.act(cast.diego), room, reference: 'r', filter })
		const rename = (id: string, name: string) =>
			store.database.store.kysely
				.updateTable('organizations')
				.set({ name })
				.where('id', '=', Number(id))
				.execute()
		await rename(cast.acme.id, 'Apex')
		await rename(cast.umbra.id, 'Acme')
		expect((await store.triage.find(room))?.filter.organization).toEqual({ id: cast.acme.id, name: 'Apex' })
		const open = async (by: string) => {
			const act = { by, via: 'test', subject: 'Printer', text: '…', files: [] }
			return allowed(await store.tickets.open(act)).ticket
		}
		const [theirs] = [await open(cast.ada.id), await open(cast.mallory.id)]
		await on.announce()
		const jobs = await store.jobs.claim({ kinds: ['triage'], count: 9, lease: 1_000 })
		expect(jobs.map(job => job.kind === 'triage' && job.ticket)).toEqual([theirs.id])
	})
})
