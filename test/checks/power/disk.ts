import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Random } from '../../../adapters/database/seed/random.ts'
import type { Entry } from './ledger.ts'

type Write = { readonly offset: number; readonly bytes: Buffer } | { readonly size: number }
/** A file under whatever name: what is surely on the disk, and what was written since. */
type Content = { kept: Buffer; pending: Write[] }
/** What becomes of the names in a folder at once: a file has one, or none; or there is a new folder. */
type Naming = {
	readonly folder: string
	readonly files: readonly (readonly [path: string, content: Content | undefined])[]
	readonly made?: string
}

/** The least that a disk takes as a whole, in bytes. */
const sector = 512

/** What is on a disk as far as it was told to keep it, and what it may have lost. */
export type Disk = {
	apply(entry: Entry): void
	/** The paths of which something would be lost without power. */
	unsynced(): readonly string[]
	/**
	 * Writes down what is there after the power has gone.
	 * @param random of what was not synced: nothing at all is there, or some sectors and names by chance
	 */
	cut(random: Random, to: string): Promise<void>
}

/**
 * Reads a folder, all of which counts as synced.
 * @param ignored whether a path is nothing that has to last
 */
export async function readDisk(root: string, ignored: (path: string) => boolean): Promise<Disk> {
	/** As the process sees it, and as the disk has it: a name is not there before its folder is synced. */
	const seen = new Map<string, Content>()
	const named = new Map<string, Content>()
	const folders = new Set<string>([root])
	const pendingNames: Naming[] = []
	const syncing = new Map<string, { content: Content | undefined; writes: number; names: number }>()
	for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
		const path = join(entry.parentPath, entry.name)
		if (entry.isDirectory()) folders.add(path)
		else if (!ignored(path)) {
			const content = { kept: await readFile(path), pending: [] }
			seen.set(path, content)
			named.set(path, content)
		}
	}

	function contentOf(path: string): Content {
		const known = seen.get(path)
		if (known) return known
		const content: Content = { kept: Buffer.alloc(0), pending: [] }
		name([path, content])
		return content
	}

	/** All in one folder. */
	function name(...files: Naming['files'][number][]): void {
		for (const [path, content] of files) {
			if (content) seen.set(path, content)
			else seen.delete(path)
		}
		pendingNames.push({ folder: dirname(files[0]?.[0] ?? ''), files })
	}

	function keepNames(folder: string, count: number): void {
		const before = pendingNames.splice(0, count)
		pendingNames.unshift(...before.filter(naming => naming.folder !== folder))
		for (const naming of before) if (naming.folder === folder) keepName(naming, named, folders)
	}

	return {
		apply({ kind, thread, offset, path, bytes }) {
			if (kind === 'answer' || ignored(path)) return
			const sync = `${thread} ${path}`
			if (kind === 'write') contentOf(path).pending.push({ offset, bytes })
			else if (kind === 'truncate') contentOf(path).pending.push({ size: offset })
			else if (kind === 'make') pendingNames.push({ folder: dirname(path), files: [], made: path })
			else if (kind === 'unlink') name([path, undefined])
			else if (kind === 'rename') {
				const content = contentOf(path)
				name([path, undefined], [bytes.toString(), content])
			} else if (kind === 'syncing') {
				const content = seen.get(path)
				syncing.set(sync, { content, writes: content?.pending.length ?? 0, names: pendingNames.length })
			} else {
				const begun = syncing.get(sync)
				if (!begun) return
				syncing.delete(sync)
				if (begun.content) {
					const done = begun.content.pending.splice(0, begun.writes)
					begun.content.kept = written(begun.content.kept, done)
				} else keepNames(path, begun.names)
			}
		},
		unsynced: () => [
			...[...seen].filter(([, { pending }]) => pending.length > 0).map(([path]) => path),
			...pendingNames.flatMap(({ files, made }) => [...files.map(([path]) => path), ...(made ? [made] : [])]),
		],
		async cut(random, to) {
			const nothing = random.chance(0.5)
			const names = new Map(named)
			const there = new Set(folders)
			for (const naming of pendingNames.slice(0, nothing ? 0 : random.below(pendingNames.length + 1))) {
				keepName(naming, names, there)
			}
			for (const folder of [...there].toSorted())
				await mkdir(join(to, folder.slice(root.length)), { recursive: true })
			for (const [path, { kept, pending }] of names) {
				if (!there.has(dirname(path))) continue
				const lucky = nothing ? [] : pending.flatMap(write => torn(random, write))
				await writeFile(join(to, path.slice(root.length)), written(kept, lucky), { mode: 0o600 })
			}
		},
	}
}

function keepName(naming: Naming, names: Map<string, Content>, folders: Set<string>): void {
	if (naming.made) folders.add(naming.made)
	for (const [path, content] of naming.files) {
		if (content) names.set(path, content)
		else names.delete(path)
	}
}

function written(kept: Buffer, writes: readonly Write[]): Buffer {
	let size = kept.length
	for (const write of writes)
		size = 'size' in write ? Math.max(size, write.size) : Math.max(size, write.offset + write.bytes.length)
	const all = Buffer.alloc(size)
	kept.copy(all)
	let end = kept.length
	for (const write of writes) {
		if ('size' in write) {
			all.fill(0, write.size)
			end = write.size
		} else {
			write.bytes.copy(all, write.offset)
			end = Math.max(end, write.offset + write.bytes.length)
		}
	}
	return all.subarray(0, end)
}

/** Of one write: all, nothing, or some sectors. */
function torn(random: Random, write: Write): Write[] {
	if ('size' in write) return random.chance(0.5) ? [write] : []
	if (random.chance(0.3)) return [write]
	const parts: Write[] = []
	for (let at = 0; at < write.bytes.length; at += sector) {
		const bytes = write.bytes.subarray(at, at + sector)
		if (random.chance(0.5)) parts.push({ offset: write.offset + at, bytes })
	}
	return parts
}

/** What SQLite makes anew by itself, locks, and letters that a developer looks at. */
export function isPassing(path: string): boolean {
	return /-shm$|\.lock(-journal)?$|\.service$|\/mail(\/[^/]+)?$/.test(path)
}
