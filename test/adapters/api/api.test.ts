import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { requestBudget } from '../../../adapters/api/budget.ts'
import type { Account } from '../../../src/domain/account.ts'
import { apiScopes } from '../../../src/ports/api-tokens.ts'
import { databases } from '../../conversations/platform.ts'
import { openWorld, type World } from '../../world.ts'
import { type Ask, asking, tokenFor } from './caller.ts'

describe.each(databases)('the API on $name', ({ environment }) => {
	let world: World
	let ada: Ask
	let mallory: Ask
	let diego: Ask
	let admin: Ask
	beforeEach(async () => {
		world = await openWorld(await environment())
		const { cast, app } = world
		const boss = await app.ports.accounts.add({
			email: 'boss@support.example',
			firstName: 'Bea',
			lastName: 'Boss',
			role: 'admin',
			proved: true,
		})
		const as = async (account: Account) => asking(world, await tokenFor(world, account))
		ada = await as(cast.ada)
		mallory = await as(cast.mallory)
		diego = await as(cast.diego)
		admin = await as(boss as Account)
	})
	afterEach(async () => {
		await world.close()
		expect(world.faults).toEqual([])
	})

	const opened = async (by: Ask, more: object = {}) => {
		const made = await by('POST', '/tickets', { subject: 'Printer', text: 'It is *jammed*.', ...more })
		expect(made.status).toBe(201)
		return made.json.number as number
	}

	test('a request goes from the shop to support and back, with a file byte for byte', async () => {
		const bytes = new Uint8Array(100_000).map((_, index) => index % 251)
		const kept = await ada('POST', '/uploads?name=photo.png', bytes, { 'content-type': 'image/png' })
		expect(kept).toMatchObject({ status: 201, json: { size: 100_000 } })
		const number = await opened(ada, { uploads: [kept.json.upload] })
		expect((await ada('GET', '/me/tickets')).json.tickets).toMatchObject([{ number, status: 'new' }])
		expect((await diego('GET', '/tickets?queue=unassigned')).json.tickets).toMatchObject([{ number }])

		await diego('PUT', `/tickets/${number}/assignee`, { assignee: 'diego@support.example' })
		await diego('PUT', `/tickets/${number}/priority`, { priority: 'high' })
		await diego('PUT', `/tickets/${number}/ccs/ben@elsewhere.example`)
		await diego('POST', `/tickets/${number}/comments`, { text: 'The third this month.', public: false })
		const said = await diego('POST', `/tickets/${number}/comments`, { text: 'Try again.', status: 'pending' })
		expect(said.json).toEqual({ number, sequence: 3, followUp: false })
		const read = (await ada('GET', `/tickets/${number}`)).json
		expect(read).toMatchObject({
			status: 'pending',
			priority: 'high',
			assignee: { name: 'Diego Sala' },
			ccs: [{ email: 'ben@elsewhere.example' }],
			lastSequence: 3,
		})
		expect((await ada('GET', `/tickets/${number}/comments`)).json.comments).toMatchObject([
			{
				sequence: 1,
				text: 'It is *jammed*.',
				files: [{ name: 'photo.png', size: 100_000, state: 'stored' }],
			},
			{ sequence: 3, text: 'Try again.' },
		])
		const all = (await diego('GET', `/tickets/${number}/comments`)).json.comments
		expect(all).toHaveLength(3)
		const { id } = all[0].files[0]
		const token = await tokenFor(world, world.cast.ada)
		const file = await fetch(`${world.address}/api/v1/files/${id}`, {
			headers: { authorization: `Bearer ${token}` },
		})
		expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes)
		expect((await mallory('GET', `/files/${id}`)).status).toBe(404)
		const solved = await ada('PUT', `/tickets/${number}/status`, { status: 'solved' })
		expect(solved.json.status).toBe('solved')
		// What is so already is as it was asked for.
		expect((await ada('PUT', `/tickets/${number}/status`, { status: 'solved' })).status).toBe(200)
		const history = await world.app.ports.tickets.history(world.cast.diego, String(number), { size: 20 })
		expect(new Set(history.map(({ via }) => via))).toEqual(new Set(['api']))
	})

	test('what is somebody else’s is answered like what is not there, byte for byte', async () => {
		const number = await opened(ada)
		for (const [method, path, body] of [
			['GET', '', undefined],
			['GET', '/comments', undefined],
			['POST', '/comments', { text: 'Hi' }],
			['PUT', '/status', { status: 'solved' }],
			['PUT', '/priority', { priority: 'low' }],
			['PUT', '/assignee', { assignee: null }],
			['PUT', '/ccs/ada@acme.example', undefined],
			['DELETE', '/ccs/ada@acme.example', undefined],
		] as const) {
			const theirs = await mallory(method, `/tickets/${number}${path}`, body)
			const none = await mallory(method, `/tickets/999999${path}`, body)
			expect(theirs.text, `${method} ${path}`).toBe(none.text)
			expect([theirs.status, none.status], `${method} ${path}`).toEqual([404, 404])
		}
		expect((await ada('GET', `/tickets/${number}/comments`)).json.comments).toHaveLength(1)
	})

	test('the same under the same key has its effect once, also a hundred times at once', async () => {
		const key = { 'idempotency-key': 'order-17' }
		const body = { subject: 'Order 17', text: 'Late.' }
		const all = await Promise.all(Array.from({ length: 100 }, () => ada('POST', '/tickets', body, key)))
		expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]))
		expect(new Set(all.map(({ json }) => json.number)).size).toBe(1)
		expect((await ada('GET', '/me/tickets')).json.tickets).toHaveLength(1)
		const other = await ada('POST', '/tickets', { ...body, text: 'Lost.' }, key)
		expect(other).toMatchObject({ status: 422, json: { type: 'urn:sportello:problem:reused' } })
		// Keys are each token's own.
		expect((await mallory('POST', '/tickets', { ...body, text: 'Lost.' }, key)).status).toBe(201)
		expect((await ada('POST', '/tickets', body, { 'idempotency-key': 'a b' })).status).toBe(400)

		const carl = { email: 'carl@new.example', firstName: 'Carl' }
		const first = await admin('POST', '/accounts', carl, { 'idempotency-key': 'carl' })
		const again = await admin('POST', '/accounts', carl, { 'idempotency-key': 'carl' })
		expect([first.status, again.status]).toEqual([201, 201])
		expect(again.json).toEqual(first.json)
		expect((await admin('POST', '/accounts', carl)).status).toBe(409)
		// What was refused is refused again, under the same key too.
		for (let time = 0; time < 2; time++) {
			const refused = await admin('POST', '/accounts', carl, { 'idempotency-key': 'once-more' })
			expect(refused.status).toBe(409)
		}
		await world.app.drain()
		expect(world.mail.letters().filter(({ to }) => to.includes('carl@new.example'))).toHaveLength(1)
	})

	test('pages lead on until all was seen once', async () => {
		for (let count = 0; count < 7; count++) await opened(ada, { subject: `Request ${count}` })
		const seen: string[] = []
		let path: string | undefined = '/me/tickets?size=3'
		while (path) {
			const page: Awaited<ReturnType<Ask>> = await ada('GET', path)
			seen.push(...page.json.tickets.map((one: { subject: string }) => one.subject))
			path = /<[^>]*\/api\/v1([^>]*)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]
		}
		expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map(count => `Request ${count}`))
		const people: string[] = []
		let cursor = ''
		do {
			const { json } = await diego('GET', `/accounts?size=2${cursor && `&cursor=${cursor}`}`)
			people.push(...json.accounts.map((one: { email: string }) => one.email))
			cursor = json.next ?? ''
		} while (cursor)
		expect(people).toEqual([...people].toSorted())
		expect(people).toHaveLength(6)
	})

	test('accounts and organizations are made by admins, read by support, and nobody else’s business', async () => {
		expect((await ada('GET', '/accounts')).status).toBe(403)
		expect((await diego('GET', '/accounts?email=ADA@acme.example')).json.accounts).toMatchObject([
			{ email: 'ada@acme.example', organization: { name: 'Acme' } },
		])
		expect((await diego('POST', '/organizations', { name: 'Initech' })).status).toBe(403)
		const made = (await admin('POST', '/organizations', { name: 'Initech', grant: 'comment' })).json
		expect((await admin('POST', '/organizations', { name: 'initech' })).status).toBe(409)
		expect((await admin('PUT', `/organizations/${made.id}/grant`, { grant: 'none' })).json.grant).toBe('none')
		const milton = await admin('POST', '/accounts', {
			email: 'Milton@Initech.example',
			firstName: 'Milton',
			organization: made.id,
		})
		expect(milton.json).toMatchObject({ email: 'milton@initech.example', organization: { name: 'Initech' } })
		expect((await diego('GET', `/accounts/${milton.json.id}`)).json).toEqual(milton.json)
		const { id } = (await diego('GET', '/accounts?email=ada@acme.example')).json.accounts[0]
		expect((await admin('PUT', `/accounts/${id}/disabled`, { disabled: true })).json.disabled).toBe(true)
		expect((await ada('GET', '/me')).status).toBe(401)
		const own = (await admin('GET', '/me')).json.account.id
		expect((await admin('PUT', `/accounts/${own}/disabled`, { disabled: true })).status).toBe(409)
	})

	test('what cannot be read is refused with what is the matter, and changes nothing', async () => {
		const number = await opened(ada)
		const refused = async (
			method: string,
			path: string,
			body?: unknown,
			headers?: Record<string, string>,
		) => {
			const { status, json, headers: told } = await ada(method, path, body, headers)
			expect(told.get('content-type')).toBe('application/problem+json')
			return [status, json.type.replace('urn:sportello:problem:', ''), json.errors?.[0]?.at ?? '']
		}
		const path = `/tickets/${number}/comments`
		expect(await refused('GET', '/me/tickets?state=open')).toEqual([422, 'invalid', 'query'])
		expect(await refused('GET', '/me/tickets?status=new')).toEqual([422, 'invalid', 'status'])
		expect(await refused('GET', '/me/tickets?size=0')).toEqual([422, 'invalid', 'size'])
		expect(await refused('GET', '/me/tickets?size=1&size=2')).toEqual([400, 'malformed', ''])
		expect(await refused('GET', `/tickets/${number}?all=1`)).toEqual([422, 'invalid', 'query'])
		expect(await refused('POST', path, { text: ' \n' })).toEqual([422, 'invalid', 'text'])
		expect((await ada('POST', path, {})).json.errors).toEqual([{ at: 'text', says: 'is missing' }])
		expect(await refused('POST', path, { text: 'x'.repeat(65_537) })).toEqual([422, 'invalid', 'text'])
		expect(await refused('POST', path, { text: 'x', sure: true })).toEqual([422, 'invalid', 'body'])
		expect(await refused('POST', path, { text: 'x', uploads: ['a.b'] })).toEqual([
			422,
			'invalid',
			'uploads.0',
		])
		expect(await refused('POST', path, { text: 'x', public: false })).toEqual([403, 'forbidden', ''])
		expect(await refused('POST', path, { text: 'x', status: 'pending' })).toEqual([403, 'forbidden', ''])
		expect(
			await refused('POST', path, new TextEncoder().encode('{'), { 'content-type': 'application/json' }),
		).toEqual([400, 'malformed', ''])
		const latin = { 'content-type': 'application/json; charset=latin1' }
		expect(await refused('POST', path, new TextEncoder().encode('{}'), latin)).toEqual([415, 'type', ''])
		expect(await refused('POST', path, { text: 'x'.repeat(1_100_000) })).toEqual([413, 'large', ''])
		const huge = new Uint8Array(64 * 1024 * 1024 + 1)
		expect(await refused('POST', '/uploads?name=a', huge)).toEqual([413, 'large', ''])
		expect(await refused('POST', '/uploads', new Uint8Array(1))).toEqual([422, 'invalid', 'name'])
		expect(await refused('POST', '/uploads?name=a', new Uint8Array(0))).toEqual([422, 'invalid', 'body'])
		expect(await refused('GET', '/nothing')).toEqual([404, 'absent', ''])
		expect(await refused('GET', '/tickets/%E0')).toEqual([404, 'absent', ''])
		expect(await refused('DELETE', '/tickets')).toEqual([405, 'method', ''])
		expect((await ada('GET', path)).json.comments).toHaveLength(1)
		// What another account stored is not there to be put on a comment.
		const theirs = await mallory('POST', '/uploads?name=a', new Uint8Array([1]))
		expect(await refused('POST', path, { text: 'x', uploads: [theirs.json.upload] })).toEqual([
			422,
			'invalid',
			'uploads.0',
		])
	})

	test('what can be got can be asked for its headers, and a method that is not known is told which are', async () => {
		const number = await opened(ada)
		for (const path of [
			'/me',
			`/tickets/${number}`,
			'/me/tickets?size=1',
			'/openapi.json',
			'/tickets/999999',
		]) {
			const [got, head] = [await ada('GET', path), await ada('HEAD', path)]
			expect([head.status, head.text], path).toEqual([got.status, ''])
			expect(head.headers.get('content-type')).toBe(got.headers.get('content-type'))
		}
		const options = await ada('OPTIONS', '/tickets')
		expect([options.status, options.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
		const quoted = { 'content-type': 'application/json; charset="UTF-8"' }
		const body = { subject: 'Lamp', text: 'Dark.' }
		expect((await ada('POST', '/tickets', body, quoted)).status).toBe(201)
	})

	test('nobody comes in without a token, and a cookie is none', async () => {
		const nobody = asking(world, undefined)
		for (const headers of [
			{},
			{ cookie: '__Host-session=x' },
			{ authorization: 'Basic x' },
			{ authorization: 'Bearer spo_x' },
		]) {
			const { status, headers: told } = await nobody('GET', '/me', undefined, headers)
			expect(status).toBe(401)
			expect(told.get('www-authenticate')).toBe('Bearer')
			expect(told.get('access-control-allow-origin')).toBeNull()
		}
		expect((await nobody('GET', '/openapi.json')).json.openapi).toBe('3.1.0')
	})

	test('a token that asks too much is told when to come again', async () => {
		const token = await tokenFor(world, world.cast.ada, ['tickets:read'])
		const eager = asking(world, token)
		for (let count = 0; count < requestBudget.limit; count += 50) {
			await Promise.all(Array.from({ length: 50 }, () => eager('GET', '/me')))
		}
		const over = await eager('GET', '/me')
		expect(over.status).toBe(429)
		expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
		expect((await ada('GET', '/me')).status).toBe(200)
		world.clock.advance(requestBudget.window)
		expect((await eager('GET', '/me')).status).toBe(200)
	})

	test('each operation takes its scope and no other', async () => {
		const number = await opened(ada)
		const table: readonly (readonly [scope: string, method: string, path: string, body?: unknown])[] = [
			['tickets:read', 'GET', '/tickets'],
			['tickets:read', 'GET', '/me/tickets'],
			['tickets:read', 'GET', `/tickets/${number}`],
			['tickets:write', 'POST', '/tickets', { subject: 'S', text: 'T' }],
			['tickets:write', 'PUT', `/tickets/${number}/status`, { status: 'open' }],
			['tickets:write', 'PUT', `/tickets/${number}/priority`, { priority: 'low' }],
			['tickets:write', 'PUT', `/tickets/${number}/assignee`, { assignee: null }],
			['tickets:write', 'PUT', `/tickets/${number}/ccs/ben@elsewhere.example`],
			['tickets:write', 'DELETE', `/tickets/${number}/ccs/ben@elsewhere.example`],
			['comments:read', 'GET', `/tickets/${number}/comments`],
			['comments:write', 'POST', `/tickets/${number}/comments`, { text: 'T' }],
			['files:write', 'POST', '/uploads?name=a', new Uint8Array([1])],
			['files:read', 'GET', '/files/424242'],
			['accounts:read', 'GET', '/accounts'],
			['accounts:read', 'GET', `/accounts/${world.cast.ada.id}`],
			['accounts:write', 'POST', '/accounts', { email: 'new@new.example', firstName: 'N' }],
			['accounts:write', 'PUT', `/accounts/${world.cast.ben.id}/disabled`, { disabled: false }],
			['organizations:read', 'GET', '/organizations'],
			['organizations:write', 'POST', '/organizations', { name: 'N' }],
			['organizations:write', 'PUT', `/organizations/${world.cast.acme.id}/grant`, { grant: 'see' }],
		]
		for (const scope of apiScopes) {
			const boss = (await world.app.ports.accounts.byEmail('boss@support.example')) as Account
			const ask = asking(world, await tokenFor(world, boss, [scope]))
			for (const [needed, method, path, body] of table) {
				const { status, json } = await ask(method, path, body)
				const refused = status === 403 && json.type === 'urn:sportello:problem:scope'
				expect(refused, `${scope}: ${method} ${path}`).toBe(needed !== scope)
			}
		}
	})
})
