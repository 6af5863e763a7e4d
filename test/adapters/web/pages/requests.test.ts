import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allowed } from '../../../contracts/cast.ts'
import { formOf } from './browser.ts'
import { openPortal, type Portal } from './portal.ts'

let portal: Portal
let printer: number
let calendar: number

beforeAll(async () => {
	portal = await openPortal()
	const { ada, ben, carla, diego, mallory } = portal.cast
	const { tickets } = portal.ports
	const opened = async (by: string, subject: string) =>
		allowed(await tickets.open({ by, via: 'test', subject, text: `About: ${subject}`, files: [] })).ticket
	const one = await opened(ada.id, 'The printer is jammed')
	printer = one.number
	await tickets.addCc({ by: ada.id, via: 'test', ticket: one.id, email: ben.email })
	await tickets.assign({ by: diego.id, via: 'test', ticket: one.id, assignee: diego.id })
	for (let each = 1; each <= 24; each++) {
		portal.clock.advance(60_000)
		const status = each === 7 ? ({ status: 'pending' } as const) : {}
		allowed(
			await tickets.addComment({
				by: diego.id,
				via: 'test',
				ticket: one.id,
				text: `Answer ${each}`,
				files: [],
				...status,
			}),
		)
	}
	calendar = (await opened(carla.id, 'The calendar is empty')).number
	await opened(mallory.id, 'Of another company')
	for (let each = 1; each <= 17; each++) {
		portal.clock.advance(60_000)
		await opened(ada.id, `Request ${each}`)
	}
})
afterAll(() => portal.close())

describe('lists', () => {
	test('Ada sees her requests, newest activity first, with the number of each list on its tab', async () => {
		const page = await portal.as(portal.cast.ada).get('/')
		expect(page.at).toBe('/requests')
		expect(page.status).toBe(200)
		expect(page.html).toContain('<title>My requests · Acme Support</title>')
		expect(page.text).toContain('17 open · 1 awaiting your reply · 0 solved')
		expect(page.text).toMatch(
			/My requests 18 18 requests Requests I am CC’d on 0 0 requests Organization requests 19/,
		)
		expect(page.text.indexOf('Request 17')).toBeLessThan(page.text.indexOf('Request 16'))
		expect(page.text).not.toContain('The printer')
	})

	test('what a list shows is in its address, and paging keeps it', async () => {
		const ada = portal.as(portal.cast.ada)
		const first = await ada.get('/requests?sort=created')
		const next = /<a class="button plain next"[^>]*href="([^"]+)"/
			.exec(first.html)?.[1]
			?.replaceAll('&amp;', '&')
		expect(next).toMatch(/^\/requests\?sort=created&cursor=/)
		const second = await ada.get(next ?? '')
		expect(second.text).toContain('The printer is jammed')
		expect(second.html).toContain('rel="prev"')
		const waiting = await ada.get('/requests?status=awaiting')
		expect(waiting.html).toMatch(/href="\/requests\?status=awaiting" aria-current="true"/)
		expect(waiting.text).toContain('The printer is jammed')
		expect(waiting.text).not.toContain('Request 17')
	})

	test('the search box keeps the list and the status', async () => {
		const ada = portal.as(portal.cast.ada)
		const page = await ada.get('/requests?scope=organization&status=open&search=calendar')
		expect(page.text).toContain('Containing “calendar”')
		expect(page.text).toContain('The calendar is empty')
		expect(formOf(page, 'Search')?.fields).toEqual([
			['scope', 'organization'],
			['status', 'open'],
			['search', 'calendar'],
		])
		expect((await ada.get('/requests?search=nonsense')).text).toContain('No request matches.')
	})

	test('the search form leads to the list', async () => {
		const ada = portal.as(portal.cast.ada)
		const form = formOf(await ada.get('/requests/search?scope=organization'), 'Search')
		const found = await ada.send(form, { words: 'calendar' })
		expect(found.at).toBe('/requests?scope=organization&search=calendar')
	})

	test('an unknown filter is refused with those that exist', async () => {
		const page = await portal.as(portal.cast.ada).get('/requests?status=sleeping')
		expect(page.status).toBe(400)
		expect(page.text).toContain('“status=sleeping” is not something I can filter by.')
		expect(page.text).toContain('status=open, status=awaiting, status=solved')
	})

	test('an empty list says so', async () => {
		const page = await portal.as(portal.cast.diego).get('/requests?scope=ccd')
		expect(page.text).toContain('Nobody has copied you on a request yet.')
	})
})

