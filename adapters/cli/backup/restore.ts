import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import * as z from 'zod'
import { type Erasure, lockBeside, type OpenStore, openStore, secretKeyFile } from '../../main.ts'
import { readSettings, type Settings } from '../../settings.ts'
import { indexing, leaf, type Options } from '../command.ts'
import { applySince, chatsOf, erasuresIn } from '../erasures.ts'
import { Ended } from '../exit.ts'
import { progressOf } from '../progress.ts'
import { type Shell, show } from '../shell.ts'
import { ArchiveBroken, type Entry, readArchive } from './archive.ts'
import {
	type About,
	about,
	type End,
	end,
	fileKey,
	filesOf,
	format,
	names,
	purpose,
	wrongOf,
} from './contents.ts'

/** `sportello restore FILE` */
export function restoreCommand(program: Command, shell: Shell): void {
	leaf(program, 'restore <file>', 'put an archive of “backup” where the settings say, where nothing is yet')
		.option(
			'--erasures <file>',
			'what was erased since, beside what ERASURES_FILE names; may be said again',
			(file: string, others: readonly string[] | undefined) => [...(others ?? []), file],
		)
		.action((file: string, options: RestoreOptions) => restore(shell, resolve(file), options))
}

type RestoreOptions = Options & { readonly erasures?: readonly string[] }

async function restore(shell: Shell, file: string, options: RestoreOptions): Promise<void> {
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
	const erasures = await erasuresSince(settings, options)
	// Nothing counts before its name is changed, and the database's is the last.
	const staged = {
		...settings,
		sqliteFile: `${sqliteFile}.restoring`,
		files: { folder: `${filesFolder}.restoring` },
	}
	const databaseUrl = `sqlite:${staged.sqliteFile}`
	await mkdir(dirname(sqliteFile), { recursive: true, mode: 0o700 })
	const unlock = lockBeside(sqliteFile)
	try {
		await refuseWhatIsThere(settings, sqliteFile, filesFolder)
		await discard()
		const restored = await unpack(shell, file, { ...staged, databaseUrl }, erasures)
		// Reading may have taken hours.
		await refuseWhatIsThere(settings, sqliteFile, filesFolder)
		if (existsSync(filesFolder)) await rmdir(filesFolder)
		if (restored.secretKey !== undefined) await keepSecretKey(settings, restored.secretKey)
		await rename(staged.files.folder, filesFolder)
		await rename(staged.sqliteFile, sqliteFile)
		const { files, madeAt, damaged, missing, erased } = restored
		const made = new Date(madeAt).toISOString()
		const wrong = wrongOf(restored)
		const all = wrong === undefined ? 'All is there' : 'What the archive holds is there'
		const said = `${all} as it was at ${made}: the database, and ${filesOf(files)}.`
		const again =
			erased === undefined
				? `There is no ${settings.erasuresFile}: if anybody has had a chat erased since then, find that file and say: sportello erasures apply FILE --since ${made}`
				: `${chatsOf(erased)} that had been erased since then: erased again.`
		show(shell, options, { files, madeAt, damaged, missing, erased: erased ?? null }, `${said}\n${again}`)
		if (wrong !== undefined) throw new Ended(wrong)
	} catch (error) {
		await discard()
		if (error instanceof ArchiveBroken) throw new Ended(`${file} cannot be read: ${error.message}.`)
		throw error
	} finally {
		unlock()
	}

	async function discard(): Promise<void> {
		for (const ending of ['', '-wal', '-shm']) await rm(staged.sqliteFile + ending, { force: true })
		await rm(staged.files.folder, { recursive: true, force: true })
	}
}

async function refuseWhatIsThere(settings: Settings, sqliteFile: string, filesFolder: string): Promise<void> {
	const key = settings.secretKey === undefined ? secretKeyFile(settings) : undefined
	// SQLite would play what is left of another database's log into this one.
	const database = ['', '-wal', '-shm', '-journal'].map(ending => sqliteFile + ending)
	const there = [...database, ...(key === undefined ? [] : [key])].filter(file => existsSync(file))
	if (existsSync(filesFolder) && (await readdir(filesFolder)).length > 0) there.push(filesFolder)
	if (there.length === 0) return
	const said = there.length === 1 ? ['is', 'it'] : ['are', 'them']
	throw new Ended(
		`${there.join(', ')} ${said[0]} there already: end the service and move ${said[1]} away first.`,
	)
}

