import { expect, it } from 'vitest'
import { checkFuzz, surfaces } from './fuzz/check.ts'
import { shortPlan } from './fuzz/plans.ts'

it('answers whatever is sent to it, and lives', { timeout: 300_000 }, async () => {
	const report = await checkFuzz({ ...shortPlan, seed: 5 })
	expect(report.breaches).toEqual([])
	expect(surfaces.map(surface => report.tallies[surface].sent)).toEqual([250, 250, 250, 100])
})
