import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letterHtml } from '../../adapters/email/render/letter.tsx'
import { letterText } from '../../adapters/email/render/text.ts'
import { locales, type Locale } from '../../src/domain/account.ts'
import { writeLetter } from '../../src/letters/index.ts'
import type { LetterRequest } from '../../src/ports/jobs.ts'
import { elements } from '../adapters/email/html.ts'
import { visitorOf } from '../features/visitor.ts'
import { openWorld, type World } from '../world.ts'

/** Each word that a stranger typed holds this. */
const canary = 'zzcanary'
const hostile = [
	`<script>${canary}</script>`,
	`"><a href="https://${canary}.example">click</a>`,
	`${canary}\r\nBcc: all@umbra.example`,
	`{${canary}, plural, other {x}} <b>`,
	`https://${canary}.example/free-money`,
	`\u202E${canary}\u0000`,
]

let world: World
beforeAll(async () => {
	world = await openWorld()
	await visitorOf(world).invited(world.cast.ada)
})
afterAll(() => world.close())

const identity = { platform: 'slack', space: 'T1', user: 'UMAL' }

/** Every letter that can be asked for, each way it can turn out, with a name that its asker chose. */
async function requests(name: string, locale: Locale): Promise<Record<string, LetterRequest>> {
	const { accounts } = world.app.ports
	const { ada } = world.cast
	await accounts.change(ada.id, { locale })
	const person = { firstName: name, lastName: name, role: 'user', locale } as const
	const hash = world.app.ports.secrets.hash(`${name} ${locale}`).slice(0, 12)
	const copied = await accounts.add({
		...person,
		firstName: '',
		lastName: '',
		email: `copied-${hash}@new.example`,
	})
	const invited = await accounts.add({ ...person, email: `invited-${hash}@new.example`, firstName: 'Nina' })
	if (!copied || !invited) throw new Error('not added')
	const typed = { firstName: name, lastName: name, locale: `${locale}-XX` }
	return {
		'sign-up, welcome': { purpose: 'sign-up', email: 'new@new.example', ...typed },
		'sign-up, exists': { purpose: 'sign-up', email: ada.email, ...typed },
		'sign-up, copied': { purpose: 'sign-up', email: copied.email, ...typed },
		invite: { purpose: 'invite', account: invited.id },
		reset: { purpose: 'reset', email: ada.email, locale },
		'reset, unknown': { purpose: 'reset', email: 'new@new.example', locale },
		'connect code': { purpose: 'connect-code', email: ada.email, identity, name, locale },
		'connect code, unproved': { purpose: 'connect-code', email: copied.email, identity, name, locale },
		'connect code, unknown': { purpose: 'connect-code', email: 'new@new.example', identity, name, locale },
		linked: { purpose: 'linked', account: ada.id, platform: 'slack', name, locale },
		'password changed': { purpose: 'password-changed', account: ada.id },
		address: { purpose: 'address', account: ada.id, email: `next-${hash}@new.example` },
		'address changed': { purpose: 'address-changed', account: ada.id, email: 'old@acme.example' },
	}
}

/** Those that go to an address which nobody has proved yet. */
const toStrangers = /^(sign-up, (welcome|copied)|reset, unknown|connect code, (unproved|unknown)|address)$/

describe.each(locales)('letters in %s', locale => {
	test.each(hostile)('are whole, inert and alike in both twins for someone who is called %j', async name => {
		let count = 0
		for (const [what, request] of Object.entries(await requests(name, locale))) {
			const addressed = await writeLetter(world.app.ports, `${locale} ${name} ${what}`, request)
			if (!addressed) throw new Error(`no letter: ${what}`)
			const { letter } = addressed
			count += 1
			expect(letter.locale, what).toBe(locale)
			for (const part of [letter.subject, letter.preview, letter.heading, ...letter.paragraphs]) {
				expect(part, what).toMatch(/\S/)
				expect(part, what).not.toMatch(/\bundefined\b|\[object|\bnull\b/)
			}
			const html = letterHtml(letter)
			const found = await elements(html)
			expect(
				found.filter(element => element.name === 'script'),
				what,
			).toEqual([])
			const addresses = found.flatMap(({ name: tag, attributes }) => (tag === 'a' ? [attributes.href] : []))
			for (const address of addresses) expect(address, what).toMatch(/^http:\/\/localhost/)
			if (letter.action) expect(letterText(letter), what).toContain(letter.action.url)
			if (letter.code) expect(letterText(letter), what).toContain(letter.code)
			if (toStrangers.test(what)) {
				expect(JSON.stringify(letter) + html + letterText(letter), what).not.toContain(canary)
			}
		}
		expect(count).toBe(13)
	})
})

test('each letter has words of its own in each language', async () => {
	const subjects: Record<string, Set<string>> = {}
	for (const locale of locales) {
		for (const [what, request] of Object.entries(await requests(`Nina ${locale}`, locale))) {
			const addressed = await writeLetter(world.app.ports, `words ${locale} ${what}`, request)
			;(subjects[what] ??= new Set()).add(addressed?.letter.subject ?? '')
		}
	}
	for (const [what, said] of Object.entries(subjects)) expect(said.size, what).toBe(locales.length)
})

test('nobody is written to who is not there any more', async () => {
	const { ports } = world.app
	const { mallory } = world.cast
	await ports.accounts.change(mallory.id, { disabled: true })
	const { email, id: account } = mallory
	const names = { firstName: 'M', lastName: 'G', locale: 'en' }
	for (const request of [
		{ purpose: 'sign-up', email, ...names },
		{ purpose: 'reset', email, locale: 'en' },
		{ purpose: 'invite', account },
		{ purpose: 'address', account, email: 'next@new.example' },
		{ purpose: 'password-changed', account: '999999' },
		{ purpose: 'linked', account: '999999', platform: 'slack', name: 'x' },
	] satisfies LetterRequest[]) {
		expect(await writeLetter(ports, `gone ${request.purpose}`, request), request.purpose).toBeUndefined()
	}
})
