import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { readdir, readlink } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { examineFiles } from '../../../adapters/files/examine.ts'
import { list, openS3Files, type S3Settings, signedHeaders } from '../../../adapters/files/s3.ts'
import { type Bytes, FilesUnavailable } from '../../../src/ports/outside.ts'
import { filesContract } from '../../contracts/files.ts'
import { type Bucket, startBucket } from '../../standins/s3.ts'

let bucket: Bucket
beforeAll(async () => {
	bucket = await startBucket('acme/')
})
afterAll(() => bucket.stop())

let places = 0
filesContract(async () => {
	places += 1
	return openS3Files({ ...bucket.settings, prefix: `place-${places}/` })
})

async function* bytes(text: string): Bytes {
	yield Buffer.from(text)
}

const sum = (text: string) => createHash('sha256').update(text).digest('hex')

async function keysOf(settings: S3Settings): Promise<readonly string[]> {
	const keys: string[] = []
	for await (const { key } of list(settings)) keys.push(key)
	return keys.toSorted()
}

test('what others keep in the bucket is not among the keys', async () => {
	const others = openS3Files({ ...bucket.settings, prefix: 'umbra/' })
	await others.put(bytes('not ours'), 100)
	const { key } = await openS3Files(bucket.settings).put(bytes('ours'), 10)
	expect(await keysOf(bucket.settings)).toEqual([key])
})

test('a file comes back under the key that it had', async () => {
	const files = openS3Files(bucket.settings)
	const key = 'a'.repeat(32)
	expect(await files.putAs(key, bytes('again'))).toEqual({ key, sha256: sum('again'), size: 5 })
	const chunks: Uint8Array[] = []
	for await (const chunk of (await files.get(key)) ?? []) chunks.push(chunk)
	expect(Buffer.concat(chunks).toString()).toBe('again')
	await expect(files.putAs('../../etc/passwd', bytes('x'))).rejects.toThrow('not a key')
	expect(await files.get('../../etc/passwd')).toBeUndefined()
})

test('the doctor knows a bucket that answers from one that is not there', async () => {
	const before = await keysOf(bucket.settings)
	expect(await examineFiles({ s3: bucket.settings })).toMatchObject({ state: 'well' })
	expect(await keysOf(bucket.settings)).toEqual(before)
	const absent = await examineFiles({ s3: { ...bucket.settings, bucket: 'nobodys' } })
	expect(absent).toMatchObject({
		state: 'broken',
		todo: expect.stringContaining('Make the bucket') as string,
	})
	const nowhere = await examineFiles({ s3: { ...bucket.settings, endpoint: 'http://127.0.0.1:1024' } })
	expect(nowhere).toMatchObject({ state: 'broken', says: expect.stringContaining('ECONNREFUSED') as string })
})

