import { describe, expect, it } from 'vitest'
import { render } from '../../../adapters/teams/render/index.ts'
import { roomCard } from '../../../adapters/teams/render/room.ts'
import { plainText } from '../../../src/text/rich.ts'
import type { TicketView } from '../../../src/views/view.ts'
import { checkCard } from '../../standins/teams/check.ts'
import { nodesOf } from '../../standins/teams/nodes.ts'
import { examples } from '../../views/examples.ts'

describe.each(['en', 'it'] as const)('cards, %s', locale => {
	it.each(examples(locale))('show $name by schema 1.5, within 28 KB', ({ view }) => {
		expect(checkCard(render(view))).toEqual([])
	})
})

describe('a request’s card in a channel', () => {
	const tickets = (['en', 'it'] as const)
		.flatMap(examples)
		.flatMap(({ name, view }) => (view.kind === 'ticket' ? [{ name: `${name}, ${view.locale}`, view }] : []))

	it.each(tickets)('is one that Teams takes, and says nothing of the conversation: $name', ({ view }) => {
		const card = roomCard(view)
		expect(checkCard(card)).toEqual([])
		expect(roomCard({ ...view, comments: [] })).toEqual(card)
		for (const node of nodesOf(card)) expect(node.type).not.toBe('Action.Submit')
	})
})

describe('cards', () => {
	it('keep their form', () => {
		const usual = examples('en').filter(({ name }) => name.endsWith('usual'))
		expect(Object.fromEntries(usual.map(({ name, view }) => [name, render(view)]))).toMatchSnapshot()
	})

	it.each(examples('en').filter(({ name }) => name.includes('hostile')))(
		'put no text of people where markup is parsed: $name',
		({ view }) => {
			for (const node of nodesOf(render(view))) {
				expect(node.type).not.toBe('TextBlock')
				expect(node.type).not.toBe('FactSet')
				expect(node.url ?? 'https://').toMatch(/^https?:\/\//)
				if (node.type === 'TextRun') expect(node.text).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u)
			}
		},
	)

	it('show every word of a long comment, in as many parts as it takes', () => {
		const words = Array.from({ length: 8_000 }, (_, index) => `word${index}`)
		const view = single(words.join(' '))
		const seen = new Set<string>()
		const first = render(view, 1)
		const parts = Number(/Part 1 of (\d+)/.exec(JSON.stringify(first))?.[1])
		expect(parts).toBeGreaterThan(3)
		for (let part = 1; part <= parts; part++) {
			const card = render(view, part)
			expect(checkCard(card)).toEqual([])
			const text = [...nodesOf(card)].map(node => (node.type === 'TextRun' ? node.text : ' ')).join('')
			for (const word of text.match(/word\d+/g) ?? []) seen.add(word)
		}
		expect(words.filter(word => !seen.has(word))).toEqual([])
		expect(render(view, 99)).toEqual(render(view, parts))
		expect(render(view, -1)).toEqual(first)
	})

	it('show a comment of any signs within the limit', () => {
		for (const sign of ['😀', '\u0001', '"', '\\', 'ж', '\n', '*', '`']) {
			const view = single(sign.repeat(60_000 / sign.length))
			expect(checkCard(render(view))).toEqual([])
			expect(checkCard(render({ ...view, single: false }))).toEqual([])
		}
	})
})

/** The usual request with one comment alone. */
function single(text: string): TicketView {
	const found = examples('en').find(({ name }) => name === 'ticket alone, usual')?.view
	if (found?.kind !== 'ticket' || !found.comments[0]) throw new Error('no such example')
	const comment = { ...found.comments[0], text: [{ kind: 'paragraph' as const, spans: [{ text }] }] }
	expect(plainText(comment.text)).toBe(text)
	return { ...found, comments: [comment] }
}
