import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDiskFiles } from '../../../adapters/files/disk.ts'
import type { Bytes } from '../../../src/ports/outside.ts'
import { filesContract } from '../../contracts/files.ts'

let folder: string
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sportello-files-'))
})
afterEach(() => rm(folder, { recursive: true }))

filesContract(() => openDiskFiles(join(folder, 'a', 'b')))

test('keys are random, folders hold a share each, and only the owner may read', async () => {
	const files = await openDiskFiles(folder)
	const { key } = await files.put(bytes('secret'), 100)
	expect(key).toMatch(/^[\da-f]{32}$/)
	expect(await leaves()).toEqual([join(key.slice(0, 2), key)])
	expect((await stat(join(folder, key.slice(0, 2), key))).mode & 0o777).toBe(0o600)
})

test('files outlive the process that stored them', async () => {
	const { key } = await (await openDiskFiles(folder)).put(bytes('still here'), 100)
	const again = await (await openDiskFiles(folder)).get(key)
	const chunks: Uint8Array[] = []
	for await (const chunk of again ?? []) chunks.push(chunk)
	expect(Buffer.concat(chunks).toString()).toBe('still here')
})

test('nothing is left of a file that is too large or breaks off', async () => {
	const files = await openDiskFiles(folder)
	await expect(files.put(bytes('too much'), 3)).rejects.toThrow()
	const broken = async function* (): Bytes {
		yield* bytes('half')
		expect(await leaves()).toHaveLength(1)
		throw new Error('cut')
	}
	await expect(files.put(broken(), 100)).rejects.toThrow('cut')
	expect(await leaves()).toEqual([])
})

test('a half-written file is nobody’s: it has no key until it is whole', async () => {
	const files = await openDiskFiles(folder)
	const slow = async function* (): Bytes {
		yield* bytes('half')
		const [half = ''] = await leaves()
		expect(await files.get(half.slice(3).replace('.tmp', ''))).toBeUndefined()
		yield* bytes('whole')
	}
	await files.put(slow(), 100)
	expect.assertions(1)
})

test('what is half-written, or lies there by mistake, is not among the keys', async () => {
	const files = await openDiskFiles(folder)
	const { key } = await files.put(bytes('whole'), 100)
	await writeFile(join(folder, key.slice(0, 2), `${key}.tmp`), 'half')
	await writeFile(
		join(folder, key.slice(0, 2), '0'.repeat(32).replace(/^../, key.startsWith('00') ? '11' : '00')),
		'',
	)
	await writeFile(join(folder, 'README'), 'mine')
	const keys: string[] = []
	for await (const file of files.keys()) keys.push(file.key)
	expect(keys).toEqual([key])
})

test('a disk that takes no more is an error, and nothing is left', async () => {
	const program = `
		const { openDiskFiles } = await import(${JSON.stringify(new URL('../../../adapters/files/disk.ts', import.meta.url).href)})
		const files = await openDiskFiles(${JSON.stringify(folder)})
		async function* much() { for (let n = 0; n < 64; n++) yield new Uint8Array(65536) }
		await files.put(much(), 1e9).then(() => console.log('stored'), error => console.log(error.code))`
	// A limit on the size of files fails the same write as a full disk, and needs no disk of its own.
	const { stdout } = await promisify(execFile)('sh', [
		'-c',
		'trap "" XFSZ; ulimit -f 1024; exec "$0" --import tsx --input-type=module -e "$1"',
		process.execPath,
		program,
	])
	expect(stdout).toBe('EFBIG\n')
	expect(await leaves()).toEqual([])
})

test('a sweep takes what a crash left over a day ago, and nothing else', async () => {
	const files = await openDiskFiles(folder)
	const { key } = await files.put(bytes('kept'), 100)
	const shard = join(folder, key.slice(0, 2))
	await writeFile(join(shard, 'old.tmp'), '')
	await writeFile(join(shard, 'young.tmp'), '')
	const now = Date.now()
	await utimes(join(shard, 'old.tmp'), 0, (now - 25 * 3_600_000) / 1000)
	await utimes(join(shard, 'young.tmp'), 0, (now - 23 * 3_600_000) / 1000)
	await utimes(join(shard, key), 0, 0)
	expect(await files.sweep(now)).toBe(1)
	expect((await leaves()).toSorted()).toEqual(
		[join(key.slice(0, 2), key), join(key.slice(0, 2), 'young.tmp')].toSorted(),
	)
	expect(await files.sweep(now)).toBe(0)
})

async function leaves(): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true })
	return entries
		.filter(entry => entry.isFile())
		.map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

async function* bytes(text: string): Bytes {
	yield Buffer.from(text)
}
