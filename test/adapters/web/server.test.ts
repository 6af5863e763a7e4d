import { EventEmitter, once } from 'node:events'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openServer } from '../../../adapters/web/server.ts'
import type { Account } from '../../../src/domain/account.ts'
import { keepBrowser } from '../../../src/features/browser.ts'
import type { Comer } from '../../../src/ports/outside.ts'
import { type Service, startService } from '../service.ts'

let service: Service
beforeEach(async () => {
	service = await startService({ PUBLIC_URL: 'https://help.acme.example' })
})
afterEach(() => service.stop())

/** A request as it is, without what fetch would mend. */
function raw(options: { path: string; method?: string; headers?: Record<string, string>; body?: string }) {
	return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
		const { port } = new URL(service.app.address ?? '')
		const asked = request({ host: '127.0.0.1', port, ...options }, answer => {
			answer.resume()
			answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }))
		})
		asked.on('error', reject)
		asked.end(options.body)
	})
}

describe('the server', () => {
	it('lives, and is ready while its database answers', async () => {
		expect(await (await service.get('/healthz')).text()).toBe('ok\n')
		expect((await service.get('/readyz')).status).toBe(200)
		await service.app.database.close()
		expect((await service.get('/readyz')).status).toBe(503)
		expect((await service.get('/healthz')).status).toBe(200)
	})

	it('is not ready while what is to be done after an answer does not get done', async () => {
		let works = false
		const server = openServer(service.app.ports, {}, { works: () => works })
		const port = await server.listen('127.0.0.1', 0)
		expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503)
		works = true
		expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
		await server.close(1_000)
	})

	it('turns sign-ins away while too many wait, unread and in the visitor’s language, and nothing else', async () => {
		const { ports } = service.app
		let busy = true
		const server = openServer({ ...ports, passwords: { ...ports.passwords, isBusy: () => busy } }, {})
		const address = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`
		const send = (path: string, language: string, body = 'email=ada%40acme.example&password=wrong') =>
			fetch(`${address}${path}`, {
				method: 'POST',
				headers: {
					origin: 'https://help.acme.example',
					'accept-language': language,
					'content-type': 'application/x-www-form-urlencoded',
				},
				body,
			})
		const italian = await send('/sign-in', 'it-IT')
		expect(italian.status).toBe(503)
		expect(italian.headers.get('retry-after')).toBe('5')
		expect(italian.headers.get('content-type')).toBe('text/html; charset=UTF-8')
		expect(italian.headers.get('content-security-policy')).toContain("style-src 'self'")
		expect(italian.headers.get('connection')).toBe('keep-alive')
		expect(await italian.text()).toContain('Troppe persone stanno accedendo adesso.')
		const english = await (await send('/sign-in?lang=en', 'it-IT')).text()
		expect(english).toContain('Too many people are signing in at this moment.')
		expect(english).toMatch(/<html lang="en">/)
		const large = await send('/sign-in', 'en', `password=${'x'.repeat(100_000)}`)
		expect(large.status).toBe(503)
		expect(large.headers.get('connection')).toBe('close')
		expect((await fetch(`${address}/sign-in`)).status).toBe(200)
		expect((await send('/password/forgot', 'en')).status).toBe(200)
		busy = false
		expect((await send('/sign-in', 'en')).status).toBe(422)
		await server.close(1_000)
	})

	it('lets pass at the door whoever has room there: a network, and a browser that is known', async () => {
		const { ports } = service.app
		const add = (email: string) =>
			ports.accounts.add({ email, firstName: 'Ada', lastName: 'Verdi', role: 'user', proved: true })
		const [ada, carla] = [await add('ada@acme.example'), await add('carla@acme.example')]
		if (!ada || !carla) throw new Error('not added')
		const came: Comer[] = []
		const isBusy = (comer: Comer) => {
			came.push(comer)
			return comer.known !== `browser of ${ada.id}` && comer.network !== '2001:db8:0:5::/64'
		}
		const busy = { ...ports, passwords: { ...ports.passwords, isBusy } }
		const server = openServer(busy, {}, { trustedProxies: ['127.0.0.1'] })
		const address = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`
		const send = async (cookie: string, from = '198.51.100.7') => {
			const headers = { origin: 'https://help.acme.example', cookie, 'x-forwarded-for': from }
			const body = new URLSearchParams({ email: 'ada@acme.example', password: 'wrong' })
			return (await fetch(`${address}/sign-in`, { method: 'POST', headers, body })).status
		}
		const kept = (account: Account) => `__Host-browser=${keepBrowser(ports, { account, password: 'hash' })}`
		expect(await send('')).toBe(503)
		expect(came).toEqual([{ network: '198.51.100.7' }, { network: '198.51.100.7' }])
		expect(await send(`x=1; ${kept(ada)}`)).toBe(422)
		expect(came.at(-1)).toEqual({ network: '198.51.100.7', known: `browser of ${ada.id}` })
		for (const forged of ['__Host-browser=x', kept(ada).slice(0, -2), kept(ada).replace('__Host-', '')])
			expect(await send(forged), forged).toBe(503)
		expect(await send(kept(carla))).toBe(503)
		expect(await send('', '2001:db8:0:5::9')).toBe(422)
		await server.close(1_000)
	})

	it('keeps no connection once it is about to end', async () => {
		let leaving = false
		const server = openServer(service.app.ports, {}, { leaving: () => leaving })
		const port = await server.listen('127.0.0.1', 0)
		const connection = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).headers.get('connection')
		expect(await connection()).toBe('keep-alive')
		leaving = true
		expect(await connection()).toBe('close')
		await server.close(1_000)
	})

	it('puts the headers of security on every response', async () => {
		for (const path of ['/healthz', '/nothing', '/files/1/a.txt', '/slack/events', '/slack/other']) {
			const { headers } = await service.get(path)
			expect(headers.get('content-security-policy'), path).toContain("default-src 'none'")
			expect(headers.get('x-content-type-options'), path).toBe('nosniff')
			expect(headers.get('strict-transport-security'), path).toContain('max-age')
			expect(headers.get('referrer-policy'), path).toMatch(/^(no-referrer|same-origin)$/)
			expect(headers.get('cache-control'), path).toContain('no-store')
			expect(headers.get('x-powered-by'), path).toBeNull()
		}
	})

	it('answers what nobody knows with one page, in the language of the browser', async () => {
		const english = await service.get('/nothing')
		expect(english.status).toBe(404)
		expect(await english.text()).toContain('<html lang="en">')
		const italian = await service.get('/nothing', { headers: { 'accept-language': 'it-IT,it;q=0.9' } })
		expect(await italian.text()).toContain('Pagina non trovata')
		for (const path of ['/slack/other', '/slack/', '/slack', '/%00', '/healthz/', '/HEALTHZ', '//healthz'])
			expect((await raw({ path })).status, path).toBe(404)
		for (const method of ['POST', 'DELETE', 'TRACE'])
			expect((await raw({ path: '/healthz', method })).status, method).toBe(405)
	})

	it('stays up whatever the request line and the host are', async () => {
		const strange = [
			{ path: '/healthz', headers: { host: 'a b' } },
			{ path: '/healthz', headers: { host: '' } },
			{ path: 'http://evil.example/healthz' },
			{ path: '/files/%E0%A4%A/x' },
			{ path: '/\\evil.example' },
			{ path: `/${'x'.repeat(10_000)}` },
		]
		for (const each of strange) expect((await raw(each)).status, each.path).toBeLessThan(500)
		expect((await service.get('/healthz')).status).toBe(200)
	})

	it('waits hours for a file on a slow line, but not for a line that is dead', async () => {
		const server = openServer(service.app.ports, {}, { idle: 50 })
		const port = await server.listen('127.0.0.1', 0)
		let whole = 0
		const look = (message: unknown) => {
			whole = (message as { server: { requestTimeout: number } }).server.requestTimeout
		}
		subscribe('http.server.request.start', look)
		const headers = {
			origin: 'https://help.acme.example',
			'content-type': 'application/x-www-form-urlencoded',
			'content-length': '100',
		}
		const asked = request({ host: '127.0.0.1', port, path: '/sign-in', method: 'POST', headers })
		const closed = new Promise(resolve => asked.once('error', resolve))
		asked.write('email=')
		await closed
		unsubscribe('http.server.request.start', look)
		expect(whole).toBeGreaterThanOrEqual(2 * 60 * 60_000)
		await server.close(0)
	})

	it('keeps a connection for longer than proxies do, so that none sends into one that is being closed', async () => {
		const { headers } = await raw({ path: '/healthz', headers: { connection: 'keep-alive' } })
		const seconds = Number(/timeout=(\d+)/.exec(String(headers['keep-alive']))?.[1])
		expect(seconds).toBeGreaterThan(120)
	})

	it('ends though connections are kept alive', async () => {
		const server = openServer(service.app.ports, {})
		const port = await server.listen('127.0.0.1', 0)
		await (await fetch(`http://127.0.0.1:${port}/healthz`)).text()
		await server.close(60_000)
		await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
	})
})