test('help says that its words are for chat, and where the same is found here', async () => {
	const help = await portal.as(portal.cast.ada).get('/help')
	expect(help.text).toContain('These words are for chat: write them to the bot of Acme Support')
	expect(help.text).toContain('your account, chats, notifications and data are under Settings')
	expect(help.html).toContain('href="/requests/new"')
	const there = await portal.as(portal.cast.ada).get('/requests')
	expect(there.html).toContain('href="/help"')
})

describe('a request', () => {
	test('shows its facts, the newest of its conversation, older comments on demand and the form', async () => {
		const ada = portal.as(portal.cast.ada)
		const page = await ada.get(`/requests/${printer}`)
		expect(page.text).toContain('Awaiting your reply')
		expect(page.text).toContain('Assignee Diego Sala')
		expect(page.text).toContain('Diego Sala (support)')
		expect(page.html).toContain('class="comment support"')
		expect(page.text).toContain('Answer 24')
		expect(page.text).not.toContain('Answer 1 ')
		expect(page.text).toContain('Add to conversation')
		const older = /href="(\/requests\/\d+\?before=\d+)"/.exec(page.html)?.[1]
		const before = await ada.get(older ?? '')
		expect(before.text).toContain('About: The printer is jammed')
		expect(before.text).not.toContain('Answer 24')
		expect(before.text).toContain('Newer comments')
	})

	test('leads back to the list, also from the first one and after something was done', async () => {
		const ada = portal.as(portal.cast.ada)
		const back = ({ html }: { html: string }) =>
			/<p class="back"><a[^>]*href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
		const list = await ada.get('/requests?sort=created')
		expect(back(await ada.get(`/requests/${printer}`))).toBe('/requests')
		const link = /href="(\/requests\/\d+\?back=[^"]*)"/.exec(list.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
		const page = await ada.get(link)
		expect(back(page)).toBe('/requests?sort=created')
		expect(back(await ada.send(formOf(page, 'Send'), { text: ' ' }))).toBe('/requests?sort=created')
		expect(back(await ada.send(formOf(page, 'Mute')))).toBe('/requests?sort=created')
	})

	test('is under Requests in the menu', async () => {
		const ada = portal.as(portal.cast.ada)
		const marked = async (path: string) =>
			[...(await ada.get(path)).html.matchAll(/<a href="([^"]*)" aria-current="(page|true)">/g)]
				.slice(0, 1)
				.map(([, href, how]) => `${href} ${how}`)
		expect(await marked(`/requests/${printer}`)).toEqual(['/requests true'])
		expect(await marked('/requests')).toEqual(['/requests page'])
		expect(await marked('/requests/new')).toEqual(['/requests/new page'])
		expect(await marked('/help')).toEqual([])
	})

	test('opened from a list it leads back to that list', async () => {
		const ada = portal.as(portal.cast.ada)
		const list = await ada.get('/requests?scope=organization&status=open&search=calendar')
		const link = new RegExp(`href="(/requests/${calendar}[^"]*)"`)
			.exec(list.html)?.[1]
			?.replaceAll('&amp;', '&')
		const page = await ada.get(link ?? '')
		expect(page.html).toContain('href="/requests?scope=organization&amp;status=open&amp;search=calendar"')
		expect(page.text).toContain('Back to the list')
	})

	test('a colleague who may only look finds no form', async () => {
		const page = await portal.as(portal.cast.carla).get(`/requests/${printer}`)
		expect(page.status).toBe(200)
		expect(page.text).not.toContain('Add to conversation')
		expect(page.html).not.toContain('<textarea')
	})

	test('one comment alone', async () => {
		const page = await portal.as(portal.cast.ada).get(`/requests/${printer}?comment=2`)
		expect(page.text).toContain('Answer 1')
		expect(page.text).not.toContain('Answer 2')
		expect(page.text).toContain('Back to the request')
	})

	test('one that is not hers is for Mallory as one that does not exist', async () => {
		const mallory = portal.as(portal.cast.mallory)
		const foreign = await mallory.get(`/requests/${printer}`)
		const missing = await mallory.get('/requests/999999')
		expect(foreign.status).toBe(404)
		expect(missing.status).toBe(404)
		const alike = (html: string, number: number) =>
			html.replaceAll(String(number), 'N').replaceAll(/name="once" value="[^"]*"/g, '')
		expect(alike(foreign.html, printer)).toBe(alike(missing.html, 999_999))
		for (const path of ['/requests/0', '/requests/abc', '/requests/-1', '/requests/1e3', '/nowhere']) {
			expect((await mallory.get(path)).status).toBe(404)
		}
		expect((await mallory.get(`/requests/${printer}?before=x`)).status).toBe(400)
	})
})

