import { createHash, type Hash } from 'node:crypto'
import { createReadStream, existsSync, rmSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { type OpenStore, openStore, secretKeyFile } from '../../main.ts'
import { readSettings, type Settings } from '../../settings.ts'
import { indexing, leaf, type Options } from '../command.ts'
import { Ended } from '../exit.ts'
import { progressOf } from '../progress.ts'
import { type Shell, show } from '../shell.ts'
import { type Entry, writeArchive } from './archive.ts'
import { type About, type End, filesOf, format, names, purpose, wrongOf } from './contents.ts'

const atOnce = 500

/** `sportello backup FILE` */
export function backupCommand(program: Command, shell: Shell): void {
	leaf(program, 'backup <file>', 'the database and all files as one archive, while the service runs').action(
		(file: string, options: Options) => backup(shell, resolve(file), options),
	)
}

async function backup(shell: Shell, file: string, options: Options): Promise<void> {
	if (existsSync(file)) throw new Ended(`${file} is there already: name another file, or move that one away.`)
	const settings = readSettings(shell.environment)
	const { sqliteFile } = settings
	if (sqliteFile === undefined) {
		throw new Ended(
			'PostgreSQL is backed up by its own tools: pg_dump for the database, then a copy of FILES_URL’s folder.',
		)
	}
	if (!existsSync(sqliteFile)) throw new Ended(`There is no ${sqliteFile}.`)
	// As it is: the service beside us may be of an older release, and the archive is what one goes back to.
	const store = await openStore(settings)
	try {
		const { folder, remove } = await folderBeside(file)
		try {
			const copy = join(folder, names.database)
			// Before the copy: what is erased while it is made is erased again after a restore.
			const madeAt = store.clock.now()
			await store.database.snapshot?.(copy, progressOf(shell, 'pages of the database'))
			const part = join(folder, 'archive')
			const packed = await pack({ shell, store, settings }, { copy, part, madeAt })
			await rename(part, file)
			const all = `${filesOf(packed.files)} of ${megabytes(packed.bytes)}`
			show(shell, options, { file, ...packed }, `${file}: the database, and ${all}.`)
			const wrong = wrongOf(packed)
			if (wrong !== undefined) throw new Ended(`${wrong} All else is in the archive.`)
		} finally {
			await remove()
		}
	} finally {
		await store.close()
	}
}

/** On the disk of the archive, for a rename; removed also when the process is asked to end. */
async function folderBeside(
	file: string,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
	const folder = await mkdtemp(join(dirname(file), '.sportello-backup-'))
	const signals = ['SIGINT', 'SIGTERM'] as const
	const end = (signal: NodeJS.Signals) => {
		rmSync(folder, { recursive: true, force: true })
		process.kill(process.pid, signal)
	}
	for (const signal of signals) process.once(signal, end)
	const remove = async () => {
		for (const signal of signals) process.off(signal, end)
		await rm(folder, { recursive: true })
	}
	return { folder, remove }
}

type Packing = {
	readonly shell: Shell
	readonly store: OpenStore
	readonly settings: Settings
}

async function pack(
	{ shell, store, settings }: Packing,
	{ copy, part, madeAt }: { readonly copy: string; readonly part: string; readonly madeAt: number },
): Promise<End> {
	const total = await count(store)
	const progress = progressOf(shell, 'files')
	const packed = { files: 0, bytes: 0, damaged: [] as string[], missing: [] as string[] }
	await writeArchive(part, entries())
	progress(total, total)
	return packed

	async function* entries(): AsyncIterable<Entry> {
		yield json(names.about, {
			format,
			madeAt,
			signature: store.secrets.sign(purpose, String(madeAt)),
			database: { size: (await stat(copy)).size, sha256: await sha256(copy) },
		} satisfies About)
		const key = settings.secretKey === undefined ? secretKeyFile(settings) : undefined
		if (key !== undefined) yield whole(names.secretKey, await readFile(key))
		yield { name: names.database, size: (await stat(copy)).size, bytes: createReadStream(copy) }
		// It is in the archive as it was; from here on it is only looked into, by the ways of this release.
		const copied = await openStore({ ...settings, databaseUrl: `sqlite:${copy}` })
		try {
			const wrong = await copied.database.integrity()
			if (wrong.length > 0) throw new Ended(`The database is damaged: ${wrong.join('; ')}.`)
			await copied.database.migrate(progressOf(shell, indexing))
			yield* files(copied)
		} finally {
			await copied.close()
		}
		yield json(names.end, packed satisfies End)
	}

	async function* files(copied: OpenStore): AsyncIterable<Entry> {
		const sums = new Map<string, string>()
		for await (const { key, sha256 } of copied.database.attached()) sums.set(key, sha256)
		for await (const { key, size } of used(copied)) {
			const bytes = await store.files.get(key)
			if (!bytes) continue
			const hash = createHash('sha256')
			yield { name: names.files + key, size, bytes: hashed(bytes, hash) }
			const expected = sums.get(key)
			if (expected !== undefined && hash.digest('hex') !== expected) packed.damaged.push(key)
			sums.delete(key)
			packed.files += 1
			packed.bytes += size
			progress(Math.min(packed.files, total), total)
		}
		packed.missing.push(...(await lost([...sums.keys()])))
	}

	/** What the snapshot refers to; the service removes what nothing does. */
	async function* used(copied: OpenStore): AsyncIterable<{ readonly key: string; readonly size: number }> {
		let some: { readonly key: string; readonly size: number }[] = []
		for await (const file of store.files.keys()) {
			some.push(file)
			if (some.length < atOnce) continue
			yield* await referred(copied, some)
			some = []
		}
		yield* await referred(copied, some)
	}

	/** Of those that are not there, what nothing has removed since the snapshot. */
	async function lost(keys: readonly string[]): Promise<readonly string[]> {
		const found: string[] = []
		for (let from = 0; from < keys.length; from += atOnce) {
			const some = keys.slice(from, from + atOnce)
			const unused = new Set(await store.database.tickets.unusedFiles(some))
			found.push(...some.filter(key => !unused.has(key)))
		}
		return found
	}
}

async function referred<F extends { readonly key: string }>(
	{ database }: OpenStore,
	some: readonly F[],
): Promise<readonly F[]> {
	const unused = new Set(await database.tickets.unusedFiles(some.map(({ key }) => key)))
	return some.filter(({ key }) => !unused.has(key))
}

async function count({ files }: OpenStore): Promise<number> {
	let number = 0
	for await (const _ of files.keys()) number += 1
	return number
}

function json(name: string, content: unknown): Entry {
	return whole(name, Buffer.from(`${JSON.stringify(content, undefined, '\t')}\n`))
}

function whole(name: string, content: Uint8Array): Entry {
	return { name, size: content.byteLength, bytes: once(content) }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
	yield bytes
}

async function sha256(file: string): Promise<string> {
	const hash = createHash('sha256')
	for await (const _ of hashed(createReadStream(file), hash));
	return hash.digest('hex')
}

async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncIterable<Uint8Array> {
	for await (const chunk of bytes) {
		hash.update(chunk)
		yield chunk
	}
}

function megabytes(bytes: number): string {
	return `${(bytes / 1024 ** 2).toFixed(1)} MiB`
}