type Restored = {
	readonly files: number
	readonly madeAt: number
	readonly damaged: readonly string[]
	readonly missing: readonly string[]
	/** How many chats; undefined where nobody knows what has been erased. */
	readonly erased: number | undefined
	readonly secretKey?: string
}

async function unpack(
	shell: Shell,
	file: string,
	staged: Settings & { readonly sqliteFile: string },
	erasures: readonly Erasure[] | undefined,
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
			if (entry.name === names.about) head = await headOf(entry)
			else if (!head) throw new ArchiveBroken('it is not a backup of Sportello')
			else if (entry.name === names.secretKey) secretKey ??= String(await content(entry)).trim()
			else if (entry.name === names.database) {
				if (secretKey === undefined) {
					throw new Ended('The secret key is not in this archive: set SECRET_KEY to the one of then.')
				}
				await checkedDatabase(entry, head, staged.sqliteFile)
				store = await openStore({ ...staged, secretKey })
			} else if (entry.name.startsWith(names.files) && store) {
				const key = entry.name.slice(names.files.length)
				if (!fileKey.test(key)) throw new ArchiveBroken(`“${key}” is not the name of a file`)
				sums.set(key, (await store.files.putAs(key, entry.bytes)).sha256)
			} else if (entry.name === names.end) last = parsed(end, entry.name, await content(entry))
			else throw new ArchiveBroken(`“${entry.name}” is not expected there`)
		}
		if (!head || !store || !last || last.files !== sums.size) throw new ArchiveBroken('it was cut short')
		const damaged = await verify(shell, store, head, sums)
		const erased = erasures && (await applySince(store, staged, erasures, head.madeAt))
		return {
			files: sums.size,
			madeAt: head.madeAt,
			damaged,
			missing: last.missing,
			erased,
			...(staged.secretKey === undefined && secretKey !== undefined && { secretKey }),
		}
	} finally {
		await store?.close()
	}
}

/** @returns undefined where there is no file with any */
async function erasuresSince(
	{ erasuresFile }: Settings,
	{ erasures = [] }: RestoreOptions,
): Promise<readonly Erasure[] | undefined> {
	const files = new Set(erasures.map(file => resolve(file)))
	if (existsSync(erasuresFile)) files.add(resolve(erasuresFile))
	return files.size === 0 ? undefined : erasuresIn([...files])
}

async function headOf(entry: Entry): Promise<About> {
	const bytes = await content(entry)
	const made = parsed(z.object({ format: z.number() }), entry.name, bytes)
	if (made.format !== format) throw new ArchiveBroken('it was made by a newer release, which can restore it')
	return parsed(about, entry.name, bytes)
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

/**
 * That the database is what it was, and opens with this key.
 * @returns the keys of files that are not what the database says
 */
async function verify(
	shell: Shell,
	store: OpenStore,
	head: About,
	sums: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
	if (!store.secrets.verify(purpose, String(head.madeAt), head.signature)) {
		throw new Ended('SECRET_KEY is not the one of this backup: without it nobody could sign in.')
	}
	const wrong = await store.database.integrity()
	if (wrong.length > 0) throw new ArchiveBroken(`the database in it is damaged: ${wrong.join('; ')}`)
	// An older release's is brought up to date now, so that the next start has nothing to wait for.
	await store.database.migrate(progressOf(shell, indexing))
	const damaged: string[] = []
	for await (const { key, sha256 } of store.database.attached()) {
		const sum = sums.get(key)
		if (sum !== undefined && sum !== sha256) damaged.push(key)
	}
	return damaged
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

/** @throws {@link ArchiveBroken} */
function parsed<S extends z.ZodType>(shape: S, name: string, bytes: Buffer): z.infer<S> {
	try {
		return shape.parse(JSON.parse(String(bytes)))
	} catch (error) {
		throw new ArchiveBroken(`“${name}” in it is not as a backup writes it`, { cause: error })
	}
}
