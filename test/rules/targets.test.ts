import { describe, expect, test } from 'vitest'
import { type BusinessHours, dueAfter, targetsFor } from '../../src/rules/targets.ts'

const rome: BusinessHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', timeZone: 'Europe/Rome' }
const always: BusinessHours = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', timeZone: 'UTC' }
const due = (from: string, minutes: number, hours = rome) =>
	new Date(dueAfter(Date.parse(from), minutes, hours)).toISOString()

describe('what is promised', () => {
	test('counts business hours only', () => {
		// A Monday, ten in Rome.
		expect(due('2026-11-23T09:00:00Z', 60)).toBe('2026-11-23T10:00:00.000Z')
		expect(due('2026-11-23T09:00:00Z', 8 * 60)).toBe('2026-11-24T09:00:00.000Z')
		expect(due('2026-11-23T05:00:00Z', 30)).toBe('2026-11-23T08:30:00.000Z')
		expect(due('2026-11-23T16:00:00Z', 30)).toBe('2026-11-24T08:30:00.000Z')
	})

	test('leaves out the weekend', () => {
		// A Friday, half past four in Rome.
		expect(due('2026-11-27T15:30:00Z', 60)).toBe('2026-11-30T08:30:00.000Z')
		expect(due('2026-11-28T12:00:00Z', 60)).toBe('2026-11-30T09:00:00.000Z')
	})

	test('ends with the day when that is what is left', () => {
		expect(due('2026-11-23T08:00:00Z', 8 * 60)).toBe('2026-11-23T16:00:00.000Z')
	})

	test('follows the clocks when they change', () => {
		// Rome's clocks go back in the night to Sunday, 25 October 2026.
		expect(due('2026-10-23T14:00:00Z', 2 * 60)).toBe('2026-10-26T09:00:00.000Z')
	})

	test('runs around the clock where support does', () => {
		expect(due('2026-11-28T12:00:00Z', 36 * 60, always)).toBe('2026-11-30T00:00:00.000Z')
	})

	test('is nothing for a priority without a target', () => {
		const times = { urgent: { answer: 60, solve: 480 } }
		expect(targetsFor(0, 'low', times, always)).toEqual({})
		expect(targetsFor(0, 'urgent', times, always)).toEqual({ answerDue: 3_600_000, solveDue: 28_800_000 })
	})
})
