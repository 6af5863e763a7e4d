import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AwsV4Signer } from 'aws4fetch'
import { type Bytes, FilesUnavailable } from '../../src/ports/outside.ts'
import { type FileStore, keyShape, type Stored } from './store.ts'
import { write } from './write.ts'

/** A bucket, and who may use it. */
export type S3Settings = {
	readonly bucket: string
	/** What keys begin with; empty, or ending in a slash. */
	readonly prefix: string
	readonly region: string
	/** The origin of a store that is not Amazon's; buckets are in the path there. */
	readonly endpoint?: string
	readonly accessKeyId: string
	readonly secretAccessKey: string
	readonly sessionToken?: string
}

/** Milliseconds in which nothing moves. */
const silence = 30_000
/** SHA-256 of nothing. */
const emptySum = createHash('sha256').digest('hex')

/** How a bucket is reached. */
type Way = { readonly settings: S3Settings; readonly patience: number }

/** The store answered with a refusal; `code` is S3's own, such as `AccessDenied`. */
export class S3Refused extends Error {
	readonly status: number
	readonly code: string
	constructor(status: number, code: string) {
		super(`S3 answered with ${status} ${code}`.trim())
		this.name = 'S3Refused'
		this.status = status
		this.code = code
	}
}

/**
 * Files in a bucket (API of 2006-03-01, signed by AWS Signature Version 4). A file is written down here first,
 * so that its length and hash are known: the store refuses what arrives otherwise. A store that is not reached, falls
 * silent or is overloaded is thrown as {@link FilesUnavailable}.
 * @param patience milliseconds in which nothing moves
 */
export function openS3Files(settings: S3Settings, patience = silence): FileStore {
	const way = { settings, patience }

	async function putAs(key: string, bytes: Bytes, limit = Infinity): Promise<Stored> {
		if (!keyShape.test(key)) throw new Error(`“${key}” is not a key of a file`)
		const folder = await mkdtemp(join(tmpdir(), 'sportello-upload-'))
		try {
			const file = join(folder, key)
			const written = await write(file, bytes, limit)
			await put(way, key, file, written)
			return { key, ...written }
		} finally {
			await rm(folder, { recursive: true, force: true })
		}
	}

	return {
		put: (bytes, limit) => putAs(randomBytes(16).toString('hex'), bytes, limit),
		putAs: (key, bytes) => putAs(key, bytes),
		async get(key) {
			if (!keyShape.test(key)) return undefined
			const head = await ask(way, 'HEAD', key)
			if (head.status === 404) return undefined
			await refused(head, patience)
			return read(way, key)
		},
		async remove(key) {
			if (!keyShape.test(key)) return
			const answer = await ask(way, 'DELETE', key)
			if (answer.status !== 404) await refused(answer, patience)
			await answer.body?.cancel()
		},
		keys: () => list(settings, patience),
		// What a crash leaves of an upload is in the machine's temporary folder.
		sweep: async () => 0,
	}
}

/** Opens the file when the first byte is asked for, so that bytes nobody reads hold nothing open. */
async function* read(way: Way, key: string): Bytes {
	const answer = await ask(way, 'GET', key)
	await refused(answer, way.patience)
	yield* moving(answer, way.patience)
}

/** What an answer brings, as long as it brings something; how long its reader takes is the reader's. */
async function* moving({ body }: Response, patience: number): Bytes {
	if (!body) return
	const reader = body.getReader()
	try {
		for (;;) {
			const { done, value } = await unlessSilent(reader.read(), patience)
			if (done) return
			yield value
		}
	} finally {
		await reader.cancel().catch(() => undefined)
	}
}

async function textOf(answer: Response, patience: number): Promise<string> {
	const chunks: Uint8Array[] = []
	for await (const chunk of moving(answer, patience)) chunks.push(chunk)
	return Buffer.concat(chunks).toString()
}

/** @throws FilesUnavailable when it takes too long, or does not come about */
async function unlessSilent<T>(work: Promise<T>, patience: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('S3 does not answer')), patience)
	})
	try {
		return await Promise.race([work, late])
	} catch (error) {
		throw unavailable(error)
	} finally {
		clearTimeout(timer)
	}
}

function unavailable(error: unknown): FilesUnavailable {
	const { message, cause } = error as Error
	const why = cause instanceof Error && cause.message !== '' ? cause.message : message
	return new FilesUnavailable(why || 'S3 is not reached', { cause: error })
}

