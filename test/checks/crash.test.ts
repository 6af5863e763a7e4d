import { expect, it } from 'vitest'
import { checkCrash } from './crash/check.ts'
import { plans } from './crash/plans.ts'
import { points } from './crash/points.ts'

it('keeps and tells all that was acknowledged, however it is killed', { timeout: 600_000 }, async () => {
	const report = await checkCrash({ ...plans.least, seed: 5 })
	expect(report.breaches).toEqual([])
	for (const point of points) {
		expect(report.kills.filter(at => at === point)).toHaveLength(plans.least.placed / points.length)
	}
	expect(report.acknowledged).toBeGreaterThan(report.acts / 2)
	expect(report.files).toBeGreaterThan(0)
})
