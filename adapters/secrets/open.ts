import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../../src/ports/outside.ts'

/** Characters of a text key, or bytes of a binary one: fewer are a mistake, not a secret. */
export const keyLength = 32

/**
 * The Secrets port on Node's crypto. What is derived and what is signed come from two keys of their own
 * (HKDF, RFC 5869), so no signature can be made into a derived secret or the other way round.
 * @throws Error when the key has under {@link keyLength} characters or bytes
 */
export function openSecrets(key: Uint8Array | string): Secrets {
	if (key.length < keyLength) throw new Error(`the secret key needs at least ${keyLength} characters`)
	const deriving = subkey(key, 'derive')
	const signing = subkey(key, 'sign')
	const sign = (purpose: string, text: string) => hmac(signing, purpose, text)
	return {
		id: () => randomBytes(16).toString('base64url'),
		derive: (purpose, id) => new Uint8Array(hmac(deriving, purpose, id)),
		hash: secret => createHash('sha256').update(secret).digest('hex'),
		sign: (purpose, text) => sign(purpose, text).toString('base64url'),
		verify(purpose, text, signature) {
			const right = Buffer.from(sign(purpose, text).toString('base64url'))
			const given = Buffer.from(signature)
			return given.length === right.length && timingSafeEqual(given, right)
		},
	}
}

function subkey(key: Uint8Array | string, use: string): Buffer {
	return Buffer.from(hkdfSync('sha256', key, '', `sportello ${use} v1`, 32))
}

/** The purpose goes in with its length, so that no other purpose and text make the same bytes. */
function hmac(key: Buffer, purpose: string, text: string): Buffer {
	return createHmac('sha256', key)
		.update(`${Buffer.byteLength(purpose)}:${purpose}${text}`)
		.digest()
}