/** Every file below the prefix that is one of ours. */
export async function* list(
	settings: S3Settings,
	patience = silence,
): AsyncIterable<{ readonly key: string; readonly size: number; readonly storedAt: number }> {
	let token: string | undefined
	do {
		const query = new URLSearchParams({ 'list-type': '2', prefix: settings.prefix })
		if (token !== undefined) query.set('continuation-token', token)
		const answer = await ask({ settings, patience }, 'GET', '', query)
		await refused(answer, patience)
		const text = await textOf(answer, patience)
		for (const [, entry = ''] of text.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
			const key = (element(entry, 'Key') ?? '').slice(settings.prefix.length)
			if (!keyShape.test(key)) continue
			const storedAt = Date.parse(element(entry, 'LastModified') ?? '')
			yield { key, size: Number(element(entry, 'Size')), storedAt }
		}
		token = element(text, 'IsTruncated') === 'true' ? element(text, 'NextContinuationToken') : undefined
	} while (token !== undefined)
}

/** Our keys, numbers, dates and opaque tokens: nothing in them is written otherwise in XML but `&`. */
function element(text: string, name: string): string | undefined {
	return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]?.replaceAll('&amp;', '&')
}

async function refused(answer: Response, patience: number): Promise<void> {
	if (answer.ok) return
	throw refusal(answer.status, await textOf(answer, patience))
}

/** A fault of the store's own passes. */
function refusal(status: number, text: string): Error {
	const refused = new S3Refused(status, element(text, 'Code') ?? '')
	return status >= 500 ? new FilesUnavailable(refused.message, { cause: refused }) : refused
}

async function ask(
	{ settings, patience }: Way,
	method: string,
	key: string,
	query?: URLSearchParams,
): Promise<Response> {
	const url = urlOf(settings, key, query)
	const headers = await signedHeaders(settings, method, url, emptySum)
	const late = new AbortController()
	const asked = fetch(url, { method, headers, redirect: 'error', signal: late.signal })
	try {
		return await unlessSilent(asked, patience)
	} catch (error) {
		late.abort()
		throw error
	}
}

/** By `node:http`, because `fetch` sends a stream without its length, which S3 does not take. */
async function put(
	{ settings, patience }: Way,
	key: string,
	file: string,
	{ sha256, size }: Omit<Stored, 'key'>,
): Promise<void> {
	const url = urlOf(settings, key)
	const headers = await signedHeaders(settings, 'PUT', url, sha256)
	const send = url.protocol === 'https:' ? secureRequest : plainRequest
	await new Promise<void>((resolve, reject) => {
		const fail = (error: unknown) => reject(unavailable(error))
		const request = send(url, { method: 'PUT', headers: { ...headers, 'content-length': size } }, answer => {
			const chunks: Buffer[] = []
			answer.on('data', (chunk: Buffer) => chunks.push(chunk))
			answer.on('error', fail)
			answer.on('end', () => {
				const { statusCode = 0 } = answer
				if (statusCode === 200) return resolve()
				reject(refusal(statusCode, String(Buffer.concat(chunks))))
			})
		})
		request.setTimeout(patience, () => request.destroy(new Error('S3 does not answer')))
		request.on('error', fail)
		// Unlike `pipe`, closes the file when the request fails.
		pipeline(createReadStream(file), request).catch(fail)
	})
}

function urlOf({ bucket, prefix, region, endpoint }: S3Settings, key: string, query?: URLSearchParams): URL {
	const base =
		endpoint === undefined ? `https://${bucket}.s3.${region}.amazonaws.com/` : `${endpoint}/${bucket}/`
	const url = new URL(key === '' ? '' : prefix + key, base)
	if (query) url.search = query.toString()
	return url
}

/** @param sha256 of the body, in hex */
export async function signedHeaders(
	settings: Omit<S3Settings, 'bucket' | 'prefix'>,
	method: string,
	url: URL,
	sha256: string,
	{ datetime, headers }: { readonly datetime?: string; readonly headers?: Record<string, string> } = {},
): Promise<Record<string, string>> {
	const { accessKeyId, secretAccessKey, sessionToken, region } = settings
	const signed = await new AwsV4Signer({
		method,
		url: url.href,
		headers: { ...headers, 'x-amz-content-sha256': sha256 },
		accessKeyId,
		secretAccessKey,
		...(sessionToken !== undefined && { sessionToken }),
		service: 's3',
		region,
		...(datetime !== undefined && { datetime }),
	}).sign()
	return Object.fromEntries(signed.headers)
}
