import { expect, test } from 'vitest'
import { gathered } from '../../../adapters/database/gathered.ts'

/** Work that notes what it was given at once, and fails for what is negative. */
function noted() {
	const given: (readonly number[])[] = []
	const one = gathered(async (all: readonly number[]) => {
		given.push(all)
		await new Promise(resolve => setImmediate(resolve))
		if (all.some(number => number < 0)) throw new Error(`not ${all.join(', ')}`)
		return all.map(number => number * 10)
	})
	return { given, one }
}

test('what is asked for at once, and while it is done, is done together, and each gets its own', async () => {
	const { given, one } = noted()
	const first = [one(1), one(2)]
	await new Promise(resolve => setImmediate(resolve))
	const second = [one(3), one(4), one(5)]
	expect(await Promise.all([...first, ...second])).toEqual([10, 20, 30, 40, 50])
	expect(given).toEqual([
		[1, 2],
		[3, 4, 5],
	])
	expect(await one(6)).toBe(60)
})

test('what cannot be done spoils nothing that is done beside it', async () => {
	const { given, one } = noted()
	const done = await Promise.allSettled([one(1), one(-2), one(3)])
	expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
	expect(done[1]).toMatchObject({ reason: { message: 'not -2' } })
	expect(given).toEqual([[1, -2, 3], [1], [-2], [3]])
})

test('very many are done in several parts', async () => {
	const { given, one } = noted()
	await Promise.all(Array.from({ length: 150 }, (_, index) => one(index)))
	expect(given.map(all => all.length)).toEqual([64, 64, 22])
})
