import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { keyLength } from './open.ts'

/** Where the first start keeps the secret key; absent with PostgreSQL. */
export function secretKeyFile({ sqliteFile }: { readonly sqliteFile?: string }): string | undefined {
	return sqliteFile === undefined ? undefined : join(dirname(sqliteFile), 'secret.key')
}

/**
 * The secret key: from the environment when it is there, else from the file, which is made on the first
 * start (256 random bits as 64 hex digits, readable by its owner only). Of two first starts at once, both
 * get the key of the one that was quicker; a reader never sees half a key.
 * @throws Error naming `SECRET_KEY` or the file when the key has under {@link keyLength} characters, and when
 * there is neither
 */
export async function readSecretKey(source: {
	readonly fromEnvironment?: string | undefined
	readonly file: string | undefined
}): Promise<string> {
	if (source.fromEnvironment !== undefined) return checked(source.fromEnvironment, 'SECRET_KEY')
	const { file } = source
	if (file === undefined) {
		throw new Error(
			'SECRET_KEY is missing: there is no SQLite file to keep one beside; make it with: openssl rand -hex 32',
		)
	}
	const kept = await readKept(file)
	if (kept !== undefined) return kept
	await make(file)
	const made = await readKept(file)
	if (made === undefined) throw new Error(`${file} disappeared as soon as it was made`)
	return made
}

async function readKept(file: string): Promise<string | undefined> {
	try {
		return checked((await readFile(file, 'utf8')).trim(), file)
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return undefined
		throw error
	}
}

/** A whole file is linked to its name: unlike a rename, a link never replaces the key of another start. */
async function make(file: string): Promise<void> {
	const folder = dirname(file)
	await mkdir(folder, { recursive: true, mode: 0o700 })
	const temporary = `${file}.${randomBytes(8).toString('hex')}.tmp`
	const handle = await open(temporary, 'wx', 0o600)
	try {
		try {
			await handle.writeFile(`${randomBytes(32).toString('hex')}\n`)
			await handle.sync()
		} finally {
			await handle.close()
		}
		await link(temporary, file).catch((error: unknown) => {
			if (!hasCode(error, 'EEXIST')) throw error
		})
	} finally {
		await unlink(temporary)
	}
	await syncFolder(folder)
}

/** Makes a new name in the folder survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
	if (process.platform === 'win32') return // knows no sync of folders
	const handle = await open(folder)
	try {
		await handle.sync()
	} finally {
		await handle.close()
	}
}

function checked(key: string, name: string): string {
	if (key.length < keyLength)
		throw new Error(`${name}: the secret key needs at least ${keyLength} characters`)
	return key
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code
}
