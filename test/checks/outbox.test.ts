import { expect, it } from 'vitest'
import { checkOutbox } from './outbox/check.ts'
import { shortPlan } from './outbox/plans.ts'

it('tells all that was acknowledged, however often it is killed', { timeout: 300_000 }, async () => {
	const report = await checkOutbox({ ...shortPlan, seed: 5 })
	expect(report.breaches).toEqual([])
	expect(report.kills).toHaveLength(shortPlan.kills)
	expect(report.acknowledged).toBeGreaterThan(shortPlan.changes / 2)
	expect(report.told - report.toldAgain).toBe(report.acknowledged + report.unheardButThere)
})
