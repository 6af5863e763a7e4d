import { expect, test } from 'vitest'
import { formatOf } from '../../src/words/format.ts'

const at = Date.UTC(2026, 10, 3, 13, 5)

test('times are in the person’s zone, and say which it is where none is known', () => {
	expect(formatOf('en', 'Europe/Rome').moment(at)).toBe('3 Nov 2026, 14:05')
	expect(formatOf('it', 'Europe/Rome').moment(at)).toBe('3 nov 2026, 14:05')
	expect(formatOf('en', 'UTC').moment(at)).toBe('3 Nov 2026, 13:05')
	for (const unknown of [undefined, '', 'Mars/Base']) {
		expect(formatOf('en', unknown).moment(at)).toBe('3 Nov 2026, 13:05 UTC')
		expect(formatOf('it', unknown).moment(at)).toBe('3 nov 2026, 13:05 UTC')
		expect(formatOf('en', unknown).day(at)).toBe('3 Nov 2026')
	}
})