/** A server of its own with a listener for Slack. */
async function withListener(listener: Parameters<typeof openServer>[1]['POST /slack/events']) {
	const server = openServer(service.app.ports, { 'POST /slack/events': listener } as never)
	const port = await server.listen('127.0.0.1', 0)
	const ask = (init: RequestInit = {}) =>
		fetch(`http://127.0.0.1:${port}/slack/events?x=1`, { method: 'POST', body: 'a=b', ...init })
	return { ask, port, close: () => server.close(0) }
}

describe('a platform’s own listener', () => {
	it('gets its request with the body untouched, and only it', async () => {
		const bodies: string[] = []
		const { ask, port, close } = await withListener(async (incoming, outgoing) => {
			let body = ''
			for await (const chunk of incoming) body += String(chunk)
			bodies.push(body)
			outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{}')
		})
		const answer = await ask()
		expect(answer.status).toBe(200)
		expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
		expect((await fetch(`http://127.0.0.1:${port}/slack/events`)).status).toBe(405)
		expect((await fetch(`http://127.0.0.1:${port}/slack/events/`, { method: 'POST' })).status).toBe(404)
		expect(bodies).toEqual(['a=b'])
		await close()
	})

	it('that throws is a plain 500, and is logged', async () => {
		const { ask, close } = await withListener(() => {
			throw new Error('unknown path')
		})
		const answer = await ask()
		expect([answer.status, await answer.text()]).toEqual([500, ''])
		expect(service.lines.at(-1)).toContain('unknown path')
		await close()
	})

	it('that has not answered when its asker hangs up counts as 499', async () => {
		const heard = new EventEmitter()
		const asked = once(heard, 'asked')
		const over = once(heard, 'over')
		const server = openServer(
			service.app.ports,
			{ 'POST /slack/events': () => heard.emit('asked') },
			{ answered: (route, status) => heard.emit('over', route, status) },
		)
		const port = await server.listen('127.0.0.1', 0)
		const hanging = request({ host: '127.0.0.1', port, path: '/slack/events', method: 'POST' })
		hanging.on('error', () => undefined)
		hanging.end()
		await asked
		hanging.destroy()
		expect(await over).toEqual(['POST /slack/events', 499])
		await server.close(0)
	})

	it('is spared what is far too large', async () => {
		let asked = 0
		const { ask, close } = await withListener((_, outgoing) => {
			asked += 1
			outgoing.end()
		})
		expect((await ask({ body: 'x'.repeat(2 * 1024 * 1024) })).status).toBe(413)
		expect(asked).toBe(0)
		await close()
	})
})
