import { expect, it } from 'vitest'
import { checkEgress } from './egress/check.ts'

it('reaches nobody but whom it should, whatever address it is given', async () => {
	const { breaches, ways } = await checkEgress()
	expect(breaches).toEqual([])
	expect(ways.map(({ tried }) => tried)).toEqual([120, 120, 120, 80, 80, 120])
})
