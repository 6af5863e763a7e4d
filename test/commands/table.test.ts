import { describe, expect, test } from 'vitest'
import { commandNames } from '../../src/commands/command.ts'
import { sections } from '../../src/commands/definition.ts'
import { parseWords, spoken } from '../../src/commands/parse.ts'
import { table } from '../../src/commands/table.ts'
import { locales } from '../../src/domain/account.ts'
import { wordsOf } from '../../src/words/index.ts'

const rows = commandNames.flatMap(name => {
	const row = table[name].spoken
	return row ? [{ name, row }] : []
})

/** What a usage line says can be typed, with and without what stands in brackets. */
function typings(usage: string): string[] {
	const alternatives = (part: string) => part.slice(1, -1).split(' | ')
	const parts = usage.match(/\[[^\]]*\]|\S+/g) ?? []
	const first = parts[0]?.startsWith('[') ? alternatives(parts[0]) : [parts[0] ?? '']
	const needed = parts.slice(1).filter(part => !part.startsWith('['))
	return first.map(word => [word, ...needed].join(' '))
}

test('every command has its row, in one order', () => {
	expect(Object.keys(table).toSorted()).toEqual(commandNames.toSorted())
	expect(spoken).toEqual(Object.values(table).flatMap(({ spoken: row }) => row ?? []))
})

describe.each(rows)('$name', ({ name, row }) => {
	test('has a usage and a help in every language, and a section', () => {
		for (const locale of locales) {
			const say = wordsOf(locale)
			expect(say(row.usage)).not.toBe('')
			for (const does of [row.does, ...(row.agents ? [row.agents.does] : [])])
				expect(say(does)).toMatch(/^\p{Ll}.*[^.]$/u)
		}
		expect(sections).toContain(row.section)
	})

	test('is asked by what its usage says, in every language', () => {
		for (const locale of locales) {
			const usages = [row.usage, ...(row.agents ? [row.agents.usage] : [])]
			for (const typed of usages.flatMap(usage => typings(wordsOf(locale)(usage))))
				expect([typed, parseWords(typed)]).toEqual([
					typed,
					expect.objectContaining({ do: typed === 'cc' ? 'list' : name }),
				])
		}
	})

	test('is asked by its example, which begins with a word of its own', () => {
		// What has no more to it than its word needs none.
		if (!row.example) return expect(wordsOf('en')(row.usage)).toMatch(/^\w+( \[?\w+\]?)?$/)
		for (const locale of locales) {
			for (const key of [row.example, ...(row.agents ? [row.agents.example] : [])]) {
				const example = wordsOf(locale)(key)
				expect(parseWords(example)).toMatchObject({ do: name })
				expect([...row.words, '1042']).toContain(example.split(' ')[0])
			}
		}
	})

	test('has words in lower case, without spaces, that no other row has', () => {
		for (const word of row.words) {
			expect(word).toMatch(/^\p{Ll}+$/u)
			const owners = rows.filter(other => other.row.words.includes(word)).map(other => other.name)
			// `cc` alone is a list; with a number it is who is copied.
			expect(owners).toEqual(word === 'cc' ? ['list', 'cc'] : [name])
		}
	})

	test('each of its words is understood', () => {
		for (const word of row.words) {
			const read = [`${word} 1042`, word].map(typed => parseWords(typed))
			const understood = read.flatMap(one => ('misread' in one ? [] : [one.do]))
			expect([word, understood]).toEqual([word, expect.arrayContaining([word === 'cc' ? 'cc' : name])])
		}
	})
})

test('no word is a number, which is a request', () => {
	for (const { row } of rows) for (const word of row.words) expect(word).not.toMatch(/\d/)
})
