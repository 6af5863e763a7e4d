import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Identity } from '../../src/domain/identity.ts'
import { identityKey } from '../../src/domain/identity.ts'
import type { Erasures } from '../../src/ports/erasures.ts'
import type { Clock, Secrets } from '../../src/ports/outside.ts'

/** One line: when, in milliseconds since 1970, and a seal that only the same secret key gives the same identity. */
export type Erasure = { readonly at: number; readonly seal: string }

const purpose = 'erasure'
const line = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([\w-]{43})$/

/**
 * A file with a line for each erasure. Several instances may write to the same one.
 * @param path made with its folder at the first erasure, for its owner only
 */
export function openErasures(
	path: string,
	{ clock, secrets }: { readonly clock: Clock; readonly secrets: Pick<Secrets, 'sign'> },
): Erasures {
	return { record: identity => recordErasures(path, [{ at: clock.now(), seal: sealOf(secrets, identity) }]) }
}

/** Adds lines; they are on the disk when it resolves. */
export async function recordErasures(path: string, erasures: readonly Erasure[]): Promise<void> {
	if (erasures.length === 0) return
	const folder = dirname(path)
	await mkdir(folder, { recursive: true, mode: 0o700 })
	const file = await open(path, 'a', 0o600)
	try {
		const lines = erasures.map(({ at, seal }) => `${new Date(at).toISOString()} ${seal}\n`)
		// What was cut short before ends here.
		await file.appendFile(`${(await file.stat()).size > 0 ? '\n' : ''}${lines.join('')}`)
		await file.sync()
	} finally {
		await file.close()
	}
	if (process.platform === 'win32') return // knows no sync of folders
	const handle = await open(folder)
	try {
		await handle.sync()
	} finally {
		await handle.close()
	}
}

/** A line that was cut short was never answered as done, and is passed over. @returns undefined where there is no such file */
export async function readErasures(path: string): Promise<readonly Erasure[] | undefined> {
	let text: string
	try {
		text = await readFile(path, 'utf8')
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
		throw error
	}
	return text.split('\n').flatMap(each => {
		const [, at, seal] = line.exec(each) ?? []
		return at !== undefined && seal !== undefined ? [{ at: Date.parse(at), seal }] : []
	})
}

/** @returns whether an identity is among those that were erased */
export function erasedIn(
	erasures: readonly Erasure[],
	secrets: Pick<Secrets, 'sign'>,
): (identity: Identity) => boolean {
	const seals = new Set(erasures.map(({ seal }) => seal))
	return identity => seals.has(sealOf(secrets, identity))
}

function sealOf(secrets: Pick<Secrets, 'sign'>, identity: Identity): string {
	return secrets.sign(purpose, identityKey(identity))
}
