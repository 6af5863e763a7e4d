import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSecretKey } from '../../../adapters/secrets/key.ts'

let folder: string
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sportello-key-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('the first start makes a key for its owner alone; the next one finds it', async () => {
	const file = join(folder, 'data', 'secret.key')
	const key = await readSecretKey({ file })
	expect(key).toMatch(/^[\da-f]{64}$/)
	expect((await stat(file)).mode & 0o777).toBe(0o600)
	expect(await readSecretKey({ file })).toBe(key)
	expect(await readdir(join(folder, 'data'))).toEqual(['secret.key'])
})

test('twenty first starts at once agree on one key', async () => {
	const file = join(folder, 'secret.key')
	const keys = await Promise.all(Array.from({ length: 20 }, () => readSecretKey({ file })))
	expect(new Set(keys).size).toBe(1)
	expect((await readFile(file, 'utf8')).trim()).toBe(keys[0])
	expect(await readdir(folder)).toEqual(['secret.key'])
})

test('so do four processes', async () => {
	const file = join(folder, 'secret.key')
	const source = new URL('../../../adapters/secrets/key.ts', import.meta.url).href
	const program = `import(${JSON.stringify(source)}).then(m => m.readSecretKey({ file: ${JSON.stringify(file)} })).then(console.log)`
	const start = () => promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', program])
	const keys = await Promise.all(Array.from({ length: 4 }, start))
	expect(new Set(keys.map(({ stdout }) => stdout)).size).toBe(1)
	expect(keys[0]?.stdout).toMatch(/^[\da-f]{64}\n$/)
})

test('the environment wins and no file is made', async () => {
	const fromEnvironment = 'from the environment, long enough'
	expect(await readSecretKey({ fromEnvironment, file: join(folder, 'secret.key') })).toBe(fromEnvironment)
	expect(await readdir(folder)).toEqual([])
})

test('a key under 32 characters is refused by the name of where it stands, and not replaced', async () => {
	const file = join(folder, 'secret.key')
	await expect(readSecretKey({ fromEnvironment: 'short', file })).rejects.toThrow(/^SECRET_KEY: .*32/)
	await expect(readSecretKey({ fromEnvironment: '', file })).rejects.toThrow(/^SECRET_KEY/)
	await writeFile(file, 'short\n')
	await expect(readSecretKey({ file })).rejects.toThrow(/secret\.key: .*32/)
	expect(await readFile(file, 'utf8')).toBe('short\n')
})
