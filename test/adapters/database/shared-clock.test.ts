import { expect, test } from 'vitest'
import { sharedClock } from '../../../adapters/database/shared-clock.ts'
import { movableClock } from '../../contracts/store.ts'

const hour = 60 * 60_000
const of = (machine: { now(): number }) => {
	const clock = sharedClock(machine)
	/** @param took how long the answer was on its way, all of it after the look */
	const follow = (other: { now(): number }, took?: () => void) =>
		clock.follow(async () => {
			const there = other.now()
			took?.()
			return there
		})
	return { clock, follow }
}

test('a clock that is off goes by the other one, and by its machine again once that is right', async () => {
	const right = movableClock()
	const machine = movableClock(right.now() - hour)
	const { clock, follow } = of(machine)
	expect(await follow(right)).toBe(right.now())
	expect(clock.now()).toBe(right.now())
	expect(clock.ahead()).toBe(hour)
	machine.advance(hour)
	await follow(right)
	expect(clock.now()).toBe(right.now())
	expect(clock.ahead()).toBe(0)
})

test('one that is hardly off is left alone', async () => {
	const machine = movableClock()
	const { clock, follow } = of(machine)
	await follow(movableClock(machine.now() + 900))
	expect(clock.ahead()).toBe(0)
	await follow(movableClock(machine.now() - 900))
	expect(clock.ahead()).toBe(0)
})

test('an answer that took long moves it no further than is certain to be better', async () => {
	const machine = movableClock()
	const { clock, follow } = of(machine)
	await follow(movableClock(machine.now()), () => machine.advance(20_000))
	expect(clock.ahead()).toBe(0)
	await follow(movableClock(machine.now() + hour), () => machine.advance(20_000))
	expect(clock.ahead()).toBe(hour - 10_000)
	await follow(movableClock(machine.now() + hour))
	expect(clock.ahead()).toBe(hour)
})
