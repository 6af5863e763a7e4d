import { expect, it } from 'vitest'
import { checkAccounts, shortPlan } from './accounts/check.ts'

it('lets nobody into an account but its owner, nor tells who has one', { timeout: 300_000 }, async () => {
	const { rows, breaches } = await checkAccounts({ ...shortPlan, pairs: 0, atOnce: 20, people: 4 }, undefined)
	expect(breaches).toEqual([])
	expect(rows.every(([, value]) => Number(value) > 0)).toBe(true)
})
