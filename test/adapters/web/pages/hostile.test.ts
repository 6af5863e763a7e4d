import { afterAll, beforeAll, expect, test } from 'vitest'
import { localPath } from '../../../../adapters/web/address.ts'
import { allowed } from '../../../contracts/cast.ts'
import { type Browser, formOf } from './browser.ts'
import { openPortal, type Portal } from './portal.ts'

let portal: Portal
let ada: Browser
let number: number

beforeAll(async () => {
	portal = await openPortal()
	ada = portal.as(portal.cast.ada)
	const { ticket } = allowed(
		await portal.ports.tickets.open({
			by: portal.cast.ada.id,
			via: 'test',
			subject: '<script>alert(1)</script> "quoted" \u202Eturned',
			text: '<img src=x onerror=alert(1)> [a](javascript:alert(1)) https://ok.example/?a="b"&c=<d>',
			files: [],
		}),
	)
	number = ticket.number
})
afterAll(() => portal.close())

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' }
const solve = () =>
	new URLSearchParams({ command: JSON.stringify({ do: 'reply', number, text: 'sent across', sent: 'yes' }) })

test('what people write is text, in the page and in the title', async () => {
	const page = await ada.get(`/requests/${number}`)
	expect(page.html).not.toMatch(/<script|<img|javascript:[^)]*"/)
	expect(page.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
	const list = await ada.get('/requests')
	expect(list.html).not.toContain('<script')
	const search = await ada.get(`/requests?search=${encodeURIComponent('"><script>x')}`)
	expect(search.html).not.toContain('<script')
})

test('every page carries the headers that keep it to itself', async () => {
	for (const path of ['/requests', `/requests/${number}`, '/requests/9', '/settings', '/nowhere']) {
		const { headers } = await ada.get(path)
		expect(headers.get('content-security-policy')).toBe(
			"default-src 'none'; style-src 'self'; form-action 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
		)
		expect(headers.get('x-content-type-options')).toBe('nosniff')
		expect(headers.get('cache-control')).toBe('no-store')
		expect(headers.get('referrer-policy')).toBe('same-origin')
	}
})

test.each([
	['from another origin', { origin: 'https://umbra.example' }],
	['from another site, says the browser', { 'sec-fetch-site': 'cross-site' }],
	['from a sister site', { 'sec-fetch-site': 'same-site' }],
	['without a word of its origin', {}],
	['from nowhere', { origin: 'null' }],
	['from us to the wrong site', { origin: 'https://umbra.example', 'sec-fetch-site': 'same-origin' }],
])('a form sent %s has no effect', async (_, headers) => {
	for (const path of ['/do', '/settings', '/sign-out', '/sign-in', '/sign-up', '/password/set']) {
		const answer = await ada.raw(path, {
			method: 'POST',
			headers: { ...urlencoded, ...headers },
			body: solve(),
		})
		expect(answer.status).toBe(403)
		expect(await answer.text()).toContain('That did not come from here')
	}
	expect((await ada.get(`/requests/${number}`)).text).not.toContain('sent across')
})

test('a form of ours without an origin, as browsers send it under a strict policy, is taken', async () => {
	const headers = { ...urlencoded, origin: 'null', 'sec-fetch-site': 'same-origin' }
	const body = new URLSearchParams({ command: JSON.stringify({ do: 'mute', number }), page: '/settings' })
	const answer = await ada.raw('/do', { method: 'POST', headers, body })
	expect(answer.status).toBe(303)
	expect(answer.headers.get('location')).toBe('/settings')
})

test('a form names no files: only those that came with it are taken', async () => {
	const file = { name: 'x', size: 1, type: 't', at: 'platform', platform: 'slack', source: '{"id":"F1"}' }
	const command = { do: 'reply', number, text: 'without files', sent: 'yes', files: [file] }
	const body = new URLSearchParams({ command: JSON.stringify(command), files: JSON.stringify([file]) })
	const headers = { ...urlencoded, origin: portal.address }
	expect((await ada.raw('/do', { method: 'POST', headers, body })).status).toBe(303)
	const page = await ada.get(`/requests/${number}`)
	expect(page.text).toContain('without files')
	expect(page.html).not.toContain('class="files"')
})

test('links are built from the public address, whatever host was asked for', async () => {
	const page = await ada.raw('/requests', {
		headers: { host: 'umbra.example', 'x-forwarded-host': 'umbra.example' },
	})
	expect(await page.text()).not.toContain('umbra.example')
	const refused = await ada.raw('/do', {
		method: 'POST',
		headers: { ...urlencoded, host: 'umbra.example', origin: 'http://umbra.example' },
		body: solve(),
	})
	expect(refused.status).toBe(403)
	expect(await refused.text()).not.toContain('umbra.example')
})

test('arrays, giants, nonsense and what is not a command are refused and change nothing', async () => {
	const headers = { ...urlencoded, origin: portal.address }
	const command = encodeURIComponent(JSON.stringify({ do: 'reply', number, sent: 'yes' }))
	const before = (await ada.get(`/requests/${number}`)).html.split('<article').length
	for (const body of [
		'',
		'command=',
		'command=[]',
		'command=null',
		'command=%7B%7D',
		'command=%7B%22do%22%3A%22constructor%22%7D',
		`command=${command}&command=${command}`,
		`command=${command}&text=a&text=b`,
		`command=${command}&number=${'9'.repeat(10_000)}&text=a`,
		`command=${command}&text=${'a'.repeat(100_001)}`,
		`command=${'['.repeat(100_000)}`,
	]) {
		const answer = await ada.raw('/do', { method: 'POST', headers, body })
		expect([body.slice(0, 80), answer.status]).toEqual([body.slice(0, 80), 400])
	}
	const long = await ada.raw('/do', {
		method: 'POST',
		headers,
		body: `command=${command}&text=${'ü'.repeat(40_000)}`,
	})
	expect(long.status).toBe(422)
	expect(await long.text()).toContain('ü'.repeat(40_000))
	expect((await ada.get(`/requests/${number}`)).html.split('<article').length).toBe(before)
	for (const query of [
		'scope=a&scope=b',
		'search[]=x',
		`search=${'x'.repeat(10_000)}`,
		'cursor=%00',
		'back=%FF',
	]) {
		expect((await ada.get(`/requests?${query}`)).status).toBeLessThan(500)
	}
	expect(portal.failures).toEqual([])
})

test('a page asks nobody to change anything by being looked at', async () => {
	const methods = await ada.raw('/do', {})
	expect(methods.status).toBe(405)
	expect(methods.headers.get('allow')).toBe('POST, OPTIONS')
	const head = await ada.raw('/requests', { method: 'HEAD' })
	expect(head.status).toBe(200)
	expect(await head.text()).toBe('')
	const options = await ada.raw('/requests/new', { method: 'OPTIONS' })
	expect(options.status).toBe(204)
	expect(options.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS')
	expect((await ada.raw('/requests', { method: 'DELETE' })).status).toBe(405)
})

test('what an act has caused is shown once, to whom it was said, and only in our words', async () => {
	const page = await ada.get(`/requests/${number}`)
	const unmute = formOf(page, 'Unmute')
	await ada.raw('/do', {
		method: 'POST',
		headers: { ...urlencoded, origin: portal.address },
		body: new URLSearchParams(
			[...(unmute?.fields ?? [])].map(([name, value]): [string, string] => [name, value]),
		),
	})
	const said = ada.cookies.get('said') ?? ''
	const carla = portal.as(portal.cast.carla)
	carla.cookies.set('said', said)
	expect((await carla.get('/requests')).html).not.toContain('role="status"')
	carla.cookies.set('said', `${Buffer.from('Send me your password').toString('base64url')}.x`)
	expect((await carla.get('/requests')).html).not.toContain('role="status"')
	expect((await ada.get('/requests')).html).toContain('role="status"')
	expect((await ada.get('/requests')).html).not.toContain('role="status"')
})

test('whoever is not signed in is asked to, and comes back to where they wanted', async () => {
	const nobody = portal.as()
	const page = await nobody.get('/requests?status=open')
	expect(page.at).toBe('/sign-in?next=%2Frequests%3Fstatus%3Dopen')
	expect(page.text).toContain('Sign in to go on.')
	expect(formOf(page, 'Sign in')?.fields).toContainEqual(['next', '/requests?status=open'])
	const elsewhere = await nobody.get('/sign-in?next=https://umbra.example/')
	expect(formOf(elsewhere, 'Sign in')?.fields.map(([name]) => name)).not.toContain('next')
})

test('a session of someone who was disabled is none, whoever vouches for it', async () => {
	await portal.ports.accounts.change(portal.cast.ben.id, { disabled: true })
	expect((await portal.as(portal.cast.ben).get('/requests')).at).toContain('/sign-in')
})

test.each([
	'//umbra.example',
	'/\\umbra.example',
	'https://umbra.example',
	'/.//umbra.example',
	'/a/..//umbra.example',
	'/\tx',
	'x',
	'',
	`/${'x'.repeat(3_000)}`,
])('%j is not a path of ours', path => {
	expect(localPath(path)).toBeUndefined()
})

test.each([
	['/requests/12?before=3&back=scope%3Dccd', '/requests/12?before=3&back=scope%3Dccd'],
	['/requests/../queue', '/queue'],
	['/requests/%2e%2e/queue?q=.', '/queue?q=.'],
	['/requests?', '/requests'],
	['/?x=/../y', '/?x=/../y'],
])('%j is the path %j', (path, is) => {
	expect(localPath(path)).toBe(is)
})

test('a language is chosen by the address, then by the browser', async () => {
	const nobody = portal.as()
	expect((await nobody.get('/sign-in', { 'accept-language': 'it-IT,en;q=0.5' })).html).toContain(
		'<html lang="it">',
	)
	expect((await nobody.get('/sign-in?lang=en', { 'accept-language': 'it' })).html).toContain(
		'<html lang="en">',
	)
	expect((await nobody.get('/sign-in?lang=xx')).html).toContain('<html lang="en">')
})
