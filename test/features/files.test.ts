import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSecrets } from '../../adapters/secrets/open.ts'
import { exportAddress, fileAddress, signedFor } from '../../src/features/files.ts'
import { defaultFileLimits, defaultUploadsADay, fileAddressLifetime } from '../../src/rules/limits.ts'

const start = 1_790_000_000_000
let now = start
const ports = {
	secrets: openSecrets('a key for tests, long enough to be one'),
	clock: { now: () => now },
	settings: {
		publicUrl: 'https://support.example',
		defaultLocale: 'en' as const,
		supportName: 'Support',
		fileLimits: defaultFileLimits,
		uploadsADay: defaultUploadsADay,
		signUp: 'open' as const,
	},
}

type Query = { for?: string; until?: string; signature?: string }
const queryOf = (address: string): Query => Object.fromEntries(new URL(address).searchParams)
const photo = { id: 'file-1', name: 'photo of the printer.png' }

describe('the address of a file', () => {
	const address = fileAddress(ports, 'ada', photo)
	const query = queryOf(address)

	test('is ours, names the file, and opens for Ada', () => {
		expect(address).toMatch(
			/^https:\/\/support\.example\/files\/file-1\/photo%20of%20the%20printer\.png\?for=ada&until=\d+&signature=[\w-]{43}$/,
		)
		expect(signedFor(ports, photo.id, query)).toBe('ada')
	})

	test('is over after a quarter of an hour, to the millisecond', () => {
		expect(fileAddressLifetime).toBe(15 * 60_000)
		now = start + fileAddressLifetime - 1
		expect(signedFor(ports, photo.id, query)).toBe('ada')
		now = start + fileAddressLifetime
		expect(signedFor(ports, photo.id, query)).toBeUndefined()
		now = start
	})

	test.each<[string, string, Query]>([
		['for someone else', photo.id, { ...query, for: 'mallory' }],
		['for another file', 'file-2', query],
		['for all of one’s data', 'export', query],
		['for longer', photo.id, { ...query, until: String(Number(query.until) + 1) }],
		['for ever', photo.id, { ...query, until: 'Infinity' }],
		['until a number written otherwise', photo.id, { ...query, until: `0${query.until}` }],
		['until a number in exponents', photo.id, { ...query, until: '9e15' }],
		['until below zero', photo.id, { ...query, until: '-1' }],
		['without a signature', photo.id, { for: 'ada', until: query.until ?? '' }],
		['with an empty signature', photo.id, { ...query, signature: '' }],
		[
			'with the signature of another address',
			photo.id,
			{ ...query, signature: queryOf(fileAddress(ports, 'ada', { ...photo, id: 'file-2' })).signature ?? '' },
		],
		[
			'with a signature for another purpose',
			photo.id,
			{ ...query, signature: ports.secrets.sign('portal', JSON.stringify([photo.id, 'ada', query.until])) },
		],
		[
			'signed with another key',
			photo.id,
			{
				...query,
				signature: openSecrets('another key, just as long as the first').sign(
					'address',
					JSON.stringify([photo.id, 'ada', query.until]),
				),
			},
		],
		['without anything', photo.id, {}],
	])('%s, it is refused', (_, file, changed) => {
		expect(signedFor(ports, file, changed)).toBeUndefined()
	})

	test('whatever else is asked in its place is refused', () => {
		const text = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom('ada', 'file-1', query.until ?? '', query.signature ?? ''),
		)
		fc.assert(
			fc.property(text, text, text, text, (file, account, until, signature) => {
				const right =
					file === photo.id && account === 'ada' && until === query.until && signature === query.signature
				expect(signedFor(ports, file, { for: account, until, signature })).toBe(right ? 'ada' : undefined)
			}),
			{ numRuns: 2_000 },
		)
	})

	test('no account and file run into one another', () => {
		const one = queryOf(fileAddress(ports, 'ada","x', { ...photo, id: 'file' }))
		expect(signedFor(ports, 'file","ada', { ...one, for: 'x' })).toBeUndefined()
		expect(signedFor(ports, 'file', one)).toBe('ada","x')
	})
})

test('any name of a file makes one path and gives itself back', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }), (name, id) => {
			const url = new URL(fileAddress(ports, 'ada', { id, name }))
			expect(url.origin).toBe('https://support.example')
			if (['.', '..'].includes(name) || ['.', '..'].includes(id)) return
			const [, files, first = '', second = '', ...more] = url.pathname.split('/')
			expect([files, decodeURIComponent(first), decodeURIComponent(second), more]).toEqual([
				'files',
				id,
				name.toWellFormed(),
				[],
			])
			expect(signedFor(ports, id, queryOf(url.href))).toBe('ada')
		}),
	)
})

test('the address of one’s data opens for its owner only, and opens no file', () => {
	const address = exportAddress(ports, 'ada')
	expect(new URL(address).pathname).toBe('/export')
	expect(signedFor(ports, 'export', queryOf(address))).toBe('ada')
	expect(signedFor(ports, 'export', { ...queryOf(address), for: 'mallory' })).toBeUndefined()
	expect(signedFor(ports, photo.id, queryOf(address))).toBeUndefined()
})
