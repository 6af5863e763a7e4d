import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileService } from '../../checks/compile.ts'

/** What is held of the bundle as long as the service runs is the text of its modules, and what they make. */
describe('the bundle', () => {
	let built: Awaited<ReturnType<typeof compileService>>
	const sources = () =>
		texts('.js.map').flatMap(text => (JSON.parse(text) as { readonly sources: readonly string[] }).sources)
	const texts = (ending: string) => {
		const folder = built.program('')
		const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
		return files.filter(file => file.endsWith(ending)).map(file => readFileSync(join(folder, file), 'utf8'))
	}

	beforeAll(async () => {
		built = await compileService()
	})

	afterAll(() => built.remove())

	it('has no sign that would double the text of a module', () => {
		const beyond = texts('.js').map(text => /.{0,40}[^\0-\u00FF].{0,40}/u.exec(text)?.[0])
		expect(beyond.filter(found => found !== undefined)).toEqual([])
	})

	it('has one copy of what npm has put into several places', () => {
		const copies = sources().filter(source => source.includes('/zod/v3/types.'))
		expect(copies).toHaveLength(1)
	})

	it('has the words of the checks of input in one language, as `import { z }` would not', () => {
		const languages = sources().flatMap(source => source.split('/zod/v4/locales/')[1] ?? [])
		expect(languages).toEqual(['en.js'])
	})

	it('has JSON as text', () => {
		const tables = texts('.js').flatMap(text => text.match(/.{12}\{"application\/1d-/g) ?? [])
		expect(new Set(tables)).toEqual(new Set(['JSON.parse(\'{"application/1d-']))
	})

	it('has no tables of the internet’s names, which Node has', () => {
		expect(sources().filter(source => source.includes('/tr46/'))).toEqual([])
	})
})