describe('what is sent', () => {
	let server: Server
	let seen: IncomingMessage[] = []
	let answers: ((response: ServerResponse) => void)[] = []
	beforeAll(async () => {
		server = createServer((request, response) => {
			seen.push(request)
			request.resume()
			request.on('end', () => (answers.shift() ?? (r => r.writeHead(200).end()))(response))
		})
		server.listen(0, '127.0.0.1')
		await once(server, 'listening')
	})
	afterEach(() => {
		seen = []
		answers = []
	})
	afterAll(async () => {
		server.closeAllConnections()
		server.close()
		await once(server, 'close')
	})
	const settings = () => ({
		...bucket.settings,
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		sessionToken: 'a-session',
	})

	test('a file goes with its length, its hash and a signature over both, so that the store refuses another', async () => {
		const { key } = await openS3Files(settings()).put(bytes('hello'), 100)
		const [{ method, url, headers } = {} as IncomingMessage] = seen
		expect([method, url]).toEqual(['PUT', `/attachments/acme/${key}`])
		expect(headers).toMatchObject({
			'content-length': '5',
			'x-amz-content-sha256': sum('hello'),
			'x-amz-security-token': 'a-session',
		})
		expect(headers['transfer-encoding']).toBeUndefined()
		expect(headers.authorization).toMatch(
			/^AWS4-HMAC-SHA256 Credential=S3RVER\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=[^ ]*x-amz-content-sha256[^ ]*, Signature=[\da-f]{64}$/,
		)
	})

	test('a long list comes in pages, each asked for with the token of the one before', async () => {
		const page = (key: string, token?: string) => (response: ServerResponse) =>
			response.end(`<ListBucketResult><IsTruncated>${token !== undefined}</IsTruncated>
				<Contents><Key>acme/${key}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><Size>7</Size></Contents>
				<Contents><Key>acme/README</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><Size>7</Size></Contents>
				${token === undefined ? '' : `<NextContinuationToken>${token}</NextContinuationToken>`}</ListBucketResult>`)
		answers = [page('a'.repeat(32), '1+/==&amp;x'), page('b'.repeat(32))]
		const found = []
		for await (const file of list(settings())) found.push(file)
		const storedAt = Date.UTC(2026, 0, 2, 3, 4, 5)
		expect(found).toEqual([
			{ key: 'a'.repeat(32), size: 7, storedAt },
			{ key: 'b'.repeat(32), size: 7, storedAt },
		])
		const asked = seen.map(({ url = '' }) => new URL(url, 'http://s3').searchParams)
		expect(asked.map(query => [query.get('prefix'), query.get('continuation-token')])).toEqual([
			['acme/', null],
			['acme/', '1+/==&x'],
		])
	})

	test.runIf(process.platform === 'linux')('an upload that fails leaves no file open', async () => {
		const gone = createServer(request => request.socket.destroy())
		gone.listen(0, '127.0.0.1')
		await once(gone, 'listening')
		const endpoint = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`
		const large = async function* (): Bytes {
			for (let chunk = 0; chunk < 32; chunk += 1) yield Buffer.alloc(1024 ** 2)
		}
		await expect(openS3Files({ ...settings(), endpoint }).put(large(), 1024 ** 3)).rejects.toThrow()
		gone.close()
		const open = await Promise.all(
			(await readdir('/proc/self/fd')).map(fd => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
		)
		expect(open.filter(file => file.includes('sportello-upload-'))).toEqual([])
	})

	test('the doctor knows a key that may only read', async () => {
		answers = [
			response => response.end('<ListBucketResult/>'),
			response => response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>'),
		]
		const found = await examineFiles({ s3: settings() })
		expect(found).toMatchObject({ state: 'broken', todo: expect.stringContaining('write') as string })
		expect(seen.map(({ method }) => method)).toEqual(['GET', 'PUT'])
	})

	test('what falls silent is a fault that passes: a download in its middle, a list, an upload, any answer', async () => {
		const files = openS3Files(settings(), 50)
		const begins = (response: ServerResponse) =>
			response.writeHead(200, { 'content-length': 9 }).write('half')
		const read = async () => {
			for await (const _ of (await files.get('a'.repeat(32))) ?? []) {
				// Only whether it comes to its end matters.
			}
		}
		answers = [response => response.end(), begins]
		await expect(read()).rejects.toBeInstanceOf(FilesUnavailable)
		answers = [begins]
		await expect(files.keys()[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(FilesUnavailable)
		const silent = () => undefined
		answers = [silent]
		await expect(files.put(bytes('x'), 10)).rejects.toBeInstanceOf(FilesUnavailable)
		answers = [silent]
		await expect(files.get('a'.repeat(32))).rejects.toBeInstanceOf(FilesUnavailable)
		answers = [silent]
		await expect(files.remove('a'.repeat(32))).rejects.toBeInstanceOf(FilesUnavailable)
	})

	test('a refusal and a silence are faults, not absence: nothing counts as stored or gone', async () => {
		const files = openS3Files(settings())
		const refuse = (status: number, code: string) => (response: ServerResponse) =>
			response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`)
		answers = [refuse(503, 'SlowDown')]
		const cause: unknown = expect.objectContaining({ status: 503, code: 'SlowDown' })
		await expect(files.put(bytes('x'), 10)).rejects.toMatchObject({ cause })
		answers = [refuse(403, 'AccessDenied')]
		await expect(files.get('a'.repeat(32))).rejects.toThrow('403')
		answers = [refuse(500, 'InternalError')]
		await expect(files.remove('a'.repeat(32))).rejects.toThrow('InternalError')
		answers = [response => response.destroy()]
		await expect(files.put(bytes('x'), 10)).rejects.toThrow()
		answers = [response => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()]
		await expect(files.get('a'.repeat(32))).rejects.toThrow()
		answers = [refuse(403, 'SignatureDoesNotMatch')]
		const found = await examineFiles({ s3: settings() })
		expect(found).toMatchObject({
			state: 'broken',
			todo: expect.stringContaining('AWS_SECRET_ACCESS_KEY') as string,
		})
	})
})

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, “Examples: Signature Calculations” */
describe('the signature of Amazon’s own examples', () => {
	const keys = {
		accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
		secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
		region: 'us-east-1',
	}
	const datetime = '20130524T000000Z'
	const host = 'https://examplebucket.s3.amazonaws.com'
	test.each([
		[
			'PUT',
			'/test$file.text',
			sum('Welcome to Amazon S3.'),
			{ date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
			'98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
		],
		['GET', '/?lifecycle', sum(''), {}, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
		[
			'GET',
			'/?max-keys=2&prefix=J',
			sum(''),
			{},
			'34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
		],
	] as const)('%s %s', async (method, path, sha256, headers, signature) => {
		const signed = await signedHeaders(keys, method, new URL(host + path), sha256, { datetime, headers })
		expect(signed['authorization']).toContain(`Signature=${signature}`)
	})
})
