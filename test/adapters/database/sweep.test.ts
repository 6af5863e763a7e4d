import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Cast } from '../../contracts/cast.ts'
import { addCast } from '../../contracts/cast.ts'
import type { DatabaseStore } from './stores.ts'
import { engines } from './stores.ts'

const hour = 60 * 60_000
const day = 24 * hour

describe.each(engines)('sweeping what people sign in with, in %s', (_name, make) => {
	let store: DatabaseStore
	let cast: Cast
	beforeEach(async () => {
		store = await make()
		cast = await addCast(store)
	})
	afterEach(() => store.close())

	const issue = (hash: string) =>
		store.signIns.issueToken({
			purpose: 'reset',
			email: cast.ada.email,
			account: cast.ada.id,
			hash,
			expiresAt: store.clock.now() + hour,
		})

	test('a used token is kept while its letter may be tried again, and goes after that', async () => {
		await issue('used')
		await store.signIns.setPassword({ token: 'used', password: 'hash' })
		store.clock.advance(2 * day)
		await store.database.sweep()
		expect(await issue('used')).toBe(false)
		store.clock.advance(3 * day)
		expect(await store.database.sweep()).toBe(1)
	})

	test('sessions and codes go when they are over, not before', async () => {
		await issue('token')
		await store.signIns.setPassword({ token: 'token', password: 'hash' })
		await store.signIns.start({ account: cast.ada.id, checked: 'hash', hash: 's', agent: '' })
		await store.signIns.issueConnectCode({
			account: cast.ada.id,
			hash: 'code',
			expiresAt: store.clock.now() + hour / 6,
		})
		expect(await store.database.sweep()).toBe(0)
		store.clock.advance(hour / 6)
		expect(await store.database.sweep()).toBe(1)
		expect(await store.signIns.find('s')).toBeDefined()
		store.clock.advance(hour / 2)
		expect(await store.database.sweep()).toBe(1)
	})
})
