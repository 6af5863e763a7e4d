import { expect, test } from 'vitest'
import { leftOut } from './access/clauses.ts'
import { checkPlantable, checkPlanted } from './planted/check.ts'
import { plantings } from './planted/plantings.ts'
import { quick } from './planted/quick.ts'

test('each bug can be planted, and there are thirty; so can each clause be left out', async () => {
	expect(new Set(plantings.map(({ bug }) => bug)).size).toBe(30)
	await checkPlantable([...plantings, ...leftOut])
})

test('bugs are found, and what is none is not', { timeout: 300_000 }, async () => {
	const none = { in: 'src/rules/status.ts', find: 'Who speaks:', put: 'Who has the word:' }
	const found = await checkPlanted([
		...quick,
		{ bug: 'none', edits: [none], tests: ['test/rules/status.test.ts'] },
	])
	expect(found.map(({ bug, breach }) => [bug, breach])).toEqual([
		...quick.map(({ bug }) => [bug, undefined]),
		['none', 'no test has noticed it'],
	])
})

test('a passage that is not there is an error', async () => {
	const rotten = { in: 'src/rules/status.ts', find: 'what nobody has written', put: '' }
	await expect(checkPlantable([{ bug: 'rotten', edits: [rotten], tests: [] }])).rejects.toThrow('0 times')
})
