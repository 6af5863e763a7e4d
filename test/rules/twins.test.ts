import { describe, expect, test } from 'vitest'
import { mailboxOf, normalizeDomain, normalizeEmail } from '../../src/rules/email.ts'
import { maySignUp } from '../../src/rules/sign-up.ts'

describe('addresses that look alike', () => {
	test.each([
		['ada@acme.example', 'аda@acme.example', 'a Cyrillic а'],
		['ada@acme.example', 'ada@аcme.example', 'a Cyrillic а in the domain'],
		['mail@acme.example', 'maıl@acme.example', 'a dotless ı'],
		['mail@acme.example', 'MAİL@acme.example', 'a dotted İ'],
		['mail@acme.example', 'ｍail@acme.example', 'a full-width ｍ (NFKC)'],
		['office@acme.example', 'oﬃce@acme.example', 'a ligature (NFKC)'],
		['strasse@acme.example', 'straße@acme.example', 'a sharp s'],
		['ada@acme.example', 'ada@acme。example', 'an ideographic full stop'],
		['2@acme.example', '²@acme.example', 'a superscript (NFKC)'],
		['ada@xn--bcher-kva.example', 'ada@bücher.example', 'the name in ASCII of a domain'],
	])('%s is not %s: %s', (address, twin) => {
		expect(normalizeEmail(address)).toBe(address)
		expect(normalizeEmail(twin)).not.toBe(address)
	})

	test.each([
		['nicolò@acme.example'.normalize('NFC'), 'nicolò@acme.example'.normalize('NFD'), 'composed or not'],
		['ǰ@acme.example'.normalize('NFC'), 'J\u030C@acme.example', 'a capital that has no composed form'],
		['kim@acme.example', '\u212Aim@acme.example', 'the Kelvin sign, which Unicode holds equal to K'],
		['ada@acme.example', 'ADA@ACME.EXAMPLE', 'capitals'],
	])('%s is %s: %s', (address, same) => expect(normalizeEmail(same)).toBe(address))
})

test('a domain is read with or without its @, and what is none is refused', () => {
	expect(normalizeDomain(' @ACME.example ')).toBe('acme.example')
	for (const text of [
		'',
		'@',
		'acme',
		'a@acme.example',
		'acme.example\r\nx',
		'.acme.example',
		'acme example',
	]) {
		expect(normalizeDomain(text)).toBeUndefined()
	}
})

test('a tag does not make another mailbox', () => {
	expect(mailboxOf('ada+one@acme.example')).toBe('ada@acme.example')
	expect(mailboxOf('ada+one+two@acme.example')).toBe('ada@acme.example')
	expect(mailboxOf('ada@acme.example')).toBe('ada@acme.example')
})

test('whoever may sign up: all, none, or the people of a few domains and of nothing like them', () => {
	expect(maySignUp('open', 'ada@acme.example')).toBe(true)
	expect(maySignUp('invited', 'ada@acme.example')).toBe(false)
	const domains = ['acme.example', 'acme.test']
	expect(maySignUp(domains, 'ada@acme.test')).toBe(true)
	for (const email of ['ada@sub.acme.example', 'ada@notacme.example', 'ada@аcme.example', '']) {
		expect(maySignUp(domains, email)).toBe(false)
	}
})
