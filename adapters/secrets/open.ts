import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createHmac,
	hkdfSync,
	randomBytes,
	timingSafeEqual,
} from 'node:crypto'
import type { Secrets } from '../../src/ports/outside.ts'

/** Characters of a text key, or bytes of a binary one: fewer are a mistake, not a secret. */
export const keyLength = 32
/** Bytes, as AES in Galois/Counter mode has them. */
const nonceLength = 12
const tagLength = 16

/**
 * The Secrets port on Node's crypto. What is derived, what is signed and what is sealed come from keys of their own
 * (HKDF, RFC 5869), so no signature can be made into a derived secret or the other way round.
 * @throws Error when the key has under {@link keyLength} characters or bytes
 */
export function openSecrets(key: Uint8Array | string): Secrets {
	if (key.length < keyLength) throw new Error(`the secret key needs at least ${keyLength} characters`)
	const deriving = subkey(key, 'derive')
	const signing = subkey(key, 'sign')
	const sealing = subkey(key, 'seal')
	const sign = (purpose: string, text: string) => hmac(signing, purpose, text)
	return {
		id: () => randomBytes(16).toString('base64url'),
		derive: (purpose, id) => new Uint8Array(hmac(deriving, purpose, id)),
		hash: secret => createHash('sha256').update(secret).digest('hex'),
		seal(purpose, text) {
			const nonce = randomBytes(nonceLength)
			const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(purpose))
			const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
			return Buffer.concat(sealed).toString('base64url')
		},
		unseal(purpose, sealed) {
			const bytes = Buffer.from(sealed, 'base64url')
			const cipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, nonceLength), {
				authTagLength: tagLength,
			})
			cipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-tagLength))
			return Buffer.concat([
				cipher.update(bytes.subarray(nonceLength, -tagLength)),
				cipher.final(),
			]).toString()
		},
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
