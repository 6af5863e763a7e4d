import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../world.ts'
import { settleIn, password } from '../settled.ts'
import { type Proxy, startProxy } from './proxy.ts'

let world: World
let ada: Proxy
let carla: Proxy

beforeAll(async () => {
	world = await openWorld()
	const service = { address: world.address, publicUrl: world.app.ports.settings.publicUrl }
	ada = await startProxy(service)
	carla = await startProxy(service)
	await settleIn(world.app.ports, [world.cast.ada.email, world.cast.carla.email])
})
afterAll(async () => {
	await ada?.close()
	await carla?.close()
	await world?.close()
})

const open = (proxy: Proxy, path: string, init: RequestInit = {}) =>
	fetch(proxy.address + path, { redirect: 'manual', ...init })

/** As a browser sends a form of a page of this origin. */
const sent = (proxy: Proxy, path: string, body: URLSearchParams | FormData) =>
	open(proxy, path, {
		method: 'POST',
		body,
		headers: { origin: proxy.address, 'sec-fetch-site': 'same-origin' },
	})

/** Who a page says that is signed in. */
const nameAt = async (proxy: Proxy) =>
	/class="name"[^>]*>([^<]+)/.exec(await (await open(proxy, '/settings')).text())?.[1]

test('signs each person in on their own, and hands no cookie to the browser', async () => {
	const first = await open(ada, '/requests')
	expect(first.status).toBe(303)
	const form = new URLSearchParams({ email: world.cast.ada.email, password })
	const signedIn = await sent(ada, '/sign-in', form)
	expect(signedIn.status).toBe(303)
	expect(signedIn.headers.getSetCookie()).toEqual([])
	expect(await nameAt(ada)).toBe('Ada Rossi')
	expect((await open(carla, '/settings')).status).toBe(303)
	expect(await carla.signIn(world.cast.carla.email, 'not this one')).toBe(false)
	expect(await carla.signIn(world.cast.carla.email, password)).toBe(true)
	expect(await nameAt(carla)).toBe('Carla Neri')
	expect(await nameAt(ada)).toBe('Ada Rossi')
	expect(carla.pages).toEqual(['/settings'])
})

test('may be framed, and keeps every other rule', async () => {
	const direct = await fetch(`${world.address}/password/forgot`)
	const framed = await open(ada, '/password/forgot')
	expect(direct.headers.get('x-frame-options')).toBe('DENY')
	expect(framed.headers.get('x-frame-options')).toBeNull()
	const parts = ({ headers }: Response) =>
		(headers.get('content-security-policy') ?? '').split(';').map(part => part.trim())
	expect(parts(direct)).toContain("frame-ancestors 'none'")
	expect(parts(framed)).toEqual(parts(direct).filter(part => !part.startsWith('frame-ancestors')))
	for (const name of ['x-content-type-options', 'referrer-policy', 'cache-control']) {
		expect(framed.headers.get(name), name).toBe(direct.headers.get(name))
	}
})

test('is the service’s own address to the service, and its own to the browser', async () => {
	const { publicUrl } = world.app.ports.settings
	const elsewhere = await open(ada, '/sign-out', {
		method: 'POST',
		headers: { origin: 'https://evil.example' },
	})
	expect(elsewhere.status).toBe(403)
	const rebound = await open({ ...ada, address: ada.address.replace('localhost', '127.0.0.1') }, '/settings')
	expect(rebound.status).toBe(421)
	const page = await (await open(ada, '/settings')).text()
	expect(page).not.toContain(publicUrl)
})

test('carries files both ways as they are', async () => {
	const bytes = randomBytes(3_000_000)
	const form = new FormData()
	form.set('subject', 'The lift is stuck')
	form.set('text', 'See the picture.')
	form.set('files', new File([bytes], 'picture.bin', { type: 'application/octet-stream' }))
	const fields = await (await open(ada, '/requests/new')).text()
	for (const [, name = '', value = ''] of fields.matchAll(
		/<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
	)) {
		form.set(name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
	}
	const opened = await sent(ada, '/requests/new', form)
	expect(opened.status).toBe(303)
	const path = opened.headers.get('location') ?? ''
	const page = await (await open(ada, new URL(path, ada.address).pathname)).text()
	const link = /href="([^"]*\/files\/[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
	const { pathname, search, origin } = new URL(link, ada.address)
	expect(origin).toBe(ada.address)
	const file = await open(ada, pathname + search)
	const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')
	expect(hash(new Uint8Array(await file.arrayBuffer()))).toBe(hash(bytes))
	expect(file.headers.get('content-disposition')).toContain('picture.bin')
	expect(file.headers.get('content-length')).toBe('3000000')
})

test('prefers the theme that it is told', async () => {
	const sheet = /href="([^"]+\.css)"/.exec(await (await open(ada, '/help')).text())?.[1] ?? ''
	const light = await (await open(ada, sheet)).text()
	ada.theme = 'dark'
	const dark = await (await open(ada, sheet)).text()
	expect(light).toContain('color-scheme: light;')
	expect(dark).toContain('color-scheme: dark;')
	expect(dark).not.toContain('prefers-color-scheme: dark')
})
