import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createPlain, Socket } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openWebhookSender, webhookSecret, webhookUrlFault } from '../../../adapters/remote/webhook.ts'

const servers: Server[] = []
afterEach(async () => {
	vi.restoreAllMocks()
	for (const server of servers.splice(0)) {
		server.closeAllConnections()
		await new Promise(done => server.close(done))
	}
})

type Heard = { readonly headers: IncomingHttpHeaders; readonly method?: string; readonly body: string }

/** A receiver on this machine, and what it is sent. */
async function serve(answer: RequestListener): Promise<{ url: string; heard: Heard[] }> {
	const heard: Heard[] = []
	const server = createServer((request, response) => {
		let body = ''
		request.setEncoding('utf8').on('data', (chunk: string) => {
			body += chunk
		})
		request.on('end', () => {
			heard.push({ headers: request.headers, method: request.method ?? '', body })
			answer(request, response)
		})
	})
	servers.push(server)
	await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in?a=b`, heard }
}

const at = 1_614_265_330
const clock = { now: () => at * 1_000 + 999 }
const send = openWebhookSender({ clock, allowLoopback: true })
const message = {
	id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
	secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
	body: '{"test": 2432232314}',
}

test('it is signed as the reference libraries sign', async () => {
	const { url, heard } = await serve((_, response) => response.writeHead(204).end())
	expect(await send({ ...message, url })).toEqual({ status: 204 })
	expect(heard).toMatchObject([
		{
			method: 'POST',
			body: message.body,
			headers: {
				'content-type': 'application/json',
				'webhook-id': message.id,
				'webhook-timestamp': String(at),
				// The vector that the libraries of Standard Webhooks are tested with.
				'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
			},
		},
	])
})

test('with two secrets there are two signatures, the newest first', async () => {
	const { url, heard } = await serve((_, response) => response.end())
	const newest = webhookSecret(new Uint8Array(32))
	expect(newest).toBe(`whsec_${'A'.repeat(43)}=`)
	await send({ ...message, url, secrets: [newest, ...message.secrets] })
	const [first, second, ...others] = String(heard[0]?.headers['webhook-signature']).split(' ')
	expect(first).toMatch(/^v1,[\w+/]{43}=$/)
	expect(second).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
	expect(others).toEqual([])
})

test('what is answered is told, and nobody is followed elsewhere', async () => {
	const elsewhere = await serve((_, response) => response.end())
	const answers: readonly (readonly [number, Record<string, string>, object])[] = [
		[200, {}, { status: 200 }],
		[302, { location: elsewhere.url }, { status: 302 }],
		[307, { location: elsewhere.url }, { status: 307 }],
		[410, {}, { status: 410 }],
		[429, { 'retry-after': '120' }, { status: 429, retryAfter: 120_000 }],
		[503, { 'retry-after': new Date((at + 60) * 1_000).toUTCString() }, { status: 503, retryAfter: 59_001 }],
		[503, { 'retry-after': new Date((at - 60) * 1_000).toUTCString() }, { status: 503, retryAfter: 0 }],
		[503, { 'retry-after': 'soon' }, { status: 503 }],
	]
	for (const [status, headers, told] of answers) {
		const { url } = await serve((_, response) => response.writeHead(status, headers).end('x'.repeat(200_000)))
		expect(await send({ ...message, url })).toEqual(told)
	}
	expect(elsewhere.heard).toEqual([])
})

test('who hangs up, or answers something else than HTTP, has not taken it', async () => {
	for (const greeting of ['', 'SSH-2.0-OpenSSH_9.6\r\n']) {
		const plain = createPlain(socket =>
			socket
				.on('error', () => {})
				.resume()
				.end(greeting),
		)
		await new Promise<void>(done => plain.listen(0, '127.0.0.1', done))
		const url = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`
		await expect(send({ ...message, url })).rejects.toThrow()
		await new Promise(done => plain.close(done))
	}
})

describe('an address that is not plain https of the public internet', () => {
	const strict = openWebhookSender({
		clock,
		allowLoopback: false,
		resolve: async () => {
			throw new Error('asked')
		},
	})
	test.each([
		'',
		'hooks.example/in',
		'//hooks.example/in',
		'http://hooks.example/in',
		'ftp://hooks.example/in',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'https://user@hooks.example/in',
		'https://user:password@hooks.example/in',
		'https://hooks.example\\@umbra.example/in',
		'https://hooks.example/in#part',
		'https://hooks.example/in it',
		'https://hooks.example/\r\nx: y',
		'https://hooks%2eexample/in',
		'https://hoоks.example/in',
		'https:/hooks.example/in',
		'https://hooks.example:99999/in',
		`https://hooks.example/${'x'.repeat(2_000)}`,
		'https://localhost/in',
		'http://localhost/in',
		'http://127.0.0.1/in',
		'https://127.0.0.1/in',
		'https://127.1/in',
		'https://2130706433/in',
		'https://0x7f000001/in',
		'https://0177.0.0.1/in',
		'https://0/in',
		'https://10.0.0.1/in',
		'https://100.64.0.1/in',
		'https://169.254.169.254/latest/meta-data/',
		'https://[::1]/in',
		'https://[::ffff:127.0.0.1]/in',
		'https://[::ffff:a9fe:a9fe]/in',
		'https://[fe80::1]/in',
		'https://[fd00:ec2::254]/in',
		'https://[64:ff9b::7f00:1]/in',
	])('%j is refused, asking no name server', async url => {
		const { contexts } = vi.spyOn(Socket.prototype, 'connect').mock
		expect(webhookUrlFault(url, false)).toBeDefined()
		await expect(strict({ ...message, url })).rejects.toThrow(/^the address /)
		expect(contexts).toEqual([])
	})

	test.each(['https://hooks.example', 'https://hooks.example:8443/in?key=a%20b', 'https://8.8.8.8/in'])(
		'%j is none of these',
		url => expect(webhookUrlFault(url, false)).toBeUndefined(),
	)

	test('what tests allow is this machine only', () => {
		for (const url of ['http://localhost:3000/in', 'http://127.0.0.1/in', 'https://[::1]/in'])
			expect(webhookUrlFault(url, true)).toBeUndefined()
		for (const url of ['http://10.0.0.1/in', 'https://10.0.0.1/in', 'http://hooks.example/in'])
			expect(webhookUrlFault(url, true)).toBeDefined()
	})

	test.each([
		[['127.0.0.1']],
		[['10.1.2.3']],
		[['192.168.0.10']],
		[['169.254.169.254']],
		[['100.64.0.1']],
		[['0.0.0.0']],
		[['::1']],
		[['::ffff:127.0.0.1']],
		[['::ffff:a9fe:a9fe']],
		[['fe80::1']],
		[['fd00::1']],
		[['64:ff9b::a9fe:a9fe']],
		[['2002:7f00:1::']],
		[['52.94.236.248', '127.0.0.1']],
	])('a name that leads to %j is refused before anything is sent', async addresses => {
		const { contexts } = vi.spyOn(Socket.prototype, 'connect').mock
		const guarded = openWebhookSender({
			clock,
			allowLoopback: false,
			resolve: async () => addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
		})
		await expect(guarded({ ...message, url: 'https://hooks.example/in' })).rejects.toThrow(
			'hooks.example has an address that is not of the public internet',
		)
		expect(contexts).toHaveLength(1)
		expect(contexts[0]).toMatchObject({ destroyed: true, bytesWritten: 0, remoteAddress: undefined })
	})
})