describe('writing', () => {
	test('Ben adds a text with two files, and it is there once though he sends it twice', async () => {
		const ben = portal.as(portal.cast.ben)
		const form = formOf(await ben.get(`/requests/${printer}`), 'Send')
		const files = [
			{ name: 'è "così".txt', text: 'one' },
			{ name: 'two.txt', text: 'two' },
		]
		const after = await ben.send(form, { text: 'It is the\r\nsecond tray' }, files)
		expect(after.at).toBe(`/requests/${printer}`)
		expect(after.text).toContain(`Your message was added to request #${printer}.`)
		expect(after.html).toContain('It is the\nsecond tray')
		expect(after.text).toContain('è "così".txt')
		expect(after.text).toContain('two.txt')
		await ben.send(form, { text: 'It is the\r\nsecond tray' }, files)
		const page = await ben.get(`/requests/${printer}`)
		expect(page.html.split('second tray')).toHaveLength(2)
		// What was caused is said once.
		expect(page.text).not.toContain('Your message was added')
		await ben.send(form, { text: 'and the first one' })
		expect((await ben.get(`/requests/${printer}`)).text).toContain('and the first one')
	})

	test('what was added is in view, with what it caused, and so is what was wrong', async () => {
		const ada = portal.as(portal.cast.ada)
		const form = formOf(await ada.get(`/requests/${printer}`), 'Send')
		const refused = await ada.send(form, { text: ' ' })
		expect(refused.target).toBe('reply')
		expect(refused.html).toMatch(/id="reply" tabindex="-1" aria-labelledby="reply-title reply-errors"/)
		const added = await ada.send(form, { text: 'Look here' })
		expect(added.target).toMatch(/^comment-\d+$/)
		const comment = added.html.split(`id="${added.target}" tabindex="-1"`)[1]?.split('</li>')[0]
		expect(comment).toContain('Look here')
		expect(comment).toContain('Your message was added')
		expect(added.html.match(/role="status"/g)).toHaveLength(1)
	})

	test('a text or a file is wanted, and the form says so before it complains', async () => {
		for (const [path, label] of [
			[`/requests/${printer}`, 'Your message'],
			['/requests/new', 'How can we help?'],
		]) {
			const { html } = await portal.as(portal.cast.ada).get(path ?? '')
			expect(html).toContain(`>${label}</label>`)
			expect(html).toMatch(/<textarea[^>]*aria-describedby="[a-z]+-text-hint"(?![^>]*required)/)
			expect(html).toContain('You can also send files without a message.')
		}
	})

	test('an answer without text and file is refused on the request’s own page', async () => {
		const ada = portal.as(portal.cast.ada)
		const page = await ada.send(formOf(await ada.get(`/requests/${printer}`), 'Send'), { text: ' ' })
		expect(page.status).toBe(422)
		expect(page.at).toBe(`/requests/${printer}`)
		expect(page.text).toContain('Please check one thing')
		expect(page.html).toContain('<a href="#reply-text">Write a message, or add a file.</a>')
		expect(page.html).toMatch(
			/<textarea[^>]*aria-describedby="reply-text-hint reply-text-error"[^>]*aria-invalid="true"/,
		)
		expect(page.text).toContain('Answer 24')
	})

	test('a new request keeps what was typed until it is right', async () => {
		const ada = portal.as(portal.cast.ada)
		const typed = { subject: ' ', text: 'A <b>long</b> story\n' }
		const refused = await ada.send(formOf(await ada.get('/requests/new'), 'Send request'), typed)
		expect(refused.status).toBe(422)
		expect(refused.at).toBe('/requests/new')
		expect(refused.html).toContain('<title>Please check: New request · Acme Support</title>')
		const form = formOf(refused, 'Send request')
		expect(form?.fields).toContainEqual(['text', 'A <b>long</b> story\n'])
		const done = await ada.send(form, { subject: 'A story' })
		expect(done.at).toMatch(/^\/requests\/\d+$/)
		expect(done.text).toContain('was received')
		expect(done.text).toContain('A <b>long</b> story')
	})

	test('marking as solved says what it causes, and adding reopens', async () => {
		const ada = portal.as(portal.cast.ada)
		const question = await ada.send(formOf(await ada.get(`/requests/${printer}`), 'Mark as solved'))
		expect(question.status).toBe(200)
		expect(question.text).toContain('If you add to it later it opens again')
		const done = await ada.send(formOf(question, 'Mark as solved'))
		expect(done.at).toBe(`/requests/${printer}`)
		expect(done.text).toContain(`Request #${printer} is marked as solved.`)
		expect(done.text).toContain('This request is solved. What you add reopens it.')
		const reopened = await ada.send(formOf(done, 'Send'), { text: 'It is jammed again' })
		expect(reopened.text).toContain(`request #${printer} is open again`)
	})

	test('muting comes back to the request and says until when', async () => {
		const ada = portal.as(portal.cast.ada)
		const page = await ada.send(formOf(await ada.get(`/requests/${printer}`), 'Mute'))
		expect(page.at).toBe(`/requests/${printer}`)
		expect(page.text).toMatch(new RegExp(`nothing (?:of|about) request #${printer} until`))
		expect(formOf(page, 'Unmute')).toBeDefined()
	})

	test('Ben stops being copied and lands on a page he may see', async () => {
		const ben = portal.as(portal.cast.ben)
		const question = await ben.send(formOf(await ben.get(`/requests/${printer}`), 'Stop being copied'))
		expect(question.html).toContain('class="button danger"')
		const page = await ben.send(formOf(question, 'Stop being copied'))
		expect(page.at).toBe('/requests?scope=ccd')
		expect(page.text).toContain(`You are no longer copied on request #${printer}.`)
	})
})

