import { describe, expect, test } from 'vitest'
import { statuses } from '../../src/domain/ticket.ts'
import {
	afterAssignment,
	afterComment,
	consequenceOfComment,
	maySet,
	settableStatuses,
} from '../../src/rules/status.ts'

/** The status after a public comment: by a customer, by an agent, and by an agent who sets one as well. */
const comments = `
from    | customer  agent     +open     +pending  +hold     +solved   +closed
new     | new       open      open      pending   hold      solved    closed
open    | open      open      open      pending   hold      solved    closed
pending | open      pending   open      pending   hold      solved    closed
hold    | open      hold      open      pending   hold      solved    closed
solved  | open      solved    open      pending   hold      solved    closed
closed  | follow-up follow-up follow-up follow-up follow-up follow-up follow-up
`

/** Which status may be set by hand. */
const sets = `
from    | new open pending hold solved closed
new     | no  yes  yes     yes  yes    yes
open    | no  no   yes     yes  yes    yes
pending | no  yes  no      yes  yes    yes
hold    | no  yes  yes     no   yes    yes
solved  | no  yes  yes     yes  no     yes
closed  | no  no   no      no   no     no
`

function read(table: string) {
	const [head = '', ...lines] = table.trim().split('\n')
	const cells = (line: string) => line.split('|')[1]?.trim().split(/\s+/) ?? []
	return {
		columns: cells(head),
		rows: lines.map((line, index) => ({ from: statuses[index] ?? 'new', line, cells: cells(line) })),
	}
}

describe('a public comment', () => {
	const { columns, rows } = read(comments)
	test.each(rows)('$line', ({ from, line, cells }) => {
		expect(line.startsWith(from)).toBe(true)
		expect(columns).toEqual(['customer', 'agent', ...settableStatuses.map(status => `+${status}`)])
		expect([
			afterComment(from, 'customer'),
			afterComment(from, 'agent'),
			...settableStatuses.map(chosen => afterComment(from, 'agent', chosen)),
		]).toEqual(cells)
	})

	test('a customer sets no status with it, whatever was asked', () => {
		for (const { from, cells } of rows) {
			for (const chosen of settableStatuses) expect(afterComment(from, 'customer', chosen)).toBe(cells[0])
		}
	})

	test('what it causes is told exactly when it causes something to be told', () => {
		expect(statuses.map(status => consequenceOfComment(status, 'customer'))).toEqual([
			undefined,
			undefined,
			undefined,
			undefined,
			'reopens',
			'follow-up',
		])
		expect(statuses.map(status => consequenceOfComment(status, 'agent'))).toEqual([
			undefined,
			undefined,
			undefined,
			undefined,
			undefined,
			'follow-up',
		])
	})
})

describe('setting a status by hand', () => {
	const { columns, rows } = read(sets)
	test.each(rows)('$line', ({ from, line, cells }) => {
		expect(line.startsWith(from)).toBe(true)
		expect(columns).toEqual([...statuses])
		expect(statuses.map(to => (maySet(from, to) ? 'yes' : 'no'))).toEqual(cells)
	})
})

test('assigning opens what is new and leaves the rest', () => {
	expect(statuses.map(afterAssignment)).toEqual(['open', 'open', 'pending', 'hold', 'solved', 'closed'])
})
