import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { type OpenStore, openStore, secretKeyFile } from '../../main.ts'
import { readSettings, type Settings } from '../../settings.ts'
import { leaf, type Options } from '../command.ts'
import { Ended } from '../exit.ts'
import { progressOf } from '../progress.ts'
import { type Shell, show } from '../shell.ts'
import { ArchiveBroken, type Entry, readArchive } from './archive.ts'
import { type About, about, type End, end, names, purpose } from './contents.ts'

/** `sportello restore FILE` */
export function restoreCommand(program: Command, shell: Shell): void {
	leaf(
		program,
		'restore <file>',
		'put an archive of “backup” where the settings say, where nothing is yet',
	).action((file: string, options: Options) => restore(shell, resolve(file), options))
}

async function restore(shell: Shell, file: string, options: Options): Promise<void> {
	const settings = readSettings(shell.environment)
	const { sqliteFile, files } = settings
	if (sqliteFile === undefined)
		throw new Ended('Archives are of SQLite: DATABASE_URL names another database.')
	if ('s3' in files) {
		throw new Ended(
			'A restore puts files into a folder: say FILES_URL=file:… for it, and copy them to the bucket.',
		)
	}
	const filesFolder = files.folder
	await refuseWhatIsThere(settings, sqliteFile, filesFolder)
	// Nothing counts before its name is changed, and the database's is the last.
	const staged = {
		...settings,
		sqliteFile: `${sqliteFile}.restoring`,
		files: { folder: `${filesFolder}.restoring` },
	}
	const databaseUrl = `sqlite:${staged.sqliteFile}`
	await discard()
	try {
		await mkdir(dirname(sqliteFile), { recursive: true, mode: 0o700 })
		const restored = await unpack(shell, file, { ...staged, databaseUrl })
		if (restored.secretKey !== undefined) await keepSecretKey(settings, restored.secretKey)
		await rm(filesFolder, { recursive: true, force: true })
		await rename(staged.files.folder, filesFolder)
		await rename(staged.sqliteFile, sqliteFile)
		const { files, madeAt } = restored
		const made = new Date(madeAt).toISOString()
		show(
			shell,
			options,
			{ files, madeAt },
			`All is there as it was at ${made}: the database, and ${files} files.`,
		)
	} catch (error) {
		await discard()
		if (error instanceof ArchiveBroken) throw new Ended(`${file} cannot be read: ${error.message}.`)
		throw error
	}

	async function discard(): Promise<void> {
		for (const ending of ['', '-wal', '-shm']) await rm(staged.sqliteFile + ending, { force: true })
		await rm(staged.files.folder, { recursive: true, force: true })
	}
}

async function refuseWhatIsThere(settings: Settings, sqliteFile: string, filesFolder: string): Promise<void> {
	const key = settings.secretKey === undefined ? secretKeyFile(settings) : undefined
	const there = [sqliteFile, ...(key === undefined ? [] : [key])].find(file => existsSync(file))
	const files = existsSync(filesFolder) && (await readdir(filesFolder)).length > 0 ? filesFolder : undefined
	const taken = there ?? files
	if (taken) throw new Ended(`${taken} is there already: end the service and move it away first.`)
}

type Restored = { readonly files: number; readonly madeAt: number; readonly secretKey?: string }

async function unpack(
	shell: Shell,
	file: string,
	staged: Settings & { readonly sqliteFile: string },
): Promise<Restored> {
	let head: About | undefined
	let last: End | undefined
	let secretKey = staged.secretKey
	let store: OpenStore | undefined
	/** What each file turned out to be. */
	const sums = new Map<string, string>()
	const progress = progressOf(shell, 'bytes')
	try {
		for await (const entry of readArchive(file, progress)) {
			if (entry.name === names.about) head = about.parse(await json(entry))
			else if (!head) throw new ArchiveBroken('it is not a backup of Sportello')
			else if (entry.name === names.secretKey) secretKey ??= String(await content(entry)).trim()
			else if (entry.name === names.database) {
				await checkedDatabase(entry, head, staged.sqliteFile)
				store = await openStore({ ...staged, ...(secretKey !== undefined && { secretKey }) })
			} else if (entry.name.startsWith(names.files) && store) {
				const key = entry.name.slice(names.files.length)
				sums.set(key, (await store.files.putAs(key, entry.bytes)).sha256)
			} else if (entry.name === names.end) last = end.parse(await json(entry))
			else throw new ArchiveBroken(`“${entry.name}” is not expected there`)
		}
		if (!head || !store || !last || last.files !== sums.size) throw new ArchiveBroken('it was cut short')
		await verify(store, head, sums)
		return {
			files: sums.size,
			madeAt: head.madeAt,
			...(staged.secretKey === undefined && secretKey !== undefined && { secretKey }),
		}
	} finally {
		await store?.close()
	}
}

/** Writes the database down, and compares it with what the backup wrote. */
async function checkedDatabase({ bytes }: Entry, { database }: About, path: string): Promise<void> {
	const hash = createHash('sha256')
	await pipeline(
		bytes,
		async function* (source: AsyncIterable<Uint8Array>) {
			for await (const chunk of source) {
				hash.update(chunk)
				yield chunk
			}
		},
		createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
	)
	if (hash.digest('hex') !== database.sha256)
		throw new ArchiveBroken('the database in it is not what was backed up')
}

/** That everything is there, and is what it was. */
async function verify(store: OpenStore, head: About, sums: ReadonlyMap<string, string>): Promise<void> {
	if (!store.secrets.verify(purpose, String(head.madeAt), head.signature)) {
		throw new Ended('SECRET_KEY is not the one of this backup: without it nobody could sign in.')
	}
	const wrong = await store.database.integrity()
	if (wrong.length > 0) throw new ArchiveBroken(`the database in it is damaged: ${wrong.join('; ')}`)
	for await (const { key, sha256 } of store.database.attached()) {
		const sum = sums.get(key)
		if (sum !== undefined && sum !== sha256) throw new ArchiveBroken(`the file ${key} in it is damaged`)
	}
	// An older release's is brought up to date now, so that the next start has nothing to wait for.
	await store.database.migrate()
}

async function keepSecretKey(settings: Settings, key: string): Promise<void> {
	const file = secretKeyFile(settings)
	if (file !== undefined) await writeFile(file, `${key}\n`, { mode: 0o600, flush: true })
}

async function content({ bytes }: Entry): Promise<Buffer> {
	const chunks: Uint8Array[] = []
	for await (const chunk of bytes) chunks.push(chunk)
	return Buffer.concat(chunks)
}

async function json(entry: Entry): Promise<unknown> {
	return JSON.parse(String(await content(entry))) as unknown
}
