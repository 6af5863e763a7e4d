import { expect, test } from 'vitest'
import { addressOf } from '../../../adapters/web/address.ts'
import type { List } from '../../../src/commands/command.ts'

const opened = (number: number, back?: List) => addressOf({ do: 'view', number, ...(back && { back }) })

test('each line of a list leads back to the list that it was on', () => {
	const first: List = { scope: 'ccd' }
	const next: List = { scope: 'ccd', cursor: 'later', search: 'a & b' }
	expect(opened(7, first)).toBe('/requests/7?back=scope%3Dccd')
	expect(opened(8, first)).toBe('/requests/8?back=scope%3Dccd')
	expect(opened(7, next)).toBe('/requests/7?back=scope%3Dccd%26search%3Da%2B%2526%2Bb%26cursor%3Dlater')
	expect(opened(7, { scope: 'requested' })).toBe('/requests/7')
	expect(opened(7)).toBe('/requests/7')
})
