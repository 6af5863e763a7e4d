import { describe, expect, test } from 'vitest'
import * as rules from '../../src/rules/access.ts'
import { answered, assertFacts, assertFilter, columns, names, rows } from './access-table.ts'

test('the table has a column for each operation and a line for each person', () => {
	expect(columns).toEqual([...rules.operations])
	expect(rows.map(row => row.name)).toEqual(names)
})

describe('who may do what', () => {
	test.each(rows)('$name', ({ name, answers }) => {
		expect(answered(rules, name)).toEqual(answers)
	})
})

test('the filter for a query lets through exactly what one may see, and who may not see may do nothing', () => {
	assertFilter(rules, 5_000)
})

test('what of a ticket and of an account counts', () => {
	assertFacts(rules)
})
