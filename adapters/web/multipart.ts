import type { IncomingMessage } from 'node:http'
import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import type { IncomingFile } from '../../src/domain/comment.ts'
import { type Bytes, FileTooLarge, type Files } from '../../src/ports/outside.ts'
import type { FileLimits } from '../../src/rules/limits.ts'
import { cutText } from '../../src/text/rich.ts'

/** Why a body cannot be taken at all. */
export class BodyRefused extends Error {
	readonly why: 'malformed' | 'large'
	constructor(why: 'malformed' | 'large') {
		super(why)
		this.why = why
	}
}

/** What a form brought. A file that was not stored has no key: it is empty, too large or one too many. */
export type ReceivedForm = {
	readonly fields: readonly (readonly [name: string, value: string])[]
	readonly files: readonly Extract<IncomingFile, { at: 'store' }>[]
}

const fieldBytes = 400_000
const fieldCount = 100
/** More than one read of a request brings, in bytes. */
const mostAtOnce = 1024 * 1024

/** All that a form with files may have, in bytes. */
export function multipartBytes(limits: FileLimits): number {
	return limits.bytes * limits.count + 2 * 1024 * 1024
}

/**
 * Reads a form, its files straight into the store; no file is in memory as a whole. What cannot be taken is
 * read to its end all the same, for its size and so that the answer can be heard.
 * @param files where they go; without it none is taken
 * @throws {@link BodyRefused}; nothing of it stays in the store then
 */
export async function readMultipart(
	incoming: IncomingMessage,
	{ files, limits }: { readonly files: Files | undefined; readonly limits: FileLimits },
): Promise<ReceivedForm> {
	const fields: [string, string][] = []
	const arriving: Promise<Extract<IncomingFile, { at: 'store' }> | undefined>[] = []
	const streams = new Set<BusboyFileStream>()
	let malformed = false
	let count = 0

	const busboy = openBusboy(incoming)
	const failed = new Promise<never>((_, reject) => {
		busboy.on('error', () => reject(new BodyRefused('malformed')))
	})
	failed.catch(() => undefined)
	const finished = new Promise<void>(resolve => busboy.once('finish', resolve))
	busboy.on('field', (name, value, _nameCut, cut) => {
		malformed ||= cut
		fields.push([name, value.replaceAll('\r\n', '\n')])
	})
	for (const limit of ['fieldsLimit', 'partsLimit'] as const) {
		busboy.on(limit, () => {
			malformed = true
		})
	}
	busboy.on('file', (_field, stream, sent, _encoding, type) => {
		// The body may end in the middle of any, and more than once is said so: unheard it would end the process.
		stream.on('error', () => undefined)
		// Whoever chooses no file sends one without a name.
		if (!sent) return void stream.resume()
		count += 1
		streams.add(stream)
		const store = count <= limits.count ? files : undefined
		arriving.push(
			arrive(stream, store, limits.bytes).then(stored => ({ at: 'store', ...named(sent, type), ...stored })),
		)
		arriving.at(-1)?.catch(() => undefined)
	})

	try {
		let bytes = 0
		for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
			bytes += (chunk as Buffer).length
			if (bytes > multipartBytes(limits)) throw new BodyRefused('large')
			const taken = new Promise<void>(resolve => busboy.write(chunk, () => resolve()))
			await Promise.race([taken, failed])
		}
		busboy.end()
		await Promise.race([finished, failed])
		const arrived = await Promise.all(arriving)
		if (malformed) throw new BodyRefused('malformed')
		return { fields, files: arrived.filter(file => file !== undefined) }
	} catch (error) {
		for (const stream of streams) stream.destroy(new BodyRefused('malformed'))
		for (const file of await Promise.allSettled(arriving)) {
			if (file.status === 'fulfilled' && file.value?.key) await files?.remove(file.value.key)
		}
		throw brokenOff(incoming) ? new BodyRefused('malformed') : error
	}
}

/** Whether the browser went away before it had sent everything. */
export function brokenOff(incoming: IncomingMessage): boolean {
	return incoming.destroyed && !incoming.complete
}

function openBusboy(incoming: IncomingMessage) {
	const contentType = incoming.headers['content-type'] ?? ''
	try {
		return new Busboy({
			headers: { ...incoming.headers, 'content-type': contentType },
			limits: {
				fieldSize: fieldBytes,
				fields: fieldCount,
				parts: 2 * fieldCount,
				headerPairs: 20,
				headerSize: 8_192,
			},
			// A part that is skipped ends the parser's reading for good where more of it comes at once than this.
			fileHwm: mostAtOnce,
		})
	} catch {
		throw new BodyRefused('malformed')
	}
}

/** Stores one file, or finds out how large it would have been. */
async function arrive(
	stream: BusboyFileStream,
	store: Files | undefined,
	limit: number,
): Promise<{ readonly key: string; readonly sha256: string; readonly size: number }> {
	const read = { size: 0 }
	const bytes = counted(stream, read)
	const first = await bytes.next()
	// Nothing to store, and nothing left to read.
	if (first.done) return { key: '', sha256: '', size: 0 }
	if (store) {
		try {
			return await store.put(again(first.value, bytes), limit)
		} catch (error) {
			if (!(error instanceof FileTooLarge)) {
				stream.resume()
				throw error
			}
		}
	}
	for await (const _ of counted(stream, read)) {
		// Only its length matters.
	}
	return { key: '', sha256: '', size: read.size }
}

/** The stream outlives its reader: the parser waits until each file was read to its end. */
async function* counted(stream: BusboyFileStream, read: { size: number }): AsyncGenerator<Uint8Array> {
	for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
		read.size += (chunk as Buffer).length
		yield chunk as Buffer
	}
}

async function* again(first: Uint8Array, rest: Bytes): Bytes {
	yield first
	yield* rest
}

/** A file's name without its folder and control characters; display data only. Browsers send `"` as `%22`. */
function named(sent: string, type: string): { readonly name: string; readonly type: string } {
	const name = sent
		.toWellFormed()
		.replaceAll('%22', '"')
		.replaceAll(/\p{Cc}+/gu, ' ')
		.trim()
	return { name: cutText(name, 255) || 'file', type: cutText(type.replaceAll(/[^\x20-\x7e]/g, ''), 127) }
}
