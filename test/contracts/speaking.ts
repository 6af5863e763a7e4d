import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

/** What every store of links knows of where people speak. */
export function describeSpeaking(name: string, makeStore: MakeStore): void {
	describe(`where people speak in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		test('where Ada speaks is remembered, to some minutes', async () => {
			const chat = (user: string) => ({ platform: 'slack', space: 'T1', user })
			const link = async (user: string) => {
				const code = { identity: chat(user), account: cast.ada.id, hash: user }
				await store.links.issueCode({ ...code, expiresAt: store.clock.now() + 1000, tries: 5 })
				await store.links.link({ ...code, name: user })
			}
			const spoken = async () =>
				Object.fromEntries(
					(await store.links.of(cast.ada.id)).map(({ identity, spokenAt }) => [
						identity.user,
						spokenAt - start,
					]),
				)
			const start = store.clock.now()
			await link('U1')
			await link('U2')
			expect(await spoken()).toEqual({ U1: 0, U2: 0 })
			store.clock.advance(1000)
			await store.links.spoke(chat('U1'))
			expect(await spoken()).toEqual({ U1: 1000, U2: 0 })
			store.clock.advance(1000)
			await store.links.spoke(chat('U1'))
			expect(await spoken()).toEqual({ U1: 1000, U2: 0 })
			await store.links.spoke(chat('U2'))
			store.clock.advance(1000)
			await store.links.spoke(chat('U1'))
			expect(await spoken()).toEqual({ U1: 3000, U2: 2000 })
			store.clock.advance(10 * 60_000)
			await store.links.spoke(chat('U1'))
			expect(await spoken()).toEqual({ U1: 603_000, U2: 2000 })
			await store.links.spoke(chat('UMAL'))
			await store.links.unlink(chat('U1'))
			store.clock.advance(1000)
			await store.links.spoke(chat('U1'))
			expect(await spoken()).toEqual({ U2: 2000 })
		})
	})
}
