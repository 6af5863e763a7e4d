import { createHmac } from 'node:crypto'
import { compareSync, hashSync } from 'bcryptjs'
import { workerData } from 'piscina'

/**
 * Runs in a thread of its own. JavaScript, so that its path is the same for `dist`, tsx and vitest.
 *
 * @typedef {import('../../src/ports/outside.ts').PasswordFault} PasswordFault
 * @typedef {{ readonly pepper: Uint8Array, readonly cost: number }} Settings
 */

/** @type {Settings} */
const { pepper, cost } = workerData

/**
 * What bcrypt is given: it reads 72 bytes and stops at a zero byte, so every password becomes 64 characters
 * first. The same password typed on two systems (composed or decomposed accents) is the same.
 * @param {string} password
 */
function digest(password) {
	return createHmac('sha384', pepper).update(password.normalize('NFC')).digest('base64')
}

/** @param {string} password */
export function hash(password) {
	return hashSync(digest(password), cost)
}

/** @param {{ readonly password: string, readonly hash: string }} given */
export function verify(given) {
	return compareSync(digest(given.password), given.hash)
}

/** @type {Promise<typeof import('./strength.js')> | undefined} */
let strength

/**
 * The word lists are large, and most threads only ever hash.
 * @param {{ readonly password: string, readonly context: readonly string[] }} given
 * @returns {Promise<PasswordFault | undefined>}
 */
export async function assess({ password, context }) {
	strength ??= import('./strength.js')
	return (await strength).assess(password, context)
}
