import { expect, test } from 'vitest'
import { letterHtml } from '../../../../adapters/email/render/letter.tsx'
import { letterText } from '../../../../adapters/email/render/text.ts'
import type { Letter } from '../../../../src/views/letter.ts'
import { letters } from '../letters.ts'
import { elements, words } from '../html.ts'

const all: [string, Letter][] = Object.entries(letters)

test.each(all)('%s: the two twins say the same words in the same order', async (_, letter) => {
	const html = await words(letterHtml(letter))
	const text = letterText(letter)
		.replace(/^-{76}$/m, '')
		.split(/\s+/)
		.filter(word => word !== '')
	expect(html).toEqual(text)
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
		'p',
		'a',
		'br',
	]
	expect(found.filter(({ name }) => !known.includes(name))).toEqual([])
	const attributes = found.flatMap(({ attributes }) => Object.entries(attributes))
	expect(attributes.filter(([name]) => name.startsWith('on') || name === 'src' || name === 'srcset')).toEqual(
		[],
	)
	expect(attributes.filter(([name, value]) => name === 'href' && !value.startsWith('https://'))).toEqual([])
	expect(
		attributes.filter(([name, value]) => name === 'style' && /url\(|expression|@import/i.test(value)),
	).toEqual([])
	expect(found.filter(({ name }) => name === 'style')).toHaveLength(1)
})

test('an address that is none of a page is text, not a link', async () => {
	const links = (await elements(letterHtml(letters.hostile))).filter(({ name }) => name === 'a')
	expect(links.map(({ attributes }) => attributes.href)).toEqual([undefined, undefined])
})

test('the button and the address below lead to the same page', async () => {
	const links = (await elements(letterHtml(letters.welcome))).filter(({ name }) => name === 'a')
	expect(links.map(({ attributes }) => attributes.href)).toEqual([
		letters.welcome.action.url,
		letters.welcome.action.url,
	])
})

test('plain text keeps to 76 columns, but for words that are longer', () => {
	for (const [, letter] of all)
		for (const line of letterText(letter).split('\n'))
			if ([...line].length > 76) expect(line).toMatch(/^\S+$/)
	expect(letterText(letters.welcome)).toMatchSnapshot()
	expect(letterText(letters.code)).toMatchSnapshot()
})

test('control characters and overrides of direction are gone from both', () => {
	for (const twin of [letterHtml(letters.hostile), letterText(letters.hostile)])
		expect(twin).not.toMatch(/[^\P{Cc}\n\t]|[\u202d\u202e]/u)
})

test('the language is told, and the preview stands first in the body', () => {
	const html = letterHtml(letters.code)
	expect(html).toMatch(/^<!doctype html>\n<html lang="it"/)
	const body = html.slice(html.indexOf('<body'))
	expect(body.indexOf(letters.code.preview)).toBeLessThan(body.indexOf(letters.code.heading))
	expect(body.match(/display:none/g)).toHaveLength(1)
})