test('everything is in Italian for whoever chose that', async () => {
	const { carla } = portal.cast
	await portal.ports.accounts.change(carla.id, { locale: 'it', timeZone: 'Europe/Rome' })
	const browser = portal.as(carla)
	const list = await browser.get('/requests')
	expect(list.html).toContain('<html lang="it">')
	expect(list.text).toContain('Le mie richieste')
	expect(list.text).toContain('Impostazioni')
	const page = await browser.get(`/requests/${calendar}`)
	expect(page.text).toContain('Aggiungi un messaggio')
	const refused = await browser.send(formOf(page, 'Invia'), { text: '' })
	expect(refused.text).toContain('Controlla una cosa')
	expect(portal.failures).toEqual([])
})

test.each([
	['en', 'Something went wrong'],
	['it', 'Qualcosa'],
] as const)(
	'what is not there, what is refused and what breaks differ in status, in %s',
	async (locale, words) => {
		const { ada } = portal.cast
		await portal.ports.accounts.change(ada.id, { locale })
		const browser = portal.as(ada)
		const headers = { origin: portal.address }
		const asked = async (command: object) => {
			const body = new URLSearchParams({ command: JSON.stringify(command) })
			const answer = await browser.raw('/do', { method: 'POST', headers, body })
			return { status: answer.status, html: await answer.text() }
		}
		expect((await browser.get('/requests/999999')).status).toBe(404)
		expect((await asked({ do: 'solve', number: 999_999 })).status).toBe(404)
		expect((await asked({ do: 'reply', number: 999_999, text: 'x', sent: 'yes' })).status).toBe(404)
		expect((await asked({ do: 'cc', number: printer, change: 'add', email: ada.email })).status).toBe(422)
		const { tickets } = portal.ports
		const find = tickets.find.bind(tickets)
		const broken = new Error('the disk is full')
		tickets.find = () => Promise.reject(broken)
		try {
			const failed = await asked({ do: 'solve', number: printer })
			expect(failed.status).toBe(500)
			expect(failed.html).toContain(words)
			expect((await browser.get(`/requests/${printer}`)).status).toBe(500)
		} finally {
			tickets.find = find
		}
		expect(portal.failures.splice(0)).toEqual([broken, broken])
	},
)
