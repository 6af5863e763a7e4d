import { request as httpRequest } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Account } from '../../../../src/domain/account.ts'
import { mailedBy, unsubscribeAddress } from '../../../../src/features/unsubscribe.ts'
import { noticeKinds } from '../../../../src/ports/accounts.ts'
import { wordsOf } from '../../../../src/words/index.ts'
import { formOf } from './browser.ts'
import { openPortal, type Portal } from './portal.ts'
import { faultsOf } from './validate.ts'

let portal: Portal
beforeEach(async () => {
	portal = await openPortal()
})
afterEach(async () => {
	expect(portal.failures).toEqual([])
	await portal.close()
})

const identity = { platform: 'slack', space: 'T1', user: 'U0ADA' }
const oneClick = { 'List-Unsubscribe': 'One-Click' }

const pathFor = (account: Account) => new URL(unsubscribeAddress(portal.ports, account)).pathname
const chosen = async (account: Account) => portal.ports.accounts.preferences(account.id)
const everythingOff = Object.fromEntries(
	noticeKinds.filter(kind => kind !== 'organization').map(kind => [kind, 'off']),
)

async function link(account: Account): Promise<void> {
	const { links, clock } = portal.ports
	await links.issueCode({
		identity,
		account: account.id,
		hash: 'h',
		expiresAt: clock.now() + 60_000,
		tries: 5,
	})
	await links.link({ identity, name: 'ada', hash: 'h' })
}

test('Ada presses the button in her letter’s page, and no notice comes by mail any more', async () => {
	const { ada } = portal.cast
	await portal.ports.accounts.setPreferences(ada.id, {
		notices: { organization: 'off' },
		digest: '09:00',
		quiet: { from: '18:00', to: '08:00' },
	})
	const nobody = portal.as()
	const page = await nobody.get(pathFor(ada))
	expect(page.status).toBe(200)
	expect(await faultsOf(page.html)).toEqual([])
	expect(page.text).toContain('a•••@acme.example')
	expect(page.html).not.toContain('ada@acme.example')
	const say = wordsOf('en')
	for (const key of ['notify.answer', 'notify.reminder', 'notify.digest'] as const)
		expect(page.text).toContain(say(key))
	expect(page.text).not.toContain(say('notify.organization'))
	expect(page.forms).toHaveLength(1)
	const done = await nobody.send(formOf(page, 'Unsubscribe'))
	expect(done.status).toBe(200)
	expect(await faultsOf(done.html)).toEqual([])
	expect(done.text).toContain('No more emails about requests are sent to a•••@acme.example.')
	expect(done.html).toContain('href="/settings"')
	expect(await chosen(ada)).toEqual({
		notices: { organization: 'off', ...everythingOff },
		quiet: { from: '18:00', to: '08:00' },
	})
	// There is nothing left to end.
	const again = await nobody.get(pathFor(ada))
	expect(again.forms).toEqual([])
	expect(again.text).toContain('You are unsubscribed')
})

