import { describe, expect, it } from 'vitest'
import { newPostgresDatabase } from '../adapters/database/stores.ts'
import { checkCrash } from './crash/check.ts'
import { plans } from './crash/plans.ts'
import { points } from './crash/points.ts'

describe.each([
	{ name: 'SQLite', plan: plans.least, open: () => Promise.resolve({}) },
	{
		name: 'PostgreSQL',
		plan: plans.leastOnPostgres,
		open: async () => ({ databaseUrl: await newPostgresDatabase('empty') }),
	},
])('on $name the service', ({ plan, open }) => {
	it('keeps and tells all that was acknowledged, however it is killed', { timeout: 600_000 }, async () => {
		const report = await checkCrash({ ...plan, ...(await open()), seed: 5 })
		expect(report.breaches).toEqual([])
		for (const point of points) {
			expect(report.kills.filter(at => at === point)).toHaveLength(plan.placed / points.length)
		}
		expect(report.acknowledged).toBe(report.acts)
		expect(report.told).toBeGreaterThan(0)
		expect(report.files).toBeGreaterThan(0)
	})
})
