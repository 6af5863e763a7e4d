import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Identity } from '../../src/domain/identity.ts'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const minute = 60_000

/** What every store does with a code that the portal shows and a chat types. */
export function describePortalCodes(name: string, makeStore: MakeStore): void {
	describe(`codes of the portal in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		const adaInChat: Identity = { platform: 'slack', space: 'T1', user: 'UADA' }
		const malloryInChat: Identity = { platform: 'teams', space: 't', user: 'mallory' }
		const show = (hash: string, account = cast.ada) =>
			store.signIns.issueConnectCode({
				account: account.id,
				hash,
				expiresAt: store.clock.now() + 10 * minute,
			})
		const mail = (identity: Identity, hash: string) =>
			store.links.issueCode({
				identity,
				account: cast.carla.id,
				hash,
				tries: 5,
				expiresAt: store.clock.now() + 10 * minute,
			})
		const type = (identity: Identity, portal: string) => store.links.tryCode(identity, 'not mailed', portal)
		const link = (identity: Identity, portal: string) =>
			store.links.link({ identity, name: 'someone in chat', hash: 'not mailed', portal })

		test('one is looked at, then links the chat that types it, and tells the owner', async () => {
			await show('right')
			expect(await type(adaInChat, 'right')).toEqual({ account: cast.ada })
			expect(await type(adaInChat, 'right')).toEqual({ account: cast.ada })
			expect(await store.links.accountOf(adaInChat)).toBeUndefined()
			expect(await link(adaInChat, 'right')).toEqual(cast.ada)
			expect(await store.links.accountOf(adaInChat)).toEqual(cast.ada)
			const jobs = await store.jobs.claim({ kinds: ['letter'], count: 9, lease: minute })
			expect(jobs).toMatchObject([{ letter: { purpose: 'linked', account: cast.ada.id } }])
		})

		test('one is good once: not again, not for a second chat', async () => {
			await show('right')
			await link(adaInChat, 'right')
			await store.links.unlink(adaInChat)
			expect(await link(adaInChat, 'right')).toBeUndefined()
			expect(await type(malloryInChat, 'right')).toEqual({ left: 4 })
			expect(await link(malloryInChat, 'right')).toBeUndefined()
		})

		test('one typed by a hundred chats at once links one of them', async () => {
			await show('right')
			const linked = await Promise.all(
				Array.from({ length: 100 }, (_, n) => link({ ...malloryInChat, user: `u${n}` }, 'right')),
			)
			expect(linked.filter(Boolean)).toHaveLength(1)
			expect(await store.links.of(cast.ada.id)).toHaveLength(1)
		})

		test('one is over after its time, and when a newer one is shown', async () => {
			await show('old')
			await show('new')
			expect(await type(adaInChat, 'old')).toEqual({ left: 4 })
			store.clock.advance(10 * minute)
			expect(await type(adaInChat, 'new')).not.toHaveProperty('account')
			expect(await link(adaInChat, 'new')).toBeUndefined()
		})

		test('five wrong ones and a chat is not heard, even with the right one, until ten minutes are over', async () => {
			await show('right')
			const left = []
			for (const wrong of ['a', 'b', 'c', 'd', 'e']) left.push(await type(malloryInChat, wrong))
			expect(left).toEqual([{ left: 4 }, { left: 3 }, { left: 2 }, { left: 1 }, { left: 0 }])
			expect(await type(malloryInChat, 'right')).toEqual({ left: 0 })
			expect(await link(malloryInChat, 'right')).toBeUndefined()
			expect(await type(adaInChat, 'right')).toEqual({ account: cast.ada })
			store.clock.advance(10 * minute)
			await show('newer')
			expect(await type(malloryInChat, 'newer')).toEqual({ account: cast.ada })
		})

		test('of a hundred guesses at once five are looked at', async () => {
			await show('right')
			const guesses = [...Array.from({ length: 99 }, (_, n) => `wrong ${n}`), 'right']
			const tried = await Promise.all(guesses.map(guess => type(malloryInChat, guess)))
			expect(await type(malloryInChat, 'right')).toEqual({ left: 0 })
			const left = tried.flatMap(one => ('left' in one ? [one.left] : []))
			expect(left.filter(one => one > 0).length).toBeLessThanOrEqual(4)
		})

		test('wrong mailed codes at once cost what they do in turn', async () => {
			await mail(malloryInChat, 'mailed')
			const guesses = Array.from({ length: 5 }, (_, n) => `wrong ${n}`)
			await Promise.all(guesses.map(guess => store.links.tryCode(malloryInChat, guess, guess)))
			expect(await store.links.tryCode(malloryInChat, 'mailed', 'no')).toEqual({ left: 0 })
		})

		test('a right one costs a waiting mailed code nothing', async () => {
			await mail(adaInChat, 'mailed')
			await show('right')
			for (let look = 0; look < 9; look += 1) await type(adaInChat, 'right')
			expect(await store.links.tryCode(adaInChat, 'mailed', 'no')).toMatchObject({
				account: { id: cast.carla.id },
			})
		})

		test('one of an account that is disabled links nothing', async () => {
			await show('right')
			await store.accounts.change(cast.ada.id, { disabled: true })
			expect(await type(adaInChat, 'right')).not.toHaveProperty('account')
			expect(await link(adaInChat, 'right')).toBeUndefined()
		})

		test('a mailed code that was used does not come back with another try of its letter', async () => {
			await mail(adaInChat, 'mailed')
			expect(await store.links.link({ identity: adaInChat, name: '', hash: 'mailed' })).toBeDefined()
			await store.links.unlink(adaInChat)
			await mail(adaInChat, 'mailed')
			expect(await store.links.link({ identity: adaInChat, name: '', hash: 'mailed' })).toBeUndefined()
			await mail(adaInChat, 'newer')
			expect(await store.links.link({ identity: adaInChat, name: '', hash: 'newer' })).toBeDefined()
		})

		test('a mailed code joins its owner to the organization of the address', async () => {
			await store.accounts.addDomain(cast.umbra.id, 'elsewhere.example')
			const nina = await store.accounts.add({
				email: 'nina@elsewhere.example',
				firstName: 'N',
				lastName: 'B',
				role: 'user',
			})
			await store.links.issueCode({
				identity: adaInChat,
				account: nina?.id ?? '',
				hash: 'code',
				tries: 5,
				expiresAt: store.clock.now() + minute,
			})
			expect(await store.links.link({ identity: adaInChat, name: '', hash: 'code' })).toMatchObject({
				proved: true,
				organization: { id: cast.umbra.id },
			})
		})
	})
}
