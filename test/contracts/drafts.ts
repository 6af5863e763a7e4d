import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Draft } from '../../src/ports/drafts.ts'
import type { MakeStore, TestStore } from './store.ts'

const day = 24 * 60 * 60_000

/** What every store of drafts does. */
export function describeDrafts(name: string, makeStore: MakeStore): void {
	describe(`drafts in ${name}`, () => {
		let store: TestStore
		beforeEach(async () => {
			store = await makeStore()
		})
		afterEach(() => store.close())

		const ada = { platform: 'slack', space: 'T1', user: 'UADA' }
		const mallory = { ...ada, user: 'UMAL' }
		const draft: Draft = {
			text: 'The printer \u{1f525}',
			files: [{ name: 'a.png', size: 3, type: 'image/png', at: 'platform', platform: 'slack', source: 'F1' }],
			link: 'https://example.slack.com/archives/C1/p1',
		}

		test('a draft is its owner’s until it is dropped', async () => {
			const id = await store.drafts.keep(ada, draft)
			expect(await store.drafts.find(ada, id)).toEqual(draft)
			expect(await store.drafts.find(mallory, id)).toBeUndefined()
			await store.drafts.drop(mallory, id)
			expect(await store.drafts.find(ada, id)).toEqual(draft)
			await store.drafts.drop(ada, id)
			expect(await store.drafts.find(ada, id)).toBeUndefined()
		})

		test('it lives a day', async () => {
			const id = await store.drafts.keep(ada, draft)
			store.clock.advance(day - 1)
			expect(await store.drafts.find(ada, id)).toEqual(draft)
			store.clock.advance(1)
			expect(await store.drafts.find(ada, id)).toBeUndefined()
		})

		test('the same message makes one draft of the same person, also at the same instant', async () => {
			const [a, b] = await Promise.all([
				store.drafts.keep(ada, draft, 'e1'),
				store.drafts.keep(ada, { ...draft, text: 'Other' }, 'e1'),
			])
			expect(a).toBe(b)
			expect(await store.drafts.keep(mallory, draft, 'e1')).not.toBe(a)
			expect(await store.drafts.keep(ada, draft, 'e2')).not.toBe(a)
			expect(await store.drafts.keep(ada, draft)).not.toBe(await store.drafts.keep(ada, draft))
		})
	})
}
