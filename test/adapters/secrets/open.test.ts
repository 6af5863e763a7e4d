import { createHash } from 'node:crypto'
import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { openSecrets } from '../../../adapters/secrets/open.ts'

const key = 'a key for tests, long enough to be one'
const secrets = openSecrets(key)

test('ids are 128 bits, safe in an address, never the same', () => {
	const ids = new Set(Array.from({ length: 1_000 }, () => secrets.id()))
	expect(ids.size).toBe(1_000)
	for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/)
})

test('a secret is derived alike after a restart, and differs by purpose, by id and by key', () => {
	const code = secrets.derive('connect code', 'job-1')
	expect(code).toHaveLength(32)
	expect(openSecrets(key).derive('connect code', 'job-1')).toEqual(code)
	expect(secrets.derive('connect code', 'job-2')).not.toEqual(code)
	expect(secrets.derive('reset', 'job-1')).not.toEqual(code)
	expect(openSecrets(`${key}!`).derive('connect code', 'job-1')).not.toEqual(code)
})

test('a purpose and a text never run into each other', () => {
	expect(secrets.derive('a', 'bc')).not.toEqual(secrets.derive('ab', 'c'))
	expect(secrets.sign('a', 'bc')).not.toBe(secrets.sign('ab', 'c'))
	expect(secrets.sign('a', '1:bc')).not.toBe(secrets.sign('a1:b', 'c'))
})

test('a signature is no derived secret', () => {
	expect(Buffer.from(secrets.sign('file', '42'), 'base64url')).not.toEqual(
		Buffer.from(secrets.derive('file', '42')),
	)
})

test("Ada's signed address holds; Mallory's changes to it do not", () => {
	const signature = secrets.sign('file', '42 until 9')
	expect(signature).toMatch(/^[\w-]{43}$/)
	expect(secrets.verify('file', '42 until 9', signature)).toBe(true)
	expect(secrets.verify('file', '43 until 9', signature)).toBe(false)
	expect(secrets.verify('portal', '42 until 9', signature)).toBe(false)
	expect(openSecrets(`${key}!`).verify('file', '42 until 9', signature)).toBe(false)
	for (const other of [
		'',
		signature.slice(1),
		`${signature}=`,
		`${signature} `,
		'🗝️'.repeat(9),
		`A${signature.slice(1)}b`,
	])
		expect(secrets.verify('file', '42 until 9', other)).toBe(false)
	assert(property(string(), other => other === signature || !secrets.verify('file', '42 until 9', other)))
})

test('the last character of a signature cannot be swapped for one that decodes alike', () => {
	const signature = secrets.sign('file', '42')
	const twins = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
		.map(last => signature.slice(0, -1) + last)
		.filter(twin => twin !== signature)
	expect(twins.filter(twin => secrets.verify('file', '42', twin))).toEqual([])
})

test('what is sealed is opened again for its purpose only, unchanged, under the same key', () => {
	const secrets = openSecrets(key)
	const sealed = secrets.seal('token', 'xoxb-1')
	expect(sealed).not.toContain('xoxb')
	expect(secrets.seal('token', 'xoxb-1')).not.toBe(sealed)
	expect(openSecrets(key).unseal('token', sealed)).toBe('xoxb-1')
	expect(() => secrets.unseal('other', sealed)).toThrow()
	expect(() => openSecrets(`${key}x`).unseal('token', sealed)).toThrow()
	expect(() =>
		secrets.unseal('token', `${sealed.slice(0, 20)}${sealed[20] === 'A' ? 'B' : 'A'}${sealed.slice(21)}`),
	).toThrow()
	expect(() => secrets.unseal('token', '')).toThrow()
})

test('what is kept of a secret is its SHA-256', () => {
	expect(secrets.hash('abc')).toBe(createHash('sha256').update('abc').digest('hex'))
})

test('a key under 32 characters or bytes is refused', () => {
	expect(() => openSecrets('x'.repeat(31))).toThrow(/at least 32/)
	expect(() => openSecrets(new Uint8Array(31))).toThrow(/at least 32/)
	expect(openSecrets(new Uint8Array(32).fill(7)).sign('p', 't')).toHaveLength(43)
})
