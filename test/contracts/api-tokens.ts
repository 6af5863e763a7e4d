import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const hour = 60 * 60_000

/** What every store of the API's tokens does. */
export function describeApiTokens(name: string, makeStore: MakeStore): void {
	describe(`tokens of the API in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		const add = (hash: string, more: { expiresAt?: number } = {}) =>
			store.apiTokens.add({
				name: 'Shop',
				account: cast.diego.id,
				scopes: ['tickets:read', 'files:read'],
				hash,
				...more,
			})

		test('a token is its account as that is now, until it is revoked or over', async () => {
			const token = await add('a'.repeat(64), { expiresAt: store.clock.now() + 2 * hour })
			expect(token).toMatchObject({
				name: 'Shop',
				account: cast.diego.id,
				scopes: ['tickets:read', 'files:read'],
			})
			expect((await store.apiTokens.use('a'.repeat(64)))?.account).toEqual(cast.diego)
			expect(await store.apiTokens.use('b'.repeat(64))).toBeUndefined()
			await store.accounts.change(cast.diego.id, { disabled: true })
			expect(await store.apiTokens.use('a'.repeat(64))).toBeUndefined()
			await store.accounts.change(cast.diego.id, { disabled: false })
			store.clock.advance(2 * hour)
			expect(await store.apiTokens.use('a'.repeat(64))).toBeUndefined()

			const other = await add('c'.repeat(64))
			expect((await store.apiTokens.use('c'.repeat(64)))?.token.id).toBe(other.id)
			expect(await store.apiTokens.revoke(other.id)).toBe(true)
			expect(await store.apiTokens.revoke(other.id)).toBe(false)
			expect(await store.apiTokens.revoke('x')).toBe(false)
			expect(await store.apiTokens.use('c'.repeat(64))).toBeUndefined()
		})

		test('they are listed with whom they act as and when they were last used', async () => {
			await add('a'.repeat(64))
			await add('b'.repeat(64))
			await store.apiTokens.use('b'.repeat(64))
			const [first, second] = await store.apiTokens.all()
			expect(first).not.toHaveProperty('usedAt')
			expect(first?.email).toBe('diego@support.example')
			const used = second?.usedAt ?? 0
			expect(used).toBe(store.clock.now())
			store.clock.advance(hour / 2)
			await store.apiTokens.use('b'.repeat(64))
			expect((await store.apiTokens.all())[1]?.usedAt).toBe(used)
		})

		test('a key stands for one request of one token, until that came to nothing', async () => {
			const [one, two] = [await add('a'.repeat(64)), await add('b'.repeat(64))]
			const under = { token: one.id, key: 'k' }
			const claim = (fingerprint: string) => store.apiTokens.claim({ ...under, fingerprint })
			const all = await Promise.all(Array.from({ length: 10 }, () => claim('f')))
			expect(all.filter(claimed => claimed === 'first')).toHaveLength(1)
			expect(all.filter(claimed => typeof claimed === 'object')).toHaveLength(9)
			expect(await claim('g')).toBe('other')
			expect(await store.apiTokens.claim({ token: two.id, key: 'k', fingerprint: 'g' })).toBe('first')
			await store.apiTokens.made({ ...under, id: '7' })
			expect(await claim('f')).toEqual({ made: '7' })
			await store.apiTokens.release(under)
			expect(await claim('g')).toBe('first')
		})
	})
}
