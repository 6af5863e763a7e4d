import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** In the order of `ledger.c`. */
const kinds = ['write', 'truncate', 'syncing', 'synced', 'rename', 'unlink', 'make', 'answer'] as const

/** What a process did below a folder. */
export type Entry = {
	readonly kind: (typeof kinds)[number]
	readonly thread: number
	/** Of a write, in bytes; the new size of what is truncated. */
	readonly offset: number
	readonly path: string
	/** What is written, the new name, or the beginning of an answer. */
	readonly bytes: Buffer
}

/**
 * Compiles what keeps the ledger.
 * @returns the library to be loaded before all others
 * @throws where there is no C compiler, or another system than Linux
 */
export async function compileLedger(): Promise<{ library: string; remove: () => Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-ledger-'))
	const library = join(folder, 'ledger.so')
	const source = fileURLToPath(new URL('./ledger.c', import.meta.url))
	await promisify(execFile)('cc', ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl', '-lpthread'])
	return { library, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** What has a process keep a ledger of what it does below a folder. */
export function keeping(library: string, root: string, file: string): Readonly<Record<string, string>> {
	return { LD_PRELOAD: library, POWER_ROOT: root, POWER_LEDGER: file }
}

/** Reads a ledger; an entry that a kill has cut short is left out. */
export async function readLedger(file: string): Promise<readonly Entry[]> {
	const all = await readFile(file)
	const entries: Entry[] = []
	const head = 24
	for (let at = 0; at + head <= all.length; ) {
		const path = all.readUInt32LE(at + 16)
		const bytes = all.readUInt32LE(at + 20)
		const end = at + head + path + bytes
		if (end > all.length) break
		const kind = kinds[all.readUInt32LE(at) - 1]
		if (!kind) throw new Error('the ledger is damaged')
		entries.push({
			kind,
			thread: all.readUInt32LE(at + 4),
			offset: Number(all.readBigUInt64LE(at + 8)),
			path: all.toString('utf8', at + head, at + head + path),
			bytes: all.subarray(at + head + path, end),
		})
		at = end
	}
	return entries
}
