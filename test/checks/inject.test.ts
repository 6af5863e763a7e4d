import { expect, it } from 'vitest'
import { checkInject } from './inject/check.ts'
import { shortPlan } from './inject/plans.ts'

it('shows what people type as it was typed, and nothing of it does anything', {
	timeout: 300_000,
}, async () => {
	const { breaches, sinks, texts } = await checkInject({ ...shortPlan, seed: 5 })
	expect(breaches).toEqual([])
	expect(texts * sinks.length).toBeGreaterThan(3_000)
})
