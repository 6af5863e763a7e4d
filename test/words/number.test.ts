import { expect, test } from 'vitest'
import { lately } from '../../src/words/lately.ts'
import { formIn, numberIn } from '../../src/words/number.ts'

test('numbers read as each language writes them, each time they are said', () => {
	for (let time = 0; time < 2; time += 1) {
		expect([-0, 0, 999, 12_345].map(numberIn('en'))).toEqual(['0', '0', '999', '12,345'])
		expect([-0, 0, 999, 12_345].map(numberIn('it'))).toEqual(['0', '0', '999', '12.345'])
		expect([0, 1, 2].map(formIn.cardinal('en'))).toEqual(['other', 'one', 'other'])
		expect([1, 2, 3].map(formIn.ordinal('en'))).toEqual(['one', 'two', 'few'])
		expect([1, 8].map(formIn.ordinal('it'))).toEqual(['other', 'many'])
	}
})

test('only so many are remembered, and what is forgotten is made again', () => {
	const made: string[] = []
	const doubled = lately(2, (text: string) => {
		made.push(text)
		return text + text
	})
	expect(['a', 'b', 'a', 'b', 'c', 'a', 'c'].map(doubled)).toEqual(['aa', 'bb', 'aa', 'bb', 'cc', 'aa', 'cc'])
	expect(made).toEqual(['a', 'b', 'c', 'a'])
})
