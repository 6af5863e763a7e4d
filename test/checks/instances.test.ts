import { expect, inject, it } from 'vitest'
import { checkInstances } from './instances/check.ts'
import { plans } from './instances/plans.ts'

it('answers everything, and loses and repeats nothing, while instances come and go', {
	timeout: 300_000,
}, async () => {
	const made = await fetch(`${inject('postgres')}/empty`, { method: 'POST' })
	const report = await checkInstances({ ...plans.least, seed: 7, databaseUrl: await made.text() })
	expect(report.breaches).toEqual([])
	expect(report.requests).toMatchObject({ failed: 0, refused: 0, cutOff: 0 })
	expect(report.stops).toHaveLength(3)
	expect(report.news.told).toBeGreaterThan(report.news.inTeams)
	expect(report.news.inTeams).toBeGreaterThan(0)
	for (const kind of ['open', 'reply', 'form', 'thread', 'answer', 'open in Teams', 'reply in Teams'])
		expect(report.kept[kind]?.acknowledged ?? 0, kind).toBeGreaterThan(0)
})
