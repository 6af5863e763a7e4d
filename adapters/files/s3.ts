import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AwsV4Signer } from 'aws4fetch'
import type { Bytes } from '../../src/ports/outside.ts'
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
const patience = 30_000
/** SHA-256 of nothing. */
const emptySum = createHash('sha256').digest('hex')

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
 * so that its length and hash are known: the store refuses what arrives otherwise.
 */
export function openS3Files(settings: S3Settings): FileStore {
	async function putAs(key: string, bytes: Bytes, limit = Infinity): Promise<Stored> {
		if (!keyShape.test(key)) throw new Error(`“${key}” is not a key of a file`)
		const folder = await mkdtemp(join(tmpdir(), 'sportello-upload-'))
		try {
			const file = join(folder, key)
			const written = await write(file, bytes, limit)
			await put(settings, key, file, written)
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
			const head = await ask(settings, 'HEAD', key)
			if (head.status === 404) return undefined
			await refused(head)
			return read(settings, key)
		},
		async remove(key) {
			if (!keyShape.test(key)) return
			const answer = await ask(settings, 'DELETE', key)
			if (answer.status !== 404) await refused(answer)
			await answer.body?.cancel()
		},
		keys: () => list(settings),
		// What a crash leaves of an upload is in the machine's temporary folder.
		sweep: async () => 0,
	}
}

/** Opens the file when the first byte is asked for, so that bytes nobody reads hold nothing open. */
async function* read(settings: S3Settings, key: string): Bytes {
	const answer = await ask(settings, 'GET', key)
	await refused(answer)
	if (answer.body) yield* answer.body
}

/** Every file below the prefix that is one of ours. */
export async function* list(
	settings: S3Settings,
): AsyncIterable<{ readonly key: string; readonly size: number; readonly storedAt: number }> {
	let token: string | undefined
	do {
		const query = new URLSearchParams({ 'list-type': '2', prefix: settings.prefix })
		if (token !== undefined) query.set('continuation-token', token)
		const answer = await ask(settings, 'GET', '', query)
		await refused(answer)
		const text = await answer.text()
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

async function refused(answer: Response): Promise<void> {
	if (answer.ok) return
	throw new S3Refused(answer.status, element(await answer.text(), 'Code') ?? '')
}

async function ask(
	settings: S3Settings,
	method: string,
	key: string,
	query?: URLSearchParams,
): Promise<Response> {
	const url = urlOf(settings, key, query)
	const headers = await signedHeaders(settings, method, url, emptySum)
	const late = new AbortController()
	const timer = setTimeout(() => late.abort(new Error('S3 does not answer')), patience)
	try {
		return await fetch(url, { method, headers, redirect: 'error', signal: late.signal })
	} finally {
		// Reading what was answered takes as long as whoever reads it.
		clearTimeout(timer)
	}
}

/** By `node:http`, because `fetch` sends a stream without its length, which S3 does not take. */
async function put(
	settings: S3Settings,
	key: string,
	file: string,
	{ sha256, size }: Omit<Stored, 'key'>,
): Promise<void> {
	const url = urlOf(settings, key)
	const headers = await signedHeaders(settings, 'PUT', url, sha256)
	const send = url.protocol === 'https:' ? secureRequest : plainRequest
	await new Promise<void>((resolve, reject) => {
		const request = send(url, { method: 'PUT', headers: { ...headers, 'content-length': size } }, answer => {
			const chunks: Buffer[] = []
			answer.on('data', (chunk: Buffer) => chunks.push(chunk))
			answer.on('error', reject)
			answer.on('end', () => {
				const { statusCode = 0 } = answer
				if (statusCode === 200) return resolve()
				reject(new S3Refused(statusCode, element(String(Buffer.concat(chunks)), 'Code') ?? ''))
			})
		})
		request.setTimeout(patience, () => request.destroy(new Error('S3 does not answer')))
		request.on('error', reject)
		// Unlike `pipe`, closes the file when the request fails.
		pipeline(createReadStream(file), request).catch(reject)
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
