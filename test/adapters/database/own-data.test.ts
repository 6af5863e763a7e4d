import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { seedTickets } from '../../../adapters/database/seed.ts'
import type { Identity } from '../../../src/domain/identity.ts'
import type { Cast } from '../../contracts/cast.ts'
import { addCast } from '../../contracts/cast.ts'
import { collected, keptOf } from '../../contracts/collected.ts'
import type { DatabaseStore } from './stores.ts'
import { engines } from './stores.ts'

/** More than two pages of anything. */
const count = 450
const inSlack: Identity = { platform: 'slack', space: 'T1', user: 'UADA' }

describe.each(engines)('a person of whom much is kept, in %s', (_name, make) => {
	let store: DatabaseStore
	let cast: Cast
	let numbers: readonly number[]
	beforeEach(async () => {
		store = await make()
		cast = await addCast(store)
		await seedTickets(store.database, { tickets: count, organizations: 1, people: 4 })
		const rows = await store.database.store.kysely.selectFrom('tickets').select('id').orderBy('id').execute()
		numbers = rows.map(({ id }) => id)
	})
	afterEach(() => store.close())

	const keep = async (table: string, rows: readonly object[]) => {
		const { kysely } = store.database.store
		for (let at = 0; at < rows.length; at += 50) {
			await kysely
				.insertInto(table as 'mutes')
				.values(rows.slice(at, at + 50) as never)
				.execute()
		}
	}
	const columns = { platform: 'slack', space: 'T1', user_id: 'UADA' }

	test('is given every mute once', async () => {
		const until = store.clock.now() + 1_000
		await keep(
			'mutes',
			numbers.map(ticket_id => ({ account_id: Number(cast.ada.id), ticket_id, ends_at: until })),
		)
		expect(await collected(store.accounts.mutes(cast.ada.id))).toEqual(
			numbers.map(number => ({ number, until })),
		)
	})

	test('is given every message, draft, source and job of a chat once', async () => {
		const account_id = Number(cast.ada.id)
		const now = store.clock.now()
		await keep('links', [{ ...columns, account_id, name: 'Ada', linked_at: now, spoken_at: now }])
		const notice = { account_id, claimed: 0, fence: 0, tries: 0, settled_at: now }
		await keep(
			'notices',
			numbers.map(ticket_id => ({ ...notice, ticket_id })),
		)
		// Some stand in one place.
		const reference = (number: number) => `D1:${Math.floor(number / 3)}`
		await keep(
			'notice_messages',
			numbers.map(ticket_id => ({ ...columns, account_id, ticket_id, reference: reference(ticket_id) })),
		)
		await keep(
			'comment_sources',
			numbers.map(ticket_id => ({
				source: `slack:T1:D1:${ticket_id}`,
				ticket_id,
				sequence: 1,
				account_id,
				created_at: now,
			})),
		)
		await keep(
			'drafts',
			numbers.map(number => ({
				...columns,
				id: `draft ${number}`,
				once: null,
				content: JSON.stringify({ text: String(number), files: [] }),
				expires_at: now + (number % 7),
			})),
		)
		const waits = { kind: 'tell', content: '{}', about: 'slack:T1:UADA', due_at: now }
		await keep(
			'jobs',
			numbers.map(number => ({ ...waits, fence: 0, tries: 0, created_at: number })),
		)
		const kept = await keptOf(store, inSlack)
		const inOrder = (found: readonly number[]) => expect(found.toSorted((a, b) => a - b)).toEqual(numbers)
		inOrder(kept.messages.map(({ number }) => number))
		for (const { number, reference: at } of kept.messages) expect(at).toBe(reference(number))
		inOrder(kept.sources.map(({ number }) => number))
		inOrder(kept.drafts.map(({ text }) => Number(text)))
		inOrder(kept.waiting.map(({ createdAt }) => createdAt))
		expect((await keptOf(store, { ...inSlack, user: 'UMAL' })).sources).toEqual([])
	})
})
