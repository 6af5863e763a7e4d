import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { document } from '../../../../adapters/web/layout.ts'
import type { Page } from '../../../../adapters/web/page.ts'
import { renderView, titleOf } from '../../../../adapters/web/render/index.tsx'
import { iconPath, stylePath } from '../../../../adapters/web/style/index.ts'
import { locales } from '../../../../src/domain/account.ts'
import type { View } from '../../../../src/views/view.ts'
import { wordsOf } from '../../../../src/words/index.ts'
import { examples } from '../../../views/examples.ts'
import { allowed } from '../../../contracts/cast.ts'
import { formOf } from './browser.ts'
import { openPortal, type Portal } from './portal.ts'
import { faultsOf } from './validate.ts'

const pageIn = (view: View): Page => ({
	say: wordsOf(view.locale),
	locale: view.locale,
	support: 'Acme Support',
	here: '/requests',
	back: '/requests',
	once: 'once',
	person: 'Ada <Rossi>',
	style: stylePath,
	icon: iconPath,
})

const all = locales.flatMap(locale => examples(locale))

describe('every example of a view', () => {
	test.each(all.map(({ name, view }) => [view.locale, name, view] as const))(
		'%s, %s is good HTML, with nothing active in it',
		async (_, __, view) => {
			const page = pageIn(view)
			const kept = [{ token: 'token', name: '<b>"kept"</b>.txt', size: '1 kB' }]
			const html = document({ page, title: titleOf(view, page), children: renderView(view, page, { kept }) })
			// The validator takes minutes for what a browser reads at once.
			if (html.length < 100_000) expect(await faultsOf(html)).toEqual([])
			expect(html).not.toMatch(
				/<(?:script|iframe|object|embed|img)\b|<[^>]* on[a-z]+="|(?:href|src|action)="(?!\/|#|\?|https?:|mailto:)/i,
			)
			expect(html).toContain('<h1')
		},
	)
})

test('a link of another kind is none, whoever made the view', () => {
	const base = { locale: 'en', facts: [], actions: [] } as const
	const links = [{ label: 'x', url: 'javascript:alert(1)' }]
	const message: View = { ...base, kind: 'message', tone: 'info', title: 't', paragraphs: [], links }
	const usual = all.find(({ view }) => view.kind === 'ticket')?.view
	if (usual?.kind !== 'ticket') throw new Error('there is no example of a request')
	const [comment] = usual.comments
	const spans = [{ text: 'x', url: 'data:text/html,x' }]
	const file = { id: '1', name: 'x', detail: 'x', url: 'vbscript:x' }
	const ticket: View = {
		...usual,
		comments: comment ? [{ ...comment, text: [{ kind: 'paragraph', spans }], attachments: [file] }] : [],
	}
	for (const view of [message, ticket]) {
		const page = pageIn(view)
		const html = document({ page, title: 't', children: renderView(view, page) })
		expect(html).not.toMatch(/javascript:|vbscript:|data:/)
	}
})

describe('every page', () => {
	let portal: Portal
	let number: number
	beforeAll(async () => {
		portal = await openPortal()
		const { ada, diego } = portal.cast
		const { tickets } = portal.ports
		const act = {
			by: ada.id,
			via: 'test',
			subject: 'The printer',
			text: '- a\n- b\n\n```\ncode\n```',
			files: [],
		}
		const { ticket } = allowed(await tickets.open(act))
		number = ticket.number
		await tickets.assign({ by: diego.id, via: 'test', ticket: ticket.id, assignee: diego.id })
		for (let each = 0; each < 16; each++) allowed(await tickets.open({ ...act, subject: `Request ${each}` }))
	})
	afterAll(() => portal.close())

	test.each(locales)('is good HTML in %s', async locale => {
		await portal.ports.accounts.change(portal.cast.ada.id, { locale })
		const ada = portal.as(portal.cast.ada)
		const nobody = portal.as()
		const inside = [
			'/requests',
			'/requests?status=solved&search=x',
			'/requests/new',
			'/requests/search',
			`/requests/${number}`,
			`/requests/${number}?comment=1`,
			'/requests/9',
			'/requests?sort=x',
			'/home',
			'/help',
			'/settings',
			'/nowhere',
		]
		const outside = [
			'/sign-in',
			'/sign-in?next=/home',
			'/sign-up',
			'/password/forgot',
			'/password/set?token=x',
		]
		const say = wordsOf(locale)
		const request = await ada.get(`/requests/${number}`)
		const form = await ada.get('/requests/new')
		const answers = [
			...(await Promise.all(inside.map(path => ada.get(path, { 'accept-language': locale })))),
			...(await Promise.all(
				outside.map(path => nobody.get(`${path}${path.includes('?') ? '&' : '?'}lang=${locale}`)),
			)),
			await ada.send(formOf(request, say('reply.submit')), { text: '' }),
			await ada.send(formOf(request, say('ticket.solve'))),
			await ada.send(formOf(request, say('ticket.copy'))),
			await ada.send(formOf(form, say('new.submit')), { subject: '' }, [{ name: 'a.txt', text: 'a' }]),
			await ada.send(formOf(await ada.get('/settings'), say('portal.settings.chats.submit'))),
			await ada.send(formOf(await ada.get('/settings'), say('portal.settings.data.export'))),
		]
		for (const { html, at } of answers) {
			expect([at, await faultsOf(html)]).toEqual([at, []])
			expect(html).toContain(`<html lang="${locale}">`)
		}
		expect(portal.failures).toEqual([])
	})
})
