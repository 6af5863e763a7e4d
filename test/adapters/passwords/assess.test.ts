import { afterAll, expect, test } from 'vitest'
import { openPasswords } from '../../../adapters/passwords/open.ts'
import type { PasswordFault } from '../../../src/ports/outside.ts'

const passwords = openPasswords({ pepper: new Uint8Array(32), cost: 4, threads: 1 })
afterAll(() => passwords.close())

const context = ['Ada', 'Rossi', 'ada.rossi@acme.example', 'Acme', 'Sportello']

const refused: readonly (readonly [string, PasswordFault])[] = [
	['', 'short'],
	['zq8Kw!pL2', 'short'],
	['🐐🐐🐐🐐🐐🐐🐐🐐🐐', 'short'],
	['e\u0301'.repeat(9), 'short'],
	['zq8Kw!pL2'.repeat(120), 'long'],
	['password123', 'common'],
	['Passw0rd!!', 'common'],
	['iloveyou12', 'common'],
	['adarossi1990', 'context'],
	['AdaRossi!!', 'context'],
	['@d4R0ss1!1990', 'context'],
	['Sportello1', 'context'],
	['acme-acme-acme', 'context'],
	['Canadà Rossì', 'context'],
	['issoradaissor', 'context'],
	['aaaaaaaaaaaa', 'repeated'],
	['abcabcabcabc', 'repeated'],
	['abcdefghijkl', 'sequence'],
	['mondaytuesday', 'sequence'],
	['buongiornomondo', 'weak'],
	['sunflowers', 'weak'],
]
test.each(refused)('%j is refused: %s', async (password, fault) => {
	expect(await passwords.assess(password, context)).toBe(fault)
})

test.each([
	'zq8Kw!pL2x',
	'una capra sul tetto',
	'correct horse battery staple',
	'è sempre così, no?',
	'canada lake paddle',
	'zq8Kw!pL2xada',
	'пароль о котором никто',
	'zq8Kw!pL2x'.repeat(100),
])('%j is taken, without rules about its letters', async password => {
	expect(await passwords.assess(password, context)).toBeUndefined()
})

test('a name counts only for its owner', async () => {
	expect(await passwords.assess('Bianchini-4711', ['Ben', 'Bianchini'])).toBe('context')
	expect(await passwords.assess('Bianchini-4711', ['', 'a', '--', '@'])).not.toBe('context')
})

test('what context is made of cannot break the check', async () => {
	for (const odd of ['\0', '.*', '$&', '('.repeat(500), 'x'.repeat(10_000), '\ud800', '𝒜𝒹𝒶'])
		expect(await passwords.assess('zq8Kw!pL2x', [odd])).toBeUndefined()
})
