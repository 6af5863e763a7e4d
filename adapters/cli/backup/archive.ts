import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { createTarDecoder, createTarPacker } from 'modern-tar'

/** One file in an archive. */
export type Entry = {
	readonly name: string
	/** Bytes, exactly as many as there are. */
	readonly size: number
	readonly bytes: AsyncIterable<Uint8Array>
}

/** Cannot be read to its end: cut short, or not one of ours. */
export class ArchiveBroken extends Error {}

/** Writes a new `.tar.gz`, for its owner only; when it resolves, all of it is on the disk. */
export async function writeArchive(file: string, entries: AsyncIterable<Entry>): Promise<void> {
	const { readable, controller } = createTarPacker()
	const written = pipeline(
		Readable.fromWeb(readable),
		createGzip(),
		createWriteStream(file, { flags: 'wx', mode: 0o600 }),
	)
	try {
		await Promise.all([written, pack()])
	} catch (error) {
		controller.error(error)
		await Promise.allSettled([written])
		throw error
	}
	const handle = await open(file)
	try {
		await handle.sync()
	} finally {
		await handle.close()
	}

	async function pack(): Promise<void> {
		for await (const { name, size, bytes } of entries) {
			const writer = controller.add({ name, size, type: 'file', mode: 0o600, mtime: new Date(0) }).getWriter()
			for await (const chunk of bytes) {
				await writer.ready
				await writer.write(chunk)
			}
			await writer.close()
		}
		controller.finalize()
	}
}

/**
 * The files of an archive, in their order; each is read to its end before the next.
 * @param progress hears how many bytes of the archive are read, of how many
 * @throws {@link ArchiveBroken}, also while a file is read
 */
export async function* readArchive(
	file: string,
	progress: (done: number, total: number) => void,
): AsyncIterable<Entry> {
	const { size: total } = await stat(file)
	const source = createReadStream(file)
	const plain = source.pipe(createGunzip())
	// `pipe` hands on no errors.
	source.on('error', error => plain.destroy(error))
	source.on('data', () => progress(source.bytesRead, total))
	try {
		const entries = Readable.toWeb(plain).pipeThrough(createTarDecoder({ strict: true }))
		for await (const { header, body } of told(entries)) {
			yield { name: header.name, size: header.size, bytes: told(body) }
		}
		progress(total, total)
	} finally {
		source.destroy()
		plain.destroy()
	}
}

/** The same, with what the decoders throw as an error of ours. */
async function* told<T>(stream: AsyncIterable<T>): AsyncIterable<T> {
	const parts = stream[Symbol.asyncIterator]()
	for (;;) {
		const next = await parts.next().catch((error: unknown) => {
			throw new ArchiveBroken(error instanceof Error ? error.message : String(error), { cause: error })
		})
		if (next.done) return
		yield next.value
	}
}
