import type { AccountId } from '../../src/domain/account.ts'
import type { IncomingFile } from '../../src/domain/comment.ts'
import type { Ports } from '../../src/ports/index.ts'

/** A file of a form that has arrived and is in the store. */
export type StoredFile = Extract<IncomingFile, { at: 'store' }>

const lifetime = 24 * 60 * 60_000

/**
 * A file that has arrived, as the text that a form carries until the rest of it is right: browsers cannot
 * keep a chosen file. It is good for one person and a day.
 */
export function keptToken(
	ports: Pick<Ports, 'secrets' | 'clock'>,
	whom: AccountId,
	file: StoredFile,
): string {
	const { name, size, type, key, sha256 } = file
	const text = JSON.stringify([whom, ports.clock.now() + lifetime, name, size, type, key, sha256])
	return `${Buffer.from(text).toString('base64url')}.${ports.secrets.sign('kept-file', text)}`
}

/** @returns undefined for a token that is forged, of someone else or over */
export function readKept(
	ports: Pick<Ports, 'secrets' | 'clock'>,
	whom: AccountId,
	token: string,
): StoredFile | undefined {
	const [encoded = '', signature = '', ...rest] = token.split('.')
	const text = Buffer.from(encoded, 'base64url').toString()
	if (rest.length > 0 || !ports.secrets.verify('kept-file', text, signature)) return undefined
	const [owner, until, name, size, type, key, sha256] = JSON.parse(text) as [
		string,
		number,
		string,
		number,
		string,
		string,
		string,
	]
	if (owner !== whom || until <= ports.clock.now()) return undefined
	return { at: 'store', name, size, type, key, sha256 }
}
