import { expect, it } from 'vitest'
import { checkAccess, shortPlan } from './access/check.ts'

it('tells nobody of what is not theirs, and would notice other rules', { timeout: 300_000 }, async () => {
	const { rows, breaches } = await checkAccess(shortPlan)
	expect(breaches).toEqual([])
	expect(rows.every(([, value]) => Number(value) > 0)).toBe(true)
})
