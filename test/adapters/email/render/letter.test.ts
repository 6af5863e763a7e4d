import { expect, test } from 'vitest'
import { fitted, htmlBytes } from '../../../../adapters/email/render/fit.ts'
import { letterHtml } from '../../../../adapters/email/render/letter.tsx'
import { letterText } from '../../../../adapters/email/render/text.ts'
import type { Letter } from '../../../../src/views/letter.ts'
import { letters } from '../letters.ts'
import { elements, plainWords, words } from '../html.ts'
import { heavyNotices, notices } from '../notices.ts'

const all: [string, Letter][] = Object.entries(letters).map(([name, letter]) => [name, fitted(letter)])

test.each(all)('%s: the two twins say the same words in the same order', async (_, letter) => {
	// The way to unsubscribe is an address in one of them and a link in the other.
	const { unsubscribe } = letter
	const address = unsubscribe ? plainWords(unsubscribe.url) : []
	expect([...(await words(letterHtml(letter))), ...address]).toEqual(plainWords(letterText(letter)))
})

test.each(all)('%s: nothing is fetched and nothing runs', async (_, letter) => {
	const found = await elements(letterHtml(letter))
	const known = [
		'html',
		'head',
		'meta',
		'title',
		'style',
		'body',
		'div',
		'table',
		'tbody',
		'tr',
		'td',
		'h1',
		'h2',
		'p',
		'a',
		'br',
		'ul',
		'ol',
		'li',
		'blockquote',
		'pre',
		'code',
		'strong',
		'em',
		's',
	]
	expect(found.filter(({ name }) => !known.includes(name))).toEqual([])
	const attributes = found.flatMap(({ attributes }) => Object.entries(attributes))
	expect(attributes.filter(([name]) => name.startsWith('on') || name === 'src' || name === 'srcset')).toEqual(
		[],
	)
	expect(
		attributes.filter(([name, value]) => name === 'href' && !/^(?:https:\/\/|mailto:)/.test(value)),
	).toEqual([])
	expect(
		attributes.filter(([name, value]) => name === 'style' && /url\(|expression|@import/i.test(value)),
	).toEqual([])
	expect(found.filter(({ name }) => name === 'style')).toHaveLength(1)
})

test('an address that is none of a page is text, not a link', async () => {
	const links = (await elements(letterHtml(letters.hostile))).filter(({ name }) => name === 'a')
	expect(links.map(({ attributes }) => attributes.href)).toEqual([undefined, undefined, undefined])
})

test('the button and the address below lead to the same page', async () => {
	const links = (await elements(letterHtml(letters.welcome))).filter(({ name }) => name === 'a')
	expect(links.map(({ attributes }) => attributes.href)).toEqual([
		letters.welcome.action.url,
		letters.welcome.action.url,
	])
})

test('plain text keeps to 76 columns, but for words that are longer', () => {
	// Code stays as it was written.
	for (const [, letter] of all)
		for (const line of letterText(letter).split('\n'))
			if ([...line].length > 76) expect(line).toMatch(/^(?:> )*(?: {4}.*|(?:• )?\S+)$/)
	expect(letterText(letters.welcome)).toMatchSnapshot()
	expect(letterText(letters.code)).toMatchSnapshot()
	for (const name of ['answer', 'risposta', 'burst', 'raffica', 'malice'] as const)
		expect(letterText(letters[name])).toMatchSnapshot(name)
})

test('control characters and overrides of direction are gone from both', () => {
	const hostile = [letters.hostile, letters.malice]
	for (const twin of hostile.flatMap(letter => [letterHtml(letter), letterText(letter)]))
		expect(twin).not.toMatch(/[^\P{Cc}\n\t]|[\u202d\u202e]/u)
})

test('the language is told, and the preview stands first in the body', () => {
	const html = letterHtml(letters.code)
	expect(html).toMatch(/^<!doctype html>\n<html lang="it"/)
	const body = html.slice(html.indexOf('<body'))
	expect(body.indexOf(letters.code.preview)).toBeLessThan(body.indexOf(letters.code.heading))
	expect(body.match(/display:none/g)).toHaveLength(1)
})

test('what people write stays behind its line, so that it cannot pass for our own words', async () => {
	const lines = letterText(notices.malice).split('\n')
	const from = lines.findIndex(line => line.startsWith('Mallory Bcc:'))
	const to = lines.indexOf('Open the request')
	const own = lines.slice(from, to).filter(line => !line.startsWith('>') && line !== '')
	expect(own).toEqual(['Mallory Bcc: mallory@umbra.example Your account expires <b>today</b>', 'Mallory'])
	// Of the rules only ours stands alone.
	expect(lines.filter(line => /^-{76}$/.test(line))).toHaveLength(1)
	const links = (await elements(letterHtml(notices.malice))).filter(({ name }) => name === 'a')
	const others = links.map(({ attributes }) => attributes.href ?? '').filter(href => !href.includes('acme'))
	for (const href of others) expect(href).toMatch(/^https:\/\/(?:[\w.]+@)?(?:evil|good)\.example/)
})

test('addresses that people write are links to what they say', async () => {
	const links = (await elements(letterHtml(notices.answer))).filter(({ name }) => name === 'a')
	expect(links.map(({ attributes }) => attributes.href)).toEqual([
		'https://printers.example/e-204',
		'mailto:printers@acme.example',
		notices.answer.action.url,
		notices.answer.action.url,
		notices.answer.unsubscribe.url,
	])
})

const weights: [string, Letter][] = [
	...all,
	...heavyNotices.map(({ name, letter }): [string, Letter] => [`heavy with ${name}`, letter]),
]
test.each(weights)('%s: no mail client cuts it', (_, letter) => {
	const html = letterHtml(fitted(letter))
	expect(Buffer.byteLength(html)).toBeLessThanOrEqual(htmlBytes)
	if (letter.unsubscribe) expect(html).toContain(letter.unsubscribe.label.replace(/<.*/, ''))
})

test('of very many passages the newest are kept, each from its beginning', () => {
	const { passages = [] } = fitted(notices.largest)
	expect(passages).toHaveLength(20)
	expect(passages.at(-1)?.heading).toContain('100 November')
	const text = letterText({ ...notices.largest, passages })
	expect(text).toContain('> 81: The printer is')
	expect(text).not.toContain('> 80:')
	expect(fitted(notices.answer)).toEqual(notices.answer)
})
