import { type Identity, identityKey } from '../domain/identity.ts'
import type { Secrets } from '../ports/outside.ts'

/** Crockford's base 32: no letter that reads like a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 8

/** Whether a text has the shape of a code, however it was typed. */
export function looksLikeCode(typed: string): boolean {
	return /^[0-9a-z]{4}[\s-]*[0-9a-z]{4}$/i.test(typed.trim())
}

/** A code to type: 8 characters, 40 bits, as `K7QF-2M9X`. The same for the same purpose and id, such as a job's. */
export function codeFor(secrets: Secrets, purpose: 'connect-code' | 'portal-code', id: string): string {
	const bytes = secrets.derive(purpose, id)
	let code = ''
	for (let index = 0; index < length; index++) code += alphabet[(bytes[index] ?? 0) % alphabet.length]
	return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** What is kept of a mailed code: its hash, bound to who asked. However it was typed, it hashes alike. */
export function codeHash(secrets: Secrets, identity: Identity, typed: string): string {
	return secrets.hash(`connect-code ${identityKey(identity)} ${plain(typed)}`)
}

/** The same for a code of the portal, which belongs to who was signed in there and to no chat yet. */
export function portalCodeHash(secrets: Secrets, typed: string): string {
	return secrets.hash(`portal-code ${plain(typed)}`)
}

function plain(typed: string): string {
	return typed
		.toUpperCase()
		.replaceAll(/[^0-9A-Z]/g, '')
		.replaceAll('O', '0')
		.replaceAll(/[IL]/g, '1')
		.replaceAll('U', 'V')
}
