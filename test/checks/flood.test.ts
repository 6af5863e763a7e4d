import { expect, it } from 'vitest'
import { checkFlood } from './flood/check.ts'
import { shortPlan } from './flood/plans.ts'

it('answers commands beside a flood, and bombs no mailbox', { timeout: 300_000 }, async () => {
	const found = await checkFlood({ ...shortPlan, signIns: 100, seconds: 2, passwordCost: 10 })
	expect(found.breaches).toEqual([])
	expect(found.acknowledged).toHaveLength(40)
	// Without a flood that fills the room, that people get in says nothing.
	expect(found.signIns[503]).toBeGreaterThan(0)
	expect(found.known).toEqual({ 303: 2 })
	expect(found.mails).toBeLessThanOrEqual(3)
})
