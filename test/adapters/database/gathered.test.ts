import { expect, test } from 'vitest'
import { gathered, together } from '../../../adapters/database/gathered.ts'
import { Outage } from '../../../src/ports/outside.ts'

/** Work that notes what it was given at once, and fails for what is negative. */
function noted(how = gathered<number, number>) {
	const given: (readonly number[])[] = []
	const one = how(async all => {
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

test('what is read in one turn of the loop is read together, and waits for nothing that is being read', async () => {
	const given: (readonly number[])[] = []
	let answer = () => {}
	const answered = new Promise<void>(resolve => {
		answer = resolve
	})
	const one = together(async (all: readonly number[]) => {
		given.push(all)
		if (all.includes(1)) await answered
		return all.map(number => number * 10)
	})
	const first = Promise.all([one(1), one(2)])
	await new Promise(resolve => setImmediate(resolve))
	expect(await Promise.all([one(3), one(4)])).toEqual([30, 40])
	answer()
	expect(await first).toEqual([10, 20])
	expect(given).toEqual([
		[1, 2],
		[3, 4],
	])
})

test('what cannot be read spoils nothing that is read beside it', async () => {
	const { given, one } = noted(together)
	const done = await Promise.allSettled([one(1), one(-2), one(3)])
	expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
	expect(given).toEqual([[1, -2, 3], [1], [-2], [3]])
})

test('in an outage all who asked together hear of it, once, and nobody after them', async () => {
	let out = true
	const given: (readonly number[])[] = []
	const one = together(async (all: readonly number[]) => {
		given.push(all)
		if (out) throw new Outage('lost')
		return all
	})
	const done = await Promise.allSettled([one(1), one(2)])
	expect(done.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
	out = false
	expect(await one(3)).toBe(3)
	expect(given).toEqual([[1, 2], [3]])
})
