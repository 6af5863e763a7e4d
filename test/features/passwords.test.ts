import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '../../src/domain/account.ts'
import { newPasswordRefused, passwordRefused } from '../../src/features/passwords.ts'
import { passwordFaults } from '../../src/ports/outside.ts'
import { wordsOf } from '../../src/words/index.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
	world = await openWorld({ SUPPORT_NAME: 'Zephyrdesk' })
})
afterAll(() => world.close())

const refused = (password: string, again = password) =>
	newPasswordRefused({ ports: world.app.ports, say: wordsOf('en') }, { password, again }, world.cast.ada)

test('each fault has a sentence of its own, in each language, that says what helps', () => {
	const sentences = locales.flatMap(locale =>
		passwordFaults.map(fault => passwordRefused(wordsOf(locale), fault)),
	)
	expect(new Set(sentences).size).toBe(locales.length * passwordFaults.length)
	for (const sentence of sentences) expect(sentence).toMatch(/\. \S.+\.$|: .*\d/)
})

test.each([
	['too short', 'short1!', 'short'],
	['on every list', 'password123', 'common'],
	['her name', 'AdaRossi!!', 'context'],
	['her address', 'ada@acme.example', 'context'],
	['her company', 'acmeacme2026', 'context'],
	['our name', 'zephyrdesk1', 'context'],
	['repetition', 'aaaaaaaaaaaaaaaa', 'repeated'],
	['letters in a row', 'cdefghijklmno', 'sequence'],
	['megabytes', 'x'.repeat(5_000_000), 'long'],
] as const)('%s is refused', async (_what, password, fault) => {
	expect(await refused(password)).toEqual({ password: passwordRefused(wordsOf('en'), fault) })
})

test('a few words of one’s own are taken, without capitals, digits or signs', async () => {
	expect(await refused('quattro gatti sul divano')).toBeUndefined()
})

test('the two have to be the same, as people see them', async () => {
	expect(
		await refused('perché no una lucciola'.normalize('NFC'), 'perché no una lucciola'.normalize('NFD')),
	).toBe(undefined)
	expect(await refused('quattro gatti sul divano', 'quattro gatti sul Divano')).toEqual({
		again: wordsOf('en')('password.differs'),
	})
})
