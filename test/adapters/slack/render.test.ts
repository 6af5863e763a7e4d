import { describe, expect, it } from 'vitest'
import { renderCard } from '../../../adapters/slack/render/card.ts'
import { renderHome, renderMessage, renderModal, renderNews } from '../../../adapters/slack/render/index.ts'
import { clean } from '../../../adapters/slack/render/text.ts'
import { locales } from '../../../src/domain/account.ts'
import { plainText } from '../../../src/text/rich.ts'
import { checkMessage, checkView, toText } from '../../standins/slack/index.ts'
import type { Block } from '../../standins/slack/types.ts'
import type { NoticeView } from '../../../src/views/view.ts'
import { examples } from '../../views/examples.ts'
import { long } from '../../views/texts.ts'
import { ticketExample } from '../../views/tickets.ts'

const again = { do: 'help' } as const

describe.each(locales)('what Slack is sent (%s)', locale => {
	describe.each(examples(locale))('$name', ({ view }) => {
		it('is taken as a message, a modal and a home tab', () => {
			expect(checkMessage(renderMessage(view, again))).toEqual([])
			expect(checkView(renderModal(view))).toEqual([])
			expect(checkView(renderHome(view))).toEqual([])
		})
	})

	it('reads', () => {
		const small = examples(locale).filter(({ name }) => !/largest|heavy/.test(name))
		const screens = small.map(({ name, view }) => {
			const modal = renderModal(view)
			const title = `════ ${name} ════ [${modal.title.text}] ${modal.close?.text} | ${modal.submit?.text ?? ''}`
			return `${title}\n${toText(modal.blocks as Block[])}`
		})
		expect(screens.join('\n\n')).toMatchSnapshot()
	})
})

it('a form that has no room for what waits behind it goes without', () => {
	const form = examples('en').flatMap(({ view }) => (view.kind === 'form' ? [view] : []))[0]
	if (!form) throw new Error('no form')
	const next = { do: 'list', scope: 'requested', search: '\u0001'.repeat(1_000) } as const
	const command = { do: 'connect', email: 'ada@acme.example', next } as const
	const connecting = { ...form, command, actions: [{ label: 'Again', command }] }
	const modal = renderModal(connecting)
	expect(JSON.parse(modal.private_metadata ?? '')).toEqual({ do: 'connect', email: 'ada@acme.example' })
	expect(JSON.stringify(modal.blocks)).toContain('"Again"')
	expect(checkView(modal)).toEqual([])
})

it.each(['list', 'ticket', 'form'])('is the same JSON as ever: %s', kind => {
	const usual = examples('en').find(({ name }) => name === `${kind}, usual`)
	expect(usual && renderModal(usual.view)).toMatchSnapshot()
})

describe.each(locales)('a card in a channel (%s)', locale => {
	it.each(['usual', 'largest', 'hostile'] as const)('is taken and stays small: %s', size => {
		const view = { ...ticketExample(locale, size), comments: [] }
		const card = renderCard(view)
		expect(checkMessage(card)).toEqual([])
		expect(card.blocks).toHaveLength(3)
		expect(JSON.stringify(card.blocks)).not.toMatch(/"mrkdwn"|"broadcast"|"user_id"|"usergroup"|"channel_id"/)
		expect(card.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
		const shown = toText(card.blocks as Block[])
		expect(shown.length).toBeLessThan(1_800)
		expect(shown).toContain(`#${view.ticket.number} `)
		expect(shown).toContain(view.ticket.status.label)
		for (const { label } of view.facts) expect(shown).toContain(label)
	})
})

describe('what people write', () => {
	const hostile = examples('en').filter(({ name }) => name.endsWith('hostile'))

	it('never stands where markup is read', () => {
		for (const { view } of hostile) {
			const shown = [renderMessage(view, again).blocks, renderModal(view), renderHome(view)]
			expect(JSON.stringify(shown)).not.toMatch(/"mrkdwn"|"broadcast"|"user_id"|"usergroup"|"channel_id"/)
			expect(renderMessage(view, again).text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
		}
	})

	it('links only to where it says', () => {
		for (const { view } of hostile) {
			for (const url of JSON.stringify(renderModal(view)).matchAll(
				/"type":"link","url":"([^"]+)"(,"text")?/g,
			)) {
				expect(url[2] === undefined || url[1]?.startsWith('https://support.example/')).toBe(true)
				expect(url[1]).not.toMatch(/^(?!https?:)|@/)
			}
		}
	})

	it('has nothing that Slack refuses or that turns the line around', () => {
		for (const { view } of hostile) {
			const json = JSON.stringify([renderMessage(view, again), renderModal(view)])
			expect(json).not.toMatch(/\\u00|\u007f|[\u202A-\u202E\u2066-\u2069]|\\ud[89a-f]/i)
		}
	})
})

