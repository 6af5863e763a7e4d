import { describe, expect, test } from 'vitest'
import { promiseMark, promisesShown } from '../../src/features/promises.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { targetWarning } from '../../src/rules/limits.ts'
import { formatOf } from '../../src/words/format.ts'
import { wordsOf } from '../../src/words/index.ts'

const reader = { say: wordsOf('en'), format: formatOf('en', 'Europe/Rome') }
const due = Date.UTC(2026, 10, 3, 13, 5)
const at = (targets: Ticket['targets'], status: Ticket['status'] = 'open') => ({ status, targets })

describe('a promise', () => {
	test.each<[string, ReturnType<typeof at>, number, string | undefined]>([
		['far off', at({ answerDue: due }), due - targetWarning - 1, undefined],
		['near', at({ answerDue: due }), due - targetWarning, 'first answer due 14:05'],
		['missed', at({ answerDue: due }), due, 'first answer missed'],
		['kept', at({ answerDue: due, answeredAt: due - 1 }), due, undefined],
		['of the solution, near', at({ solveDue: due }), due - 1, 'to be solved by 14:05'],
		['of the solution, missed', at({ solveDue: due }), due + 1, 'solution missed'],
		[
			'that is missed before one that is near',
			at({ answerDue: due, solveDue: due - 9 }),
			due - 5,
			'solution missed',
		],
		['of what is solved', at({ answerDue: due, solveDue: due }, 'solved'), due + 1, undefined],
		['of what is closed', at({ solveDue: due }, 'closed'), due + 1, undefined],
		['never made', at({}), due, undefined],
	])('%s', (_, ticket, now, mark) => {
		expect(promiseMark(reader, ticket, now)).toBe(mark)
	})

	test('is shown with its date, and that it is missed', () => {
		const ticket = at({ answerDue: due, solveDue: due + 60_000 })
		expect(promisesShown(reader, ticket, due)).toEqual({
			answer: '3 Nov 2026, 14:05, missed',
			solve: '3 Nov 2026, 14:06',
		})
		expect(promisesShown(reader, at({ answerDue: due }, 'solved'), due)).toEqual({
			answer: undefined,
			solve: undefined,
		})
	})
})
