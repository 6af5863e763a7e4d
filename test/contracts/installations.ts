import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Installation } from '../../src/ports/installations.ts'
import type { MakeStore, TestStore } from './store.ts'

/** What every store of installations does. */
export function describeInstallations(name: string, makeStore: MakeStore): void {
	describe(`installations in ${name}`, () => {
		let store: TestStore
		beforeEach(async () => {
			store = await makeStore()
		})
		afterEach(() => store.close())

		const acme: Installation = { platform: 'chat', space: 'T1', name: 'Acme', token: 'secret-1' }
		const umbra: Installation = {
			platform: 'chat',
			space: 'T2',
			name: 'Umbra',
			token: 'secret-2',
			rotation: { refreshToken: 'again', expiresAt: 7 },
		}

		test('each place has one, the newest, and each chat its own', async () => {
			await store.installations.keep(umbra)
			await store.installations.keep(acme)
			await store.installations.keep({ ...acme, platform: 'other' })
			expect(await store.installations.all('chat')).toEqual([acme, umbra])
			await store.installations.keep({ ...umbra, token: 'secret-3' })
			expect((await store.installations.find('chat', 'T2'))?.token).toBe('secret-3')
			const { rotation: _, ...still } = umbra
			await store.installations.keep(still)
			expect(await store.installations.find('chat', 'T2')).toEqual(still)
			expect(await store.installations.find('chat', 'T3')).toBeUndefined()
		})

		test('one is removed, but not by a token that it has no more', async () => {
			await store.installations.keep(umbra)
			expect(await store.installations.remove('chat', 'T2', 'secret-1')).toBe(false)
			expect(await store.installations.find('chat', 'T2')).toEqual(umbra)
			expect(await store.installations.remove('chat', 'T2', 'secret-2')).toBe(true)
			expect(await store.installations.remove('chat', 'T2')).toBe(false)
		})

		test('of many at once, one renews it, until its time is over', async () => {
			await store.installations.keep(umbra)
			const lease = () => store.installations.lease('chat', 'T2', 1_000)
			const all = await Promise.all(Array.from({ length: 10 }, lease))
			expect(all.filter(Boolean)).toHaveLength(1)
			store.clock.advance(999)
			expect(await lease()).toBe(false)
			store.clock.advance(1)
			expect(await lease()).toBe(true)
			expect(await store.installations.lease('chat', 'T9', 1_000)).toBe(false)
		})
	})
}
