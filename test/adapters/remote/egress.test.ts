import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, createServer, type Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isPublic } from '../../../adapters/remote/address.ts'
import { AddressRefused, connect, systemResolve } from '../../../adapters/remote/connect.ts'
import { openRemote } from '../../../adapters/remote/fetch.ts'
import { UploadGone } from '../../../src/ports/outside.ts'
import { selfSigned } from '../certificate.ts'

const hosts = ['files.slack.com']
const bearer = 'xoxb-secret'
const closing: Server[] = []
/** Every socket that begins to connect, with TLS or without. */
let sockets: readonly unknown[] = []

beforeEach(() => {
	sockets = vi.spyOn(Socket.prototype, 'connect').mock.contexts
})
afterEach(async () => {
	vi.restoreAllMocks()
	for (const server of closing.splice(0)) await new Promise(done => server.close(done))
})

async function listen(server: Server): Promise<number> {
	closing.push(server)
	await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
	return (server.address() as AddressInfo).port
}

describe('an address that Mallory gives opens no connection and asks no name server', () => {
	test.each([
		// Look-alikes.
		'https://files.slack.com.umbra.example/f',
		'https://umbra.example/files.slack.com',
		'https://files-slack.com/f',
		'https://filesXslack.com/f',
		'https://xfiles.slack.com/f',
		'https://slack.com/f',
		'https://a.files.slack.com/f',
		'https://files.slack.com-umbra.example/f',
		'https://files.slаck.com/f',
		'https://xn--files-slck.com/f',
		'https://files.slack.co/f',
		'https://files.slack.comm/f',
		'https://umbra.example?files.slack.com',
		'https://umbra.example#files.slack.com',
		// User info.
		'https://files.slack.com@umbra.example/f',
		'https://files.slack.com:x@umbra.example/f',
		'https://u@files.slack.com/f',
		'https://u:p@files.slack.com/f',
		'https://@files.slack.com/f',
		'https://files.slack.com%40umbra.example/f',
		'https://files.slack.com%2f@umbra.example/f',
		'https://umbra.example\\@files.slack.com/f',
		'https://files.slack.com\\@umbra.example/f',
		// Ports, dots, and what a parser mends.
		'https://files.slack.com:8443/f',
		'https://files.slack.com:443/f',
		'https://files.slack.com:22/f',
		'https://files.slack.com:/f',
		'https://files.slack.com./f',
		'https://files.slack.com../f',
		'https://.files.slack.com/f',
		'https:files.slack.com/f',
		'https:/files.slack.com/f',
		'https:///files.slack.com/f',
		'https:\\\\files.slack.com/f',
		' https://files.slack.com/f',
		'https://files.sl\tack.com/f',
		'https://files.slack.com\n.umbra.example/f',
		'https://files。slack。com/f',
		'https://ｆiles.slack.com/f',
		'https://files.slack%2ecom/f',
		'https://files.slack.com%00.umbra.example/f',
		'//files.slack.com/f',
		'/f',
		'',
		// Not https.
		'http://files.slack.com/f',
		'ftp://files.slack.com/f',
		'file:///etc/passwd',
		'file://files.slack.com/f',
		'data:text/plain,hello',
		'javascript:alert(1)',
		'gopher://files.slack.com/',
		'ws://files.slack.com/',
		'blob:https://files.slack.com/f',
		'view-source:https://files.slack.com/f',
		// Addresses instead of names.
		'https://127.0.0.1/f',
		'https://localhost/f',
		'https://[::1]/f',
		'https://[::ffff:127.0.0.1]/f',
		'https://0/f',
		'https://2130706433/f',
		'https://0x7f.1/f',
		'https://017700000001/f',
		'https://127.1/f',
		'https://10.0.0.1/f',
		'https://169.254.169.254/latest/meta-data/',
		'http://169.254.169.254/latest/meta-data/',
		'https://[fd00:ec2::254]/latest/',
		'https://metadata.google.internal/',
		'https://[fe80::1%25eth0]/',
		'https://[64:ff9b::7f00:1]/',
		'https://8.8.8.8/f',
	])('%j', async url => {
		const asked: string[] = []
		const resolve = async (host: string) => {
			asked.push(host)
			return []
		}
		await expect(openRemote({ url, hosts, bearer, resolve })).rejects.toThrow(UploadGone)
		expect(asked).toEqual([])
		expect(sockets).toEqual([])
	})
})

