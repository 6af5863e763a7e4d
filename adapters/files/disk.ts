import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Bytes } from '../../src/ports/outside.ts'
import { type FileStore, keyShape, type Stored } from './store.ts'
import { write } from './write.ts'

const day = 24 * 60 * 60_000
const temporary = '.tmp'

/**
 * Files below a folder: `ab/abcdef…`, by a random key of 128 bits in hex (some file systems take `A` for
 * `a`). What `put` has resolved survives a power cut: file, name and folder are synced.
 * @param folder made with its parents when missing, for its owner only
 */
export async function openDiskFiles(folder: string): Promise<FileStore> {
	const root = resolve(folder)
	await makeFolder(root)
	const shards = new Map<string, Promise<void>>()

	/** Once in a life for each shard, so that nobody relies on a folder that another upload has yet to sync. */
	function makeShard(shard: string): Promise<void> {
		const known = shards.get(shard)
		if (known) return known
		const made = mkdir(shard, { recursive: true, mode: 0o700 }).then(() => sync(root))
		shards.set(shard, made)
		made.catch(() => shards.delete(shard))
		return made
	}

	function path(key: string): string | undefined {
		return keyShape.test(key) ? join(root, key.slice(0, 2), key) : undefined
	}

	/** The paths of all that is in the shards, whole or not. */
	async function* entries(): AsyncIterable<string> {
		for await (const shard of await opendir(root)) {
			if (!shard.isDirectory()) continue
			for await (const entry of await opendir(join(root, shard.name)))
				yield join(root, shard.name, entry.name)
		}
	}

	async function putAs(key: string, bytes: Bytes, limit = Infinity): Promise<Stored> {
		const file = path(key)
		if (file === undefined) throw new Error(`“${key}” is not a key of a file`)
		await makeShard(dirname(file))
		try {
			const written = await write(file + temporary, bytes, limit)
			await rename(file + temporary, file)
			await sync(dirname(file))
			return { key, ...written }
		} catch (error) {
			await rm(file + temporary, { force: true })
			throw error
		}
	}

	return {
		put: (bytes, limit) => putAs(randomBytes(16).toString('hex'), bytes, limit),
		putAs: (key, bytes) => putAs(key, bytes),
		async get(key) {
			const file = path(key)
			if (file === undefined || !(await exists(file))) return undefined
			return read(file)
		},
		async remove(key) {
			const file = path(key)
			if (file === undefined || !(await exists(file))) return
			await rm(file, { force: true })
			await sync(dirname(file))
		},
		async *keys() {
			for await (const file of entries()) {
				const key = basename(file)
				if (file !== path(key)) continue
				const found = await stat(file).catch(ifMissing)
				if (found) yield { key, size: found.size, storedAt: found.mtimeMs }
			}
		},
		async sweep(now) {
			let removed = 0
			for await (const left of entries()) {
				if (!left.endsWith(temporary)) continue
				const age = now - ((await stat(left).catch(ifMissing))?.mtimeMs ?? now)
				if (age <= day) continue
				await rm(left, { force: true })
				removed += 1
			}
			return removed
		},
	}
}

/** Opens the file when the first byte is asked for, so that bytes nobody reads hold nothing open. */
async function* read(file: string): Bytes {
	yield* createReadStream(file)
}

async function exists(file: string): Promise<boolean> {
	return (await stat(file).catch(ifMissing)) !== undefined
}

function ifMissing(error: unknown): undefined {
	if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
	throw error
}

async function makeFolder(folder: string): Promise<void> {
	const first = await mkdir(folder, { recursive: true, mode: 0o700 })
	if (first === undefined) return
	for (let made = folder; made.length >= first.length; made = dirname(made)) await sync(dirname(made))
}

/** Makes new and lost names in the folder survive a power cut. */
async function sync(folder: string): Promise<void> {
	if (process.platform === 'win32') return // knows no sync of folders
	const handle = await open(folder)
	try {
		await handle.sync()
	} finally {
		await handle.close()
	}
}
