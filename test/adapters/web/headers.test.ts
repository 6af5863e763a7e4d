import { describe, expect, it } from 'vitest'
import { attachmentNamed, securityHeaders } from '../../../adapters/web/headers.ts'
import { acceptedLocale } from '../../../adapters/web/language.ts'

describe('the name of a download', () => {
	it.each([
		['report.pdf', `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
		[
			'perché è così.txt',
			`attachment; filename="perch_ _ cos_.txt"; filename*=UTF-8''perch%C3%A9%20%C3%A8%20cos%C3%AC.txt`,
		],
		['"; x="y.html', `attachment; filename="_; x=_y.html"; filename*=UTF-8''%22%3B%20x%3D%22y.html`],
		['a%22b.txt', `attachment; filename="a_22b.txt"; filename*=UTF-8''a%2522b.txt`],
		['../../etc/passwd', `attachment; filename=".._.._etc_passwd"; filename*=UTF-8''.._.._etc_passwd`],
		['a\r\nSet-Cookie: x', `attachment; filename="aSet-Cookie: x"; filename*=UTF-8''aSet-Cookie%3A%20x`],
		['gpj.\u202Eexe', `attachment; filename="gpj.exe"; filename*=UTF-8''gpj.exe`],
		['🧾.pdf', `attachment; filename="_.pdf"; filename*=UTF-8''%F0%9F%A7%BE.pdf`],
		["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
		['..', `attachment; filename="file"; filename*=UTF-8''file`],
		['', `attachment; filename="file"; filename*=UTF-8''file`],
		['\uD800.txt', `attachment; filename="_.txt"; filename*=UTF-8''%EF%BF%BD.txt`],
	])('%j', (name, header) => {
		expect(attachmentNamed(name)).toBe(header)
	})

	it('keeps the end of a long one, where its type is', () => {
		expect(attachmentNamed(`${'x'.repeat(5_000)}.pdf`)).toMatch(/^.{100,500}\.pdf$/)
	})
})

describe('the headers of every response', () => {
	it('ask for https only where the service is reached so', () => {
		expect(securityHeaders('https://help.acme.example').get('strict-transport-security')).toMatch(/^max-age=/)
		expect(securityHeaders('http://localhost:3000').has('strict-transport-security')).toBe(false)
	})
})

describe('the language of a browser', () => {
	it.each([
		['it', 'it'],
		['it-IT,it;q=0.9,en;q=0.8', 'it'],
		['de,fr;q=0.9,it;q=0.2,en;q=0.1', 'it'],
		['en;q=0.5, it;q=0.9', 'it'],
		['it;q=0, de', 'en'],
		['*', 'en'],
		['', 'en'],
		[undefined, 'en'],
		['x'.repeat(100_000), 'en'],
	])('%s', (header, locale) => {
		expect(acceptedLocale(header, 'en')).toBe(locale)
	})
})
