import { expect, it } from 'vitest'
import { checkedTokens } from '../../../adapters/teams/checked.ts'

const minute = 60_000

/** Checks tokens, of which those that begin with `good` are; counts how often it was asked. */
function open() {
	let now = 0
	let asked = 0
	const tokens = checkedTokens<string>(() => now)
	return {
		check: (token: string, until: number) =>
			tokens.of(token, until, async () => {
				asked += 1
				if (!token.startsWith('good')) throw new Error('bad')
				return `${token} is good`
			}),
		goesBy: (time: number) => {
			now += time
		},
		asked: () => asked,
	}
}

it('checks a good token once until it ends', async () => {
	const { check, goesBy, asked } = open()
	for (const passed of [0, minute, 8 * minute]) {
		goesBy(passed)
		expect(await check('good 1', 10 * minute)).toBe('good 1 is good')
	}
	expect(asked()).toBe(1)
	goesBy(minute)
	await check('good 1', 10 * minute)
	expect(asked()).toBe(2)
})

it('checks a token that says it lives for ever again after an hour', async () => {
	const { check, goesBy, asked } = open()
	await check('good 1', Number.MAX_VALUE)
	goesBy(60 * minute)
	await check('good 1', Number.MAX_VALUE)
	expect(asked()).toBe(2)
})

it('checks a bad one, and any other one, each time', async () => {
	const { check, asked } = open()
	await check('good 1', minute)
	await expect(check('bad 1', minute)).rejects.toThrow('bad')
	await expect(check('bad 1', minute)).rejects.toThrow('bad')
	await check('good 1 ', minute)
	expect(asked()).toBe(4)
})

it('forgets the oldest beyond a thousand', async () => {
	const { check, asked } = open()
	for (let index = 0; index <= 1_000; index += 1) await check(`good ${index}`, minute)
	await check('good 1000', minute)
	expect(asked()).toBe(1_001)
	await check('good 0', minute)
	expect(asked()).toBe(1_002)
})
