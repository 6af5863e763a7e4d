import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { SavedAnswer } from '../../src/ports/answers.ts'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

/** What every store of saved answers does. */
export function describeAnswers(name: string, makeStore: MakeStore): void {
	describe(`saved answers in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		const save = (by: Account, answer: { id?: string; name: string; text: string; once?: string }) =>
			store.answers.save({ by: by.id, via: 'test', ...answer })
		const saved = async (answer: { id?: string; name: string; text: string; once?: string }) =>
			(await save(cast.diego, answer)) as SavedAnswer
		const remove = (by: Account, id: string) => store.answers.remove({ by: by.id, via: 'test', id })

		test('agents keep them, all see them by name, and change or remove any', async () => {
			const toner = await saved({ name: 'toner', text: 'Dear {name}' })
			const restart = await saved({ name: 'Restart', text: 'Again' })
			expect(await store.answers.all()).toEqual([restart, toner])
			expect(await store.answers.find(toner.id)).toEqual({ id: toner.id, name: 'toner', text: 'Dear {name}' })
			const changed = await saved({ id: toner.id, name: 'Drum', text: 'Hi' })
			expect(changed).toEqual({ id: toner.id, name: 'Drum', text: 'Hi' })
			expect(await store.answers.all()).toEqual([changed, restart])
			expect(await remove(cast.diego, toner.id)).toBe('removed')
			expect(await remove(cast.diego, toner.id)).toBe('none')
			expect(await store.answers.find(toner.id)).toBeUndefined()
			expect(await store.answers.find('x')).toBeUndefined()
		})

		test('a name is used once, whatever its case, also at the same instant', async () => {
			const toner = await saved({ name: 'Tönér', text: 'a' })
			expect(await save(cast.diego, { name: 'tÖNÉR', text: 'b' })).toBe('taken')
			const other = await saved({ name: 'Other', text: 'c' })
			expect(await save(cast.diego, { id: other.id, name: 'TÖNÉR', text: 'c' })).toBe('taken')
			expect(await save(cast.diego, { id: toner.id, name: 'TÖNÉR', text: 'd' })).toMatchObject({ text: 'd' })
			const both = await Promise.all(['x', 'X'].map(name => save(cast.diego, { name, text: '' })))
			expect(both.filter(result => result === 'taken')).toHaveLength(1)
			const many: SavedAnswer[] = []
			for (let i = 0; i < 8; i += 1) many.push(await saved({ name: `n${i}`, text: '' }))
			const renamed = await Promise.all(
				many.map(({ id }) => save(cast.diego, { id, name: 'Same', text: '' })),
			)
			expect(renamed.filter(result => result === 'taken')).toHaveLength(7)
		})

		test('what was removed meanwhile is not made anew', async () => {
			const { id } = await saved({ name: 'a', text: 'b' })
			await remove(cast.diego, id)
			expect(await save(cast.diego, { id, name: 'a', text: 'c' })).toBe('gone')
			expect(await save(cast.diego, { id: 'x', name: 'a', text: 'c' })).toBe('gone')
			expect(await store.answers.all()).toEqual([])
		})

		test('nobody else manages them, and no agent who no longer is', async () => {
			const { id } = await saved({ name: 'a', text: 'b' })
			const forbidden = async (by: Account) => {
				expect(await save(by, { name: 'c', text: 'd' })).toBe('forbidden')
				expect(await save(by, { id, name: 'a', text: 'd' })).toBe('forbidden')
				expect(await remove(by, id)).toBe('forbidden')
			}
			await forbidden(cast.ada)
			await store.accounts.change(cast.diego.id, { role: 'user' })
			await forbidden(cast.diego)
			await store.accounts.change(cast.diego.id, { role: 'agent', disabled: true })
			await forbidden(cast.diego)
			expect(await store.answers.all()).toEqual([{ id, name: 'a', text: 'b' }])
		})

		test('saved twice by the same message, it is one', async () => {
			const first = await saved({ name: 'a', text: 'b', once: 'm' })
			expect(await saved({ name: 'a', text: 'b', once: 'm' })).toEqual(first)
			expect(await store.answers.all()).toEqual([first])
		})
	})
}
