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
import { resolved, written } from '../../checks/egress/addresses.ts'
import { selfSigned } from '../certificate.ts'

const host = 'files.slack.com'
const hosts = [host]
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
		// What begins so is the right host.
		...written
			.filter(address => !/^https:\/\/HOST[?#]/.test(address))
			.map(address => address.replaceAll('HOST', host)),
		// They lead to the right host, but are not as its platform writes them.
		'https://@files.slack.com/f',
		'https://u:p@files.slack.com/f',
		'https://files.slack.com:443/f',
		'https://files.slack.com:/f',
		'https:files.slack.com/f',
		'https:/files.slack.com/f',
		'https:\\\\files.slack.com/f',
		' https://files.slack.com/f',
		'https://files.sl\tack.com/f',
		'https://files。slack。com/f',
		'https://ｆiles.slack.com/f',
		'https://files.slack%2ecom/f',
		'file://files.slack.com/f',
		'ws://files.slack.com/',
		'view-source:https://files.slack.com/f',
		'https://metadata.google.internal/',
		'https://[fe80::1%25eth0]/',
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
	test.each(resolved)('%j, then %j', async (...looks) => {
		let look = 0
		const resolve = async () => {
			const addresses = looks[Math.min(look, looks.length - 1)] ?? []
			look += 1
			return addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
		}
		const opening = openRemote({ url: 'https://files.slack.com/f', hosts, bearer, resolve })
		await expect(opening).rejects.toThrow(UploadGone)
		expect(sockets).toHaveLength(1)
		expect(sockets[0]).toMatchObject({ destroyed: true, bytesWritten: 0, remoteAddress: undefined })
	})
})

test('the socket is looked at too: an address that is refused only once it is reached hears nothing', async () => {
	let received = 0
	const port = await listen(
		createServer(socket => socket.on('data', data => (received += data.length)).on('error', () => {})),
	)
	for (const scheme of ['http', 'https']) {
		const looks = [true, false]
		const mayReach = () => looks.shift() ?? false
		const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
		const connecting = connect(new URL(`${scheme}://name.example:${port}/`), {
			mayReach,
			resolve,
			timeout: 5_000,
		})
		await expect(connecting).rejects.toThrow(AddressRefused)
		expect(looks).toEqual([])
	}
	expect(received).toBe(0)
})

test.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '[::1]', '[fd00:ec2::254]'])(
	'a number that is not public is refused before anything is sent there: %s',
	async number => {
		for (const scheme of ['http', 'https']) {
			const options = { mayReach: isPublic, resolve: systemResolve, timeout: 5_000 }
			await expect(connect(new URL(`${scheme}://${number}/`), options)).rejects.toThrow(AddressRefused)
		}
		expect(sockets).toEqual([])
	},
)

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
