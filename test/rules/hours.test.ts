import { describe, expect, test } from 'vitest'
import { nextAt, quietUntil, readHour, writeHour } from '../../src/rules/hours.ts'

const at = (text: string) => Date.parse(text)
const read = (time: number | undefined) => time !== undefined && new Date(time).toISOString()

describe('hours of the day', () => {
	test('are read as people write them', () => {
		expect(['8:05', '08.05', ' 23:59 ', '00:00'].map(readHour)).toEqual([485, 485, 1_439, 0])
		expect(['24:00', '8', '8:5', '08:60', 'x', ''].map(readHour)).toEqual(Array(6).fill(undefined))
		expect(writeHour(485)).toBe('08:05')
	})

	test('come in the zone of the person, tomorrow when they are over', () => {
		expect(read(nextAt('09:00', at('2026-11-23T06:00:00Z'), 'Europe/Rome'))).toBe('2026-11-23T08:00:00.000Z')
		expect(read(nextAt('09:00', at('2026-11-23T08:00:00Z'), 'Europe/Rome'))).toBe('2026-11-24T08:00:00.000Z')
		expect(read(nextAt('09:00', at('2026-11-23T23:30:00Z'), 'Asia/Kolkata'))).toBe('2026-11-24T03:30:00.000Z')
	})

	test('follow the clocks when they change', () => {
		// Rome, 2026: forward on 29 March at 2, back on 25 October at 3.
		expect(read(nextAt('09:00', at('2026-03-28T12:00:00Z'), 'Europe/Rome'))).toBe('2026-03-29T07:00:00.000Z')
		expect(read(nextAt('09:00', at('2026-10-24T12:00:00Z'), 'Europe/Rome'))).toBe('2026-10-25T08:00:00.000Z')
		// Half past two is skipped.
		expect(read(nextAt('02:30', at('2026-03-28T12:00:00Z'), 'Europe/Rome'))).toBe('2026-03-29T01:30:00.000Z')
	})
})

describe('quiet hours', () => {
	const night = { from: '18:30', to: '08:00' }

	test('last until their end, over midnight too', () => {
		expect(read(quietUntil(night, at('2026-11-23T17:30:00Z'), 'Europe/Rome'))).toBe(
			'2026-11-24T07:00:00.000Z',
		)
		expect(read(quietUntil(night, at('2026-11-24T06:59:00Z'), 'Europe/Rome'))).toBe(
			'2026-11-24T07:00:00.000Z',
		)
		expect(quietUntil(night, at('2026-11-24T07:00:00Z'), 'Europe/Rome')).toBeUndefined()
		expect(quietUntil(night, at('2026-11-23T17:29:59Z'), 'Europe/Rome')).toBeUndefined()
		expect(read(quietUntil({ from: '12:00', to: '14:00' }, at('2026-11-23T12:00:00Z'), 'Europe/Rome'))).toBe(
			'2026-11-23T13:00:00.000Z',
		)
	})

	test('are none without them, and none from an hour to the same', () => {
		expect(quietUntil(undefined, at('2026-11-23T17:30:00Z'), 'UTC')).toBeUndefined()
		expect(quietUntil({ from: '08:00', to: '08:00' }, at('2026-11-23T08:00:00Z'), 'UTC')).toBeUndefined()
	})
})