describe('news', () => {
	const notices = locales
		.flatMap(examples)
		.flatMap(({ name, view }) =>
			view.kind === 'notice' && view.news.length > 0 ? [{ name: `${name} (${view.locale})`, view }] : [],
		)
	const shown = (view: NoticeView) => toText(renderNews(view).blocks as Block[])

	it.each(notices)('$name: is taken, the newest of it at least in part', ({ view }) => {
		expect(checkMessage(renderNews(view))).toEqual([])
		expect(JSON.stringify(renderNews(view))).not.toMatch(/"mrkdwn"|"broadcast"|"user_id"|"usergroup"/)
		const newest = view.news.findLast(({ comment }) => comment !== undefined)?.comment
		const said = newest ? bare(plainText(newest.text)).slice(0, 30) : ''
		expect(bare(shown(view))).toContain(said)
		expect(shown(view)).toContain(view.news.at(-1)?.at.text)
	})

	it('is shown in full as far as there is room, and leads to the rest', () => {
		const [usual] = notices
		const news = usual?.view.news[0]
		if (!usual || !news?.comment) throw new Error('no news')
		const { comment } = news
		const of = (length: number) => {
			const text = [{ kind: 'paragraph' as const, spans: [{ text: long('It jams. ', length) }] }]
			return shown({ ...usual.view, news: [{ ...news, comment: { ...comment, text } }] })
		}
		expect(of(9_000)).toContain(long('It jams. ', 3_000))
		expect(bare(of(9_000))).toContain(bare(long('It jams. ', 9_000)))
		expect(of(9_000)).not.toContain(comment.whole.label)
		expect(of(11_000)).toContain(comment.whole.label)
	})

	it('says who did what also where there are too many to say more', () => {
		const [usual] = notices
		const [news] = usual?.view.news ?? []
		if (!usual || !news) throw new Error('no news')
		const many = Array.from({ length: 40 }, (_, index) => ({ ...news, headline: `Number ${index}.` }))
		const text = shown({ ...usual.view, news: many })
		expect(text).toContain('…')
		expect(text).not.toContain('Number 24.')
		for (const { headline } of many.slice(25)) expect(text).toContain(headline)
	})
})

/** Without what lists, quotes and code are marked with. */
const bare = (text: string) => clean(text).replaceAll(/[\s>•`.\d]/g, '')

it('shows a comment of 64 KiB in full', () => {
	for (const { name, view } of examples('en')) {
		if (!name.startsWith('ticket alone') || view.kind !== 'ticket' || name.includes('hostile')) continue
		const written = bare(view.comments.map(({ text }) => plainText(text)).join(''))
		const shown = bare(toText(renderModal(view).blocks as Block[]))
		expect(shown.includes(written), name).toBe(true)
	}
})

it('offers every choice with all that was searched for, however long', () => {
	const view = examples('en').find(({ name }) => name === 'list, usual')?.view
	if (view?.kind !== 'list') throw new Error('no list')
	const search = 'x'.repeat(200)
	const choices = view.choices.map(choice => ({
		...choice,
		options: choice.options.map(option => ({
			...option,
			command: { do: 'list' as const, scope: 'requested' as const, search },
		})),
	}))
	const modal = renderModal({ ...view, choices })
	expect(checkView(modal)).toEqual([])
	const count = choices.flatMap(({ options }) => options).length
	expect(JSON.stringify(modal).split(search)).toHaveLength(count + 1)
})
