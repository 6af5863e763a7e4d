import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openRemote, type RemoteFile } from '../../../adapters/remote/fetch.ts'
import { type Bytes, UploadGone } from '../../../src/ports/outside.ts'

const servers: Server[] = []
afterEach(async () => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections()
		await new Promise(done => server.close(done))
	}
})

/** A web server of this machine and what it is asked. */
async function serve(answer: RequestListener): Promise<{ url: string; asked: IncomingMessage[] }> {
	const asked: IncomingMessage[] = []
	const server = createServer((request, response) => {
		asked.push(request)
		answer(request, response)
	})
	servers.push(server)
	await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const here = { hosts: ['127.0.0.1', 'localhost'], allowHttpLoopback: true, bearer: 'xoxb-secret' } as const
const open = (url: string, more: Partial<RemoteFile> = {}) => openRemote({ ...here, url, ...more })

async function text(bytes: Bytes): Promise<string> {
	const chunks: Uint8Array[] = []
	for await (const chunk of bytes) chunks.push(chunk)
	return Buffer.concat(chunks).toString()
}

test("Ada's file comes as it is, for the token", async () => {
	const { url, asked } = await serve((_, response) => response.end('a screenshot'))
	expect(await text(await open(`${url}/files-pri/T1-F1/shot.png?t=1#x`))).toBe('a screenshot')
	expect(asked[0]?.url).toBe('/files-pri/T1-F1/shot.png?t=1')
	expect(asked[0]?.headers.authorization).toBe('Bearer xoxb-secret')
	expect(asked[0]?.headers.host).toBe(url.slice('http://'.length))
})

test('an address without a token sends none', async () => {
	const { url, asked } = await serve((_, response) => response.end('ok'))
	await text(await openRemote({ url, hosts: here.hosts, allowHttpLoopback: true }))
	expect(asked[0]?.headers.authorization).toBeUndefined()
})

test.each([403, 404, 410])('%i will never be there', async status => {
	const { url } = await serve((_, response) => response.writeHead(status).end())
	await expect(open(url)).rejects.toThrow(UploadGone)
})

test.each([204, 206, 400, 401, 408, 429, 500, 502, 503])('%i is worth another try', async status => {
	const { url } = await serve((_, response) => response.writeHead(status).end())
	const error = await open(url).catch((thrown: unknown) => thrown)
	expect(error).toBeInstanceOf(Error)
	expect(error).not.toBeInstanceOf(UploadGone)
})

test("Slack's sign-in page is not the file, a web page somebody attached is", async () => {
	const { url } = await serve((request, response) => {
		response.setHeader('content-type', 'Text/HTML; charset=utf-8')
		if (request.url === '/file')
			response.setHeader('content-disposition', 'attachment; filename="report.html"')
		response.end('<h1>hello</h1>')
	})
	await expect(open(`${url}/sign-in`)).rejects.toThrow(UploadGone)
	expect(await text(await open(`${url}/file`))).toBe('<h1>hello</h1>')
	expect(await text(await open(`${url}/own`, { expectsHtml: true }))).toBe('<h1>hello</h1>')
})

test('one redirect is followed, with the token where it stays at home', async () => {
	const { url, asked } = await serve((request, response) => {
		if (request.url === '/moved') response.writeHead(302, { location: '/file' }).end()
		else response.end('found')
	})
	expect(await text(await open(`${url}/moved`))).toBe('found')
	expect(asked.map(({ headers }) => headers.authorization)).toEqual([
		'Bearer xoxb-secret',
		'Bearer xoxb-secret',
	])
	await expect(open(`${url}/moved`, { maxRedirects: 0 })).rejects.toThrow(UploadGone)
})

test('a redirect to another host that is allowed, or to another port, does not see the token', async () => {
	const other = await serve((_, response) => response.end('found'))
	for (const target of [other.url, other.url.replace('127.0.0.1', 'localhost')]) {
		const { url } = await serve((_, response) => response.writeHead(302, { location: target }).end())
		const found = open(url, { resolve: async () => [{ address: '127.0.0.1', family: 4 }] })
		expect(await text(await found)).toBe('found')
	}
	expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined])
})

test.each([
	'https://umbra.example/',
	'//umbra.example/',
	'http://10.0.0.1/',
	'http://127.0.0.1.umbra.example/',
	'http://u:p@127.0.0.1/',
	'file:///etc/passwd',
	'javascript:alert(1)',
	'http://[::ffff:7f00:1]/',
	'http://',
	'',
])('a redirect to %s goes nowhere', async location => {
	const { url, asked } = await serve((_, response) => response.writeHead(302, { location }).end())
	await expect(open(url)).rejects.toThrow(UploadGone)
	expect(asked.length).toBeLessThanOrEqual(2)
})

test('a second redirect is one too many', async () => {
	const { url, asked } = await serve((_, response) => response.writeHead(302, { location: '/' }).end())
	await expect(open(url)).rejects.toThrow(UploadGone)
	expect(asked).toHaveLength(2)
})

test('a file cut short is an error, not a shorter file', async () => {
	const { url } = await serve((_, response) => {
		response.writeHead(200, { 'content-length': '1000' })
		response.write('half', () => response.destroy())
	})
	const bytes = await open(url)
	await expect(text(bytes)).rejects.toThrow()
})

test('silence ends, before the answer and within it', async () => {
	const { url } = await serve((request, response) => {
		if (request.url === '/within') response.write('half')
	})
	await expect(open(url, { timeout: 50 })).rejects.toThrow(/too slow/)
	const bytes = await open(`${url}/within`, { timeout: 50 })
	await expect(text(bytes)).rejects.toThrow()
})

test('a trickle ends at the deadline', async () => {
	const { url } = await serve((_, response) => {
		const drops = setInterval(() => response.write('.'), 5)
		response.once('close', () => clearInterval(drops))
	})
	const bytes = await open(url, { deadline: 100 })
	await expect(text(bytes)).rejects.toThrow()
})

test('breaking off frees the connection', async () => {
	let closed: Promise<unknown> | undefined
	const { url } = await serve((request, response) => {
		closed = new Promise(done => request.socket.once('close', done))
		response.write('x'.repeat(100_000))
	})
	for await (const _ of await open(url)) break
	await closed
})

test('no message tells the token or more of the address than its host', async () => {
	const { url } = await serve((_, response) => response.writeHead(404).end())
	for (const address of [
		`${url}/?pub_secret=1`,
		'https://umbra.example/?pub_secret=1',
		'nonsense?pub_secret=1',
	]) {
		const error = await open(address).catch((thrown: unknown) => String(thrown))
		expect(error).not.toMatch(/secret/)
	}
})