test.each(['urlencoded', 'multipart'])(
	'a mail client’s one click needs no cookie and no page of ours: %s',
	async form => {
		const { ada } = portal.cast
		const body = form === 'multipart' ? new FormData() : new URLSearchParams()
		body.append('List-Unsubscribe', 'One-Click')
		for (let each = 0; each < 2; each++) {
			const answer = await fetch(new URL(pathFor(ada), portal.address), {
				method: 'POST',
				body,
				headers: { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' },
				redirect: 'manual',
			})
			expect(answer.status).toBe(200)
			expect(answer.headers.getSetCookie()).toEqual([])
		}
		expect((await chosen(ada)).notices).toEqual(everythingOff)
	},
)

test('whoever only follows links changes nothing', async () => {
	const { ada } = portal.cast
	for (const method of ['GET', 'HEAD', 'GET']) {
		const answer = await fetch(new URL(pathFor(ada), portal.address), { method })
		expect(answer.status).toBe(200)
		expect(answer.headers.get('cache-control')).toBe('no-store')
		expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
		expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
		await answer.body?.cancel()
	}
	for (const method of ['PUT', 'DELETE', 'OPTIONS'])
		expect((await fetch(new URL(pathFor(ada), portal.address), { method })).status).toBe(
			method === 'OPTIONS' ? 204 : 405,
		)
	expect(await chosen(ada)).toEqual({ notices: {} })
})

test('with a chat, what comes there still does, and the daily list too; nothing goes by mail instead', async () => {
	const { ada } = portal.cast
	await link(ada)
	await portal.deliver()
	await portal.ports.accounts.setPreferences(ada.id, {
		notices: { answer: 'mail', copied: 'chat', organization: 'mail' },
		digest: '09:00',
	})
	const page = await portal.as().get(pathFor(ada))
	const say = wordsOf('en')
	expect(page.text).toContain(say('notify.organization'))
	expect(page.text).toContain(say('web.unsubscribe.instead'))
	expect(page.text).not.toContain(say('notify.digest'))
	await portal.as().send(formOf(page, 'Unsubscribe'))
	expect(await chosen(ada)).toEqual({
		notices: { answer: 'off', copied: 'chat', organization: 'off' },
		digest: '09:00',
		chatOnly: true,
	})
	// The list that is still wanted still waits to be told.
	const due = (await portal.ports.jobs.nextDue()) ?? 0
	expect(new Date(due).toISOString()).toMatch(/T09:00:00/)
})

test('a letter to a mailbox that is no longer Ada’s decides nothing', async () => {
	const { ada, ben } = portal.cast
	const old = unsubscribeAddress(portal.ports, { id: ada.id, email: 'old@elsewhere.example' })
	const answer = await portal.as().get(new URL(old).pathname)
	expect(answer.status).toBe(404)
	expect(answer.text).not.toContain('acme.example')
	const { status } = await portal.as().raw(new URL(old).pathname, {
		method: 'POST',
		body: new URLSearchParams(oneClick),
	})
	expect(status).toBe(404)
	await portal.ports.accounts.change(ben.id, { disabled: true })
	expect((await portal.as().get(pathFor(ben))).status).toBe(404)
	expect([await chosen(ada), await chosen(ben)]).toEqual([{ notices: {} }, { notices: {} }])
})

test('a token that is wrong gets one answer, whoever it names', async () => {
	const { ada, mallory } = portal.cast
	const right = pathFor(ada).split('/').at(-1) ?? ''
	const [id = '', mailbox = '', signature = ''] = right.split('.')
	const hers = (pathFor(mallory).split('/').at(-1) ?? '').split('.')
	const wrong = [
		`${id}.${mailbox}.${signature.slice(0, -2)}AA`,
		`999999.${mailbox}.${signature}`,
		`${id}.${mailbox}.${hers[2]}`,
		`${id}.${hers[1]}.${hers[2]}`,
		`${mallory.id}.${mailbox}.${signature}`,
		`${id}.${signature}`,
		`${right}x`,
		`x${right}`,
		id,
		'x',
		'%00',
		'a'.repeat(5_000),
	]
	const answers = await Promise.all(
		wrong.flatMap(token =>
			(['GET', 'POST'] as const).map(async method => {
				const answer = await fetch(new URL(`/unsubscribe/${token}`, portal.address), {
					method,
					...(method === 'POST' && { body: new URLSearchParams(oneClick) }),
				})
				const html = await answer.text()
				return [answer.status, html.replaceAll(/value="[^"]*"/g, '')]
			}),
		),
	)
	// Nor does the time that it takes tell whether there is such an account: none is looked for.
	const read: string[] = []
	const { accounts } = portal.ports
	const watched = { ...accounts, byId: (one: string) => (read.push(one), accounts.byId(one)) }
	for (const token of [...wrong, right]) await mailedBy({ ...portal.ports, accounts: watched }, token)
	expect(read).toEqual([ada.id])
	expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
	expect(answers[0]?.[0]).toBe(404)
	expect(await chosen(ada)).toEqual({ notices: {} })
	expect(await chosen(mallory)).toEqual({ notices: {} })
})

test('a POST that does not say what RFC 8058 has it say changes nothing', async () => {
	const { ada } = portal.cast
	const path = pathFor(ada)
	const post = async (body: string | undefined, type = 'application/x-www-form-urlencoded') =>
		(
			await fetch(new URL(path, portal.address), {
				method: 'POST',
				headers: { 'content-type': type },
				...(body !== undefined && { body }),
			})
		).status
	expect(await post(undefined)).toBe(400)
	expect(await post('')).toBe(400)
	expect(await post('List-Unsubscribe=')).toBe(400)
	expect(await post('list-unsubscribe=one-click')).toBe(400)
	expect(await post('List-Unsubscribe=One-Click', 'text/plain')).toBe(400)
	expect(await post('{"List-Unsubscribe":"One-Click"}', 'application/json')).toBe(400)
	expect(await post('--x\r\nnot a part', 'multipart/form-data; boundary=x')).toBe(400)
	expect(await post('List-Unsubscribe=One-Click', 'multipart/form-data')).toBe(400)
	expect(await post(`${'x'.repeat(5_000)}&List-Unsubscribe=One-Click`)).toBe(413)
	// Without a length it is counted as it comes.
	const chunked = await new Promise<number | undefined>((resolve, reject) => {
		const sending = httpRequest(new URL(path, portal.address), {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded', 'transfer-encoding': 'chunked' },
		})
		sending.on('response', response => {
			response.resume()
			resolve(response.statusCode)
		})
		sending.on('error', reject)
		sending.end(`List-Unsubscribe=One-Click&${'x'.repeat(5_000)}`)
	})
	expect(chunked).toBe(413)
	expect(await chosen(ada)).toEqual({ notices: {} })
})

test('the page speaks the language of whose letter it was, then the browser’s', async () => {
	const { ada } = portal.cast
	expect((await portal.as().get(pathFor(ada), { 'accept-language': 'it' })).html).toContain('lang="it"')
	await portal.ports.accounts.change(ada.id, { locale: 'it' })
	const page = await portal.as().get(pathFor(ada), { 'accept-language': 'en' })
	expect(page.html).toContain('<html lang="it">')
	expect(page.text).toContain('Niente più email sulle richieste?')
	expect(await faultsOf(page.html)).toEqual([])
	const done = await portal.as().send(formOf(page, 'Annulla iscrizione'))
	expect(done.text).toContain('Iscrizione annullata')
	expect(await faultsOf(done.html)).toEqual([])
})