describe('a right name with a wrong address is refused before anything is sent', () => {
	test.each([
		[['127.0.0.1']],
		[['10.1.2.3']],
		[['192.168.0.10']],
		[['172.20.0.1']],
		[['169.254.169.254']],
		[['100.100.100.200']],
		[['168.63.129.16']],
		[['0.0.0.0']],
		[['::1']],
		[['::']],
		[['::ffff:127.0.0.1']],
		[['::ffff:a00:1']],
		[['fe80::1']],
		[['fd00:ec2::254']],
		[['64:ff9b::a9fe:a9fe']],
		[['2002:7f00:1::']],
		[['52.94.236.248', '127.0.0.1']],
		[['127.0.0.1', '52.94.236.248']],
		[['2606:4700::1', '::1']],
	])('%j', async addresses => {
		const resolve = async () => addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
		const opening = openRemote({ url: 'https://files.slack.com/f', hosts, bearer, resolve })
		await expect(opening).rejects.toThrow(UploadGone)
		expect(sockets).toHaveLength(1)
		expect(sockets[0]).toMatchObject({ destroyed: true, bytesWritten: 0, remoteAddress: undefined })
	})
})

test('the socket is looked at too: an address that no look-up gave is refused once it is reached', async () => {
	let received = 0
	const port = await listen(
		createServer(socket => socket.on('data', data => (received += data.length)).on('error', () => {})),
	)
	const options = { mayReach: isPublic, resolve: systemResolve, timeout: 5_000 }
	// A number needs no look-up, so only the check of the socket stands between.
	for (const scheme of ['http', 'https'])
		await expect(connect(new URL(`${scheme}://127.0.0.1:${port}/`), options)).rejects.toThrow(AddressRefused)
	expect(received).toBe(0)
})

test('what tests allow reaches this machine only, also by a name that points elsewhere', async () => {
	const opening = openRemote({
		url: 'http://files.slack.com/f',
		hosts,
		allowHttpLoopback: true,
		bearer,
		resolve: async () => [{ address: '10.0.0.1', family: 4 }],
	})
	await expect(opening).rejects.toThrow(UploadGone)
	expect(sockets[0]).toMatchObject({ destroyed: true, bytesWritten: 0 })
})

test('a name that has no address is worth another try', async () => {
	const url = 'https://files.slack.com/f'
	for (const resolve of [async () => [], () => Promise.reject(new Error('ENOTFOUND'))]) {
		const error = await openRemote({ url, hosts, resolve }).catch((thrown: unknown) => thrown)
		expect(error).toBeInstanceOf(Error)
		expect(error).not.toBeInstanceOf(UploadGone)
	}
})

test('a certificate that nobody vouches for ends it before the token is sent', async () => {
	let asked = 0
	const port = await listen(createHttps(selfSigned(), (_, response) => response.end(String(++asked))))
	const opening = openRemote({
		url: `https://localhost:${port}/f`,
		hosts: ['localhost'],
		allowHttpLoopback: true,
		bearer,
	})
	await expect(opening).rejects.toThrow(/self-signed/)
	expect(asked).toBe(0)
})

test('a certificate that somebody vouches for is taken', async () => {
	const certificate = selfSigned()
	const port = await listen(
		createHttps(certificate, ({ headers }, response) => response.end(headers.authorization)),
	)
	const folder = await mkdtemp(join(tmpdir(), 'sportello-ca-'))
	try {
		await writeFile(join(folder, 'ca.pem'), certificate.cert)
		const program = `
			const { openRemote } = await import(${JSON.stringify(new URL('../../../adapters/remote/fetch.ts', import.meta.url).href)})
			const url = 'https://localhost:${port}/f'
			const bytes = await openRemote({ url, hosts: ['localhost'], allowHttpLoopback: true, bearer: 'told' })
			for await (const chunk of bytes) process.stdout.write(chunk)`
		const { stdout } = await promisify(execFile)(
			process.execPath,
			['--import', 'tsx', '--input-type=module', '-e', program],
			{ env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') } },
		)
		expect(stdout).toBe('Bearer told')
	} finally {
		await rm(folder, { recursive: true })
	}
})

test('a connection that is taken and never answered ends', async () => {
	const open: Socket[] = []
	const port = await listen(createServer(socket => open.push(socket)))
	const url = `https://localhost:${port}/f`
	await expect(
		openRemote({ url, hosts: ['localhost'], allowHttpLoopback: true, timeout: 50 }),
	).rejects.toThrow(/slow/)
	for (const socket of open) socket.destroy()
})

test('a server that hangs up at once is worth another try', async () => {
	const server = createHttp()
	server.on('connection', socket => socket.destroy())
	const url = `http://127.0.0.1:${await listen(server)}/f`
	const error = await openRemote({ url, hosts: ['127.0.0.1'], allowHttpLoopback: true }).catch(
		(thrown: unknown) => thrown,
	)
	expect(error).toBeInstanceOf(Error)
	expect(error).not.toBeInstanceOf(UploadGone)
})
