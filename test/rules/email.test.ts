import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskEmail, normalizeEmail } from '../../src/rules/email.ts'

describe('an address', () => {
	test.each([
		['ada@acme.example', 'ada@acme.example'],
		['  Ada.Rossi@ACME.Example\n', 'ada.rossi@acme.example'],
		['ada+requests@mail.acme.co.example', 'ada+requests@mail.acme.co.example'],
		["o'neill_x-y@a-b.example", "o'neill_x-y@a-b.example"],
		['nicolo\u0300@acme.example', 'nicol\u00F2@acme.example'],
		['ada@bücher.example', 'ada@bücher.example'],
		['1@2.example', '1@2.example'],
		[`${'a'.repeat(64)}@acme.example`, `${'a'.repeat(64)}@acme.example`],
	])('%j is kept as %j', (typed, kept) => expect(normalizeEmail(typed)).toBe(kept))

	test.each([
		'',
		'ada',
		'ada@',
		'@acme.example',
		'ada@acme',
		'ada@@acme.example',
		'ada@acme..example',
		'ada@.acme.example',
		'ada@acme.example.',
		'.ada@acme.example',
		'ada.@acme.example',
		'a..da@acme.example',
		'ada@-acme.example',
		'ada@acme-.example',
		'ada rossi@acme.example',
		'"ada rossi"@acme.example',
		'Ada <ada@acme.example>',
		'ada@acme.example, ben@acme.example',
		'ada@acme.example;ben@acme.example',
		'ada@acme.example\r\nBcc: mallory@umbra.example',
		'ada\u0000@acme.example',
		'ada@acme.example\u202E',
		'a\u200Bda@acme.example',
		'mailto:ada@acme.example',
		'ada@[127.0.0.1]',
		`${'a'.repeat(65)}@acme.example`,
		`ada@${'a'.repeat(64)}.example`,
		`ada@${'a.'.repeat(126)}example`,
	])('%j is refused', typed => expect(normalizeEmail(typed)).toBeUndefined())

	test('what was normalized stays as it is, holds one @ and nothing that a mail header could take', () => {
		const part = fc.string({ unit: 'grapheme', maxLength: 12 })
		const typed = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.emailAddress(),
			fc.tuple(part, part, part).map(([local, domain, end]) => `${local}@${domain}.${end}`),
		)
		fc.assert(
			fc.property(typed, text => {
				const email = normalizeEmail(text)
				if (email === undefined) return
				expect(normalizeEmail(email)).toBe(email)
				expect(email.split('@')).toHaveLength(2)
				expect(email).not.toMatch(/[\s\p{Cc}\p{Cf}\p{Cs}<>",;:()[\]\\]/u)
				expect(email.length).toBeLessThanOrEqual(254)
			}),
			{ numRuns: 5_000 },
		)
	})

	test('an endless one is refused at once', () => {
		for (const text of ['a'.repeat(1e6), '@'.repeat(1e6), `a@${'a.'.repeat(5e5)}`, `${'a.'.repeat(5e5)}@`])
			expect(normalizeEmail(text)).toBeUndefined()
	})
})

test('masked, an address shows its first character and its domain', () => {
	expect(maskEmail('ada@acme.example')).toBe('a•••@acme.example')
	expect(maskEmail('a@acme.example')).toBe('a•••@acme.example')
	expect(maskEmail('𝒶da@acme.example')).toBe('𝒶•••@acme.example')
})
