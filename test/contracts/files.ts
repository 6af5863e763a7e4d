import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Bytes, FileTooLarge, type Files } from '../../src/ports/outside.ts'

/** What every implementation of the Files port keeps to. */
export function filesContract(open: () => Promise<Files>): void {
	test('bytes come back as they went in, whatever their pieces', async () => {
		const files = await open()
		for (const pieces of [[], [''], ['Ada’s ', 'screen\0shot', ''], ['x'.repeat(300_000), 'y']]) {
			const whole = Buffer.from(pieces.join(''))
			const stored = await files.put(stream(pieces), 1_000_000)
			expect(stored.size).toBe(whole.length)
			expect(stored.sha256).toBe(createHash('sha256').update(whole).digest('hex'))
			expect(await read(await files.get(stored.key))).toEqual(whole)
		}
	})

	test('the same bytes twice are two files: removing one leaves the other', async () => {
		const files = await open()
		const [ada, ben] = await Promise.all([files.put(stream(['log']), 10), files.put(stream(['log']), 10)])
		expect(ada.key).not.toBe(ben.key)
		expect(ada.sha256).toBe(ben.sha256)
		await files.remove(ada.key)
		expect(await files.get(ada.key)).toBeUndefined()
		expect(await read(await files.get(ben.key))).toEqual(Buffer.from('log'))
	})

	test('a file of exactly the limit is taken, one byte more is not', async () => {
		const files = await open()
		expect((await files.put(stream(['1234', '5678']), 8)).size).toBe(8)
		await expect(files.put(stream(['1234', '5678', '9']), 8)).rejects.toThrow(FileTooLarge)
	})

	test('a stream over the limit is left off there, not read to its end', async () => {
		const files = await open()
		let given = 0
		let ended = false
		async function* endless(): Bytes {
			try {
				for (;;) {
					given += 1_000
					yield new Uint8Array(1_000)
				}
			} finally {
				ended = true
			}
		}
		await expect(files.put(endless(), 10_000)).rejects.toThrow(FileTooLarge)
		expect(given).toBeLessThanOrEqual(20_000)
		expect(ended).toBe(true)
	})

	test('a stream that breaks gives its own error', async () => {
		const files = await open()
		await expect(files.put(broken(), 100)).rejects.toThrow('the line went dead')
	})

	test('what is not there is not there, and may be removed again', async () => {
		const files = await open()
		const { key } = await files.put(stream(['x']), 10)
		await files.remove(key)
		await files.remove(key)
		for (const other of [
			key,
			'',
			'.',
			'..',
			'../../etc/passwd',
			'/etc/passwd',
			key.toUpperCase(),
			`${key}/`,
			`${key}\0`,
		]) {
			expect(await files.get(other)).toBeUndefined()
			await files.remove(other)
		}
	})

	test('all that is stored is named, with its time, and nothing that is gone or too large', async () => {
		const files = await open()
		const keys = async () => {
			const found = new Map<string, number>()
			for await (const { key, storedAt } of files.keys()) found.set(key, storedAt)
			return found
		}
		expect(await keys()).toEqual(new Map())
		const stored = await Promise.all(Array.from({ length: 5 }, () => files.put(stream(['x']), 10)))
		await expect(files.put(stream(['much']), 1)).rejects.toThrow(FileTooLarge)
		const [gone, ...kept] = stored.map(({ key }) => key)
		await files.remove(gone ?? '')
		const found = await keys()
		expect([...found.keys()].toSorted()).toEqual(kept.toSorted())
		for (const storedAt of found.values()) expect(Math.abs(Date.now() - storedAt)).toBeLessThan(60 * 60_000)
	})

	test('twenty at once do not mix', async () => {
		const files = await open()
		const texts = Array.from({ length: 20 }, (_, n) => `${n} `.repeat(5_000))
		const stored = await Promise.all(texts.map(text => files.put(stream([text, text]), 1_000_000)))
		for (const [n, text] of texts.entries())
			expect(await read(await files.get(stored[n]?.key ?? ''))).toEqual(Buffer.from(text + text))
	})
}

async function* stream(pieces: readonly string[]): Bytes {
	for (const piece of pieces) yield Buffer.from(piece)
}

async function read(bytes: Bytes | undefined): Promise<Buffer> {
	if (!bytes) throw new Error('there is no such file')
	const chunks: Uint8Array[] = []
	for await (const chunk of bytes) chunks.push(chunk)
	return Buffer.concat(chunks)
}

async function* broken(): Bytes {
	yield Buffer.from('half')
	throw new Error('the line went dead')
}
