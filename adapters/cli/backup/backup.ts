import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { type OpenStore, openStore, secretKeyFile } from '../../main.ts'
import type { Settings } from '../../settings.ts'
import { leaf, type Options, withStore } from '../command.ts'
import { Ended } from '../exit.ts'
import { progressOf } from '../progress.ts'
import { type Shell, show } from '../shell.ts'
import { type Entry, writeArchive } from './archive.ts'
import { type About, type End, names, purpose } from './contents.ts'

const atOnce = 500

/** `sportello backup FILE` */
export function backupCommand(program: Command, shell: Shell): void {
	leaf(program, 'backup <file>', 'the database and all files as one archive, while the service runs').action(
		(file: string, options: Options) => backup(shell, resolve(file), options),
	)
}

async function backup(shell: Shell, file: string, options: Options): Promise<void> {
	if (existsSync(file)) throw new Ended(`${file} is there already.`)
	await withStore(shell, async (store, settings) => {
		const { snapshot } = store.database
		if (!snapshot) {
			throw new Ended(
				'PostgreSQL is backed up by its own tools: pg_dump for the database, then a copy of FILES_URL’s folder.',
			)
		}
		const folder = await mkdtemp(join(dirname(file), '.sportello-backup-'))
		try {
			const copy = join(folder, names.database)
			await snapshot(copy, progressOf(shell, 'pages of the database'))
			const copied = await openStore({ ...settings, databaseUrl: `sqlite:${copy}` })
			try {
				const wrong = await copied.database.integrity()
				if (wrong.length > 0) throw new Ended(`The database is damaged: ${wrong.join('; ')}.`)
				const packed = await pack({ shell, store, copied, settings }, { copy, part: join(folder, 'archive') })
				await rename(join(folder, 'archive'), file)
				const said = `${file}: the database, and ${packed.files} files of ${megabytes(packed.bytes)}.`
				show(shell, options, { file, ...packed }, said)
			} finally {
				await copied.database.close()
			}
		} finally {
			await rm(folder, { recursive: true })
		}
	})
}

type Packing = {
	readonly shell: Shell
	readonly store: OpenStore
	/** The snapshot, opened. */
	readonly copied: OpenStore
	readonly settings: Settings
}

async function pack(
	{ shell, store, copied, settings }: Packing,
	{ copy, part }: { readonly copy: string; readonly part: string },
): Promise<End> {
	const total = await count(store)
	const progress = progressOf(shell, 'files')
	const packed = { files: 0, bytes: 0 }
	await writeArchive(part, entries())
	const lost = await missing(store, copied)
	if (lost.length > 0) {
		shell.err(
			`${lost.length} files that requests name are not in the folder: ${lost.slice(0, 5).join(', ')}…\n`,
		)
	}
	return packed

	async function* entries(): AsyncIterable<Entry> {
		const madeAt = store.clock.now()
		yield json(names.about, {
			format: 1,
			madeAt,
			signature: store.secrets.sign(purpose, String(madeAt)),
			database: { size: (await stat(copy)).size, sha256: await sha256(copy) },
		} satisfies About)
		const key = settings.secretKey === undefined ? secretKeyFile(settings) : undefined
		if (key !== undefined) yield whole(names.secretKey, await readFile(key))
		yield { name: names.database, size: (await stat(copy)).size, bytes: createReadStream(copy) }
		for await (const { key, size } of used()) {
			const bytes = await store.files.get(key)
			if (!bytes) continue
			yield { name: names.files + key, size, bytes }
			packed.files += 1
			packed.bytes += size
			progress(packed.files, total)
		}
		yield json(names.end, packed)
	}

	/** What the snapshot refers to; the service removes what nothing does. */
	async function* used(): AsyncIterable<{ readonly key: string; readonly size: number }> {
		let some: { readonly key: string; readonly size: number }[] = []
		for await (const file of store.files.keys()) {
			some.push(file)
			if (some.length < atOnce) continue
			yield* await referred(some)
			some = []
		}
		yield* await referred(some)
	}

	async function referred<F extends { readonly key: string }>(some: readonly F[]): Promise<readonly F[]> {
		const unused = new Set(await copied.database.tickets.unusedFiles(some.map(({ key }) => key)))
		return some.filter(({ key }) => !unused.has(key))
	}
}

async function count({ files }: OpenStore): Promise<number> {
	let number = 0
	for await (const _ of files.keys()) number += 1
	return number
}

/** Files that the snapshot names and that are nowhere, though nothing has removed them since. */
async function missing(store: OpenStore, copied: OpenStore): Promise<readonly string[]> {
	const lost: string[] = []
	for await (const { key } of copied.database.attached()) {
		if (!(await store.files.get(key)) && (await store.database.tickets.unusedFiles([key])).length === 0) {
			lost.push(key)
		}
	}
	return lost
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
	for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array)
	return hash.digest('hex')
}

function megabytes(bytes: number): string {
	return `${(bytes / 1024 ** 2).toFixed(1)} MiB`
}
