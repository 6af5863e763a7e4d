import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createReplays } from '../../../adapters/slack/replays.ts'
import { movableClock } from '../../contracts/store.ts'

const signed = (what: unknown) => `v0=${createHash('sha256').update(String(what)).digest('hex')}`

it('knows a signature for as long as it is good, and not for ever', () => {
	const clock = movableClock()
	const replays = createReplays(clock)
	clock.advance(599_000)
	expect(replays.first(signed('a'))).toBe(true)
	clock.advance(599_000)
	expect(replays.first(signed('b'))).toBe(true)
	expect(replays.first(signed('a'))).toBe(false)
	clock.advance(601_000)
	expect(replays.first(signed('a'))).toBe(true)
})

it('lets what failed come again', () => {
	const replays = createReplays(movableClock())
	replays.first(signed('a'))
	replays.forget(signed('a'))
	expect(replays.first(signed('a'))).toBe(true)
})

it('forgets the older ones when there are too many', () => {
	const replays = createReplays(movableClock())
	for (let index = 0; index <= 200_000; index++) expect(replays.first(signed(index))).toBe(true)
	expect(replays.first(signed(200_000))).toBe(false)
	expect(replays.first(signed(100_000))).toBe(false)
	expect(replays.first(signed(0))).toBe(true)
})
