import { expect, it } from 'vitest'
import { createReplays } from '../../../adapters/slack/replays.ts'
import { movableClock } from '../../contracts/store.ts'

it('knows a signature for as long as it is good, and no longer', () => {
	const clock = movableClock()
	const replays = createReplays(clock)
	expect(replays.first('a')).toBe(true)
	clock.advance(599_000)
	expect(replays.first('a')).toBe(false)
	clock.advance(1_000)
	expect(replays.first('a')).toBe(true)
})

it('lets what failed come again', () => {
	const replays = createReplays(movableClock())
	replays.first('a')
	replays.forget('a')
	expect(replays.first('a')).toBe(true)
})

it('forgets the oldest when there are too many', () => {
	const replays = createReplays(movableClock())
	for (let index = 0; index <= 100_000; index++) replays.first(String(index))
	expect(replays.first('100000')).toBe(false)
	expect(replays.first('1')).toBe(false)
	expect(replays.first('0')).toBe(true)
})
