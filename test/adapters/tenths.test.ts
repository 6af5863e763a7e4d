import { expect, it } from 'vitest'
import { byTenths } from '../../adapters/tenths.ts'

it('tells as it begins and once with each tenth', () => {
	const told: (readonly number[])[] = []
	const tell = byTenths((...progress) => told.push(progress))
	for (let done = 0; done <= 1_000; done += 4) tell(done, 1_000)
	expect(told).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000].map(done => [done, 1_000]))
})
