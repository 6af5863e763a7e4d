import { expect, test } from 'vitest'
import { sooner, type Wait } from '../../src/notices/outcome.ts'

const wait = (at: number, why: string, failed: boolean): Wait => ({ at, why, failed })

test('two waits end with the sooner, and what has failed is known to have', () => {
	const unheard = wait(20, 'unheard', true)
	expect(sooner(unheard, undefined)).toEqual(unheard)
	expect(sooner(undefined, unheard)).toEqual(unheard)
	expect(sooner(unheard, wait(10, 'busy', false))).toEqual({ ...unheard, at: 10 })
	expect(sooner(wait(10, 'busy', false), unheard)).toEqual({ ...unheard, at: 10 })
	expect(sooner(unheard, wait(10, 'refused', true))).toEqual({ ...unheard, at: 10 })
	expect(sooner(wait(30, 'quiet', false), wait(10, 'busy', false))).toMatchObject({ at: 10, failed: false })
})
