import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const minute = 60_000
const hour = 60 * minute

/** What every store does when someone asks for a letter: it queues it, or drops it without a word. */
export function describeAsking(name: string, makeStore: MakeStore): void {
	describe(`asking for letters in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		const letters = async () => {
			const jobs = await store.jobs.claim({ kinds: ['letter'], count: 99, lease: minute })
			await Promise.all(jobs.map(job => store.jobs.done(job)))
			return jobs.map(job => (job.kind === 'letter' ? job.letter : undefined))
		}
		const signUp = (email: string, more: { readonly once?: string; readonly from?: string } = {}) =>
			store.signIns.ask({
				purpose: 'sign-up',
				email,
				firstName: 'Nina',
				lastName: 'Blu',
				locale: 'it',
				...more,
			})
		const reset = (email: string) => store.signIns.ask({ purpose: 'reset', email, locale: 'en' })

		test('queues what the letter needs, and the same request twice once', async () => {
			await signUp('nina@acme.example', { once: 'a' })
			await signUp('nina@acme.example', { once: 'a' })
			expect(await letters()).toEqual([
				{
					purpose: 'sign-up',
					email: 'nina@acme.example',
					firstName: 'Nina',
					lastName: 'Blu',
					locale: 'it',
				},
			])
		})

		test('one letter to a mailbox in 15 minutes, whatever it is for; the rest is dropped without a word', async () => {
			await signUp('ada@acme.example')
			await reset('ada@acme.example')
			await reset('ada+again@acme.example')
			expect(await letters()).toHaveLength(1)
			await reset('ben@elsewhere.example')
			expect(await letters()).toHaveLength(1)
			store.clock.advance(15 * minute)
			await reset('ada@acme.example')
			expect(await letters()).toHaveLength(1)
		})

		test('dropped, then allowed, with the same key: only what sent a letter is kept', async () => {
			await reset('nina@acme.example')
			await signUp('nina@acme.example', { once: 'a' })
			expect(await letters()).toHaveLength(1)
			store.clock.advance(15 * minute)
			await signUp('nina@acme.example', { once: 'a' })
			store.clock.advance(15 * minute)
			await signUp('nina@acme.example', { once: 'a' })
			expect(await letters()).toHaveLength(1)
		})

		test('three in any 24 hours, not more around midnight', async () => {
			const sent: number[] = []
			for (let quarter = 0; quarter < 3 * 96; quarter += 1) {
				await reset('ada@acme.example')
				if ((await letters()).length > 0) sent.push(store.clock.now())
				store.clock.advance(15 * minute)
			}
			expect(sent).toHaveLength(9)
			for (const [index, at] of sent.entries()) {
				expect(at - (sent[index - 3] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(24 * hour)
			}
		})

		test('two of the three for one asker, who then does not keep the owner from the third', async () => {
			const mallory = { from: 'slack:T1:UMAL' }
			const sent: number[] = []
			for (let quarter = 0; quarter < 48; quarter += 1) {
				await signUp('ada@acme.example', mallory)
				await signUp('ada@acme.example', mallory)
				if ((await letters()).length > 0) sent.push(quarter)
				store.clock.advance(15 * minute)
			}
			expect(sent).toEqual([0, 1])
			await signUp('ada@acme.example', mallory)
			await signUp('ada+1@acme.example', mallory)
			await signUp('ada@acme.example', { from: '198.51.100.7' })
			expect(await letters()).toHaveLength(1)
			store.clock.advance(12 * hour)
			await signUp('ada@acme.example', mallory)
			expect(await letters()).toHaveLength(1)
		})

		test('a hundred at once are one letter', async () => {
			await Promise.all(Array.from({ length: 100 }, () => reset('ada@acme.example')))
			expect(await letters()).toHaveLength(1)
		})

		test('someone who asks for letters to many mailboxes is soon not heard any more', async () => {
			for (let index = 0; index < 30; index += 1) {
				await signUp(`victim${index}@umbra.example`, { from: 'slack:T1:UMAL' })
			}
			expect(await letters()).toHaveLength(20)
		})

		describe('and other letters to who has proved nothing', () => {
			const may = (email: string, by?: string) => store.notices.mayWriteTo(email, by)

			test('take from the same mailbox, in both directions', async () => {
				expect(await may('nina@acme.example', cast.ada.id)).toBe(true)
				expect(await may('nina@acme.example', cast.ben.id)).toBe(false)
				expect(await may('nina+x@acme.example', undefined)).toBe(false)
				await signUp('nina@acme.example')
				expect(await letters()).toEqual([])
				store.clock.advance(15 * minute)
				await signUp('nina@acme.example')
				expect(await letters()).toHaveLength(1)
				expect(await may('nina@acme.example', cast.ada.id)).toBe(false)
				store.clock.advance(15 * minute)
				expect(await may('nina@acme.example', undefined)).toBe(true)
				store.clock.advance(15 * minute)
				expect(await may('nina@acme.example', cast.ben.id)).toBe(false)
				store.clock.advance(24 * hour)
				expect(await may('nina@acme.example', cast.ben.id)).toBe(true)
			})

			test('two of the three for what one person does', async () => {
				for (const expected of [true, true, false]) {
					expect(await may('nina@acme.example', cast.mallory.id)).toBe(expected)
					store.clock.advance(15 * minute)
				}
				expect(await may('nina@acme.example', cast.ada.id)).toBe(true)
			})

			test('so many in an hour for what one person does, whomever they go to', async () => {
				const allowed: boolean[] = []
				for (let index = 0; index < 30; index += 1) {
					allowed.push(await may(`victim${index}@umbra.example`, cast.mallory.id))
				}
				expect(allowed).toEqual(Array.from({ length: 30 }, (_, index) => index < 20))
				expect(await may('victim29@umbra.example', cast.ada.id)).toBe(true)
				expect(await may('victim28@umbra.example', undefined)).toBe(true)
				store.clock.advance(hour)
				expect(await may('victim27@umbra.example', cast.mallory.id)).toBe(true)
			})

			test('several at once are one letter', async () => {
				const asked = await Promise.all([1, 2, 3, 4].map(() => may('nina@acme.example', cast.ada.id)))
				expect(asked.filter(Boolean)).toHaveLength(1)
			})
		})

		test('an invitation is queued for an account', async () => {
			await store.signIns.invite(cast.ben.id)
			expect(await letters()).toEqual([{ purpose: 'invite', account: cast.ben.id }])
		})
	})
}
