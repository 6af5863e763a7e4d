import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { locales } from '../../src/domain/account.ts'
import { type Key, messagesOf, nearestLocale, wordsOf } from '../../src/words/index.ts'
import { compileMessage } from '../../src/words/message.ts'
import { sourcesOf } from './sources.ts'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]
/** Of the parser: what kind of thing stands in a message. */
const kindOf = (element: Element): number => element.type
const literal = 0
const argument = 1
const select = 5
const plural = 6

type Told = { readonly locale: (typeof locales)[number]; readonly key: Key; readonly text: string }
const all: readonly Told[] = locales.flatMap(locale =>
	Object.entries(messagesOf(locale)).map(([key, text]) => ({ locale, key: key as Key, text })),
)
const keys = Object.keys(messagesOf('en')) as Key[]

function parsed({ locale, text }: Pick<Told, 'locale' | 'text'>): readonly Element[] {
	return new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst()
}

function elements(tree: readonly Element[]): Element[] {
	return tree.flatMap(element => [
		element,
		...('options' in element ? Object.values(element.options).flatMap(option => elements(option.value)) : []),
	])
}

/** Each argument, and whether it has to be a number. */
function argumentsOf(told: Pick<Told, 'locale' | 'text'>): Map<string, 'number' | 'text'> {
	const found = new Map<string, 'number' | 'text'>()
	for (const element of elements(parsed(told))) {
		if (kindOf(element) === literal || !('value' in element)) continue
		const kind = [argument, select].includes(kindOf(element)) ? 'text' : 'number'
		if (found.get(element.value) !== 'number') found.set(element.value, kind)
	}
	return found
}

function valuesFor(told: Told, number: number): Record<string, string | number> {
	const values = [...argumentsOf(told)].map(([name, kind]) => [
		name,
		kind === 'number' ? number : `<${name}>`,
	])
	return Object.fromEntries(values)
}

/** As the service says it. */
function filled({ locale, text }: Told, values: Record<string, string | number>): string {
	return compileMessage(text, locale)(values)
}

describe('every language', () => {
	test('has the same messages', () => {
		for (const locale of locales) expect(Object.keys(messagesOf(locale)).toSorted()).toEqual(keys.toSorted())
	})

	test('takes the same arguments, and numbers where the others do', () => {
		for (const told of all) {
			const english = argumentsOf({ locale: 'en', text: messagesOf('en')[told.key] })
			expect([told.key, argumentsOf(told)]).toEqual([told.key, english])
		}
	})

	test('is translated: nothing but names and numbers is the same in two', () => {
		const alike = keys.filter(key => messagesOf('en')[key] === messagesOf('it')[key])
		const untold = alike.filter(key => !/^(language|usage|example)\./.test(key))
		for (const key of untold)
			expect(messagesOf('en')[key]).toMatch(/^(In chat|Password|[^a-zA-Z]*(\{[^}]*\}[^a-zA-Z]*)+)$/)
	})

	test('names each plural form that it has, and each holds a # or a space', () => {
		for (const told of all) {
			const categories = new Intl.PluralRules(told.locale).resolvedOptions().pluralCategories
			for (const element of elements(parsed(told))) {
				if (!('options' in element) || kindOf(element) !== plural) continue
				const named = Object.keys(element.options).filter(name => !name.startsWith('='))
				expect([told.key, named.toSorted()]).toEqual([told.key, categories.toSorted()])
			}
			for (const [, branch = ''] of told.text.matchAll(/(?:one|many|other|=\d+) \{([^{}]*)/g))
				expect([told.key, branch]).toEqual([told.key, expect.stringMatching(/[# ]/)])
		}
	})

	test('says every message with 0, 1, 2, 5 and a million', () => {
		for (const told of all) {
			for (const number of [0, 1, 2, 5, 1_000_000]) {
				const said = filled(told, valuesFor(told, number))
				expect([told.key, said]).toEqual([told.key, expect.not.stringMatching(/[{}]|undefined|NaN|^\s|\s$/)])
				for (const [name, kind] of argumentsOf(told))
					if (kind === 'text')
						expect([told.key, said]).toEqual([told.key, expect.stringContaining(`<${name}>`)])
			}
		}
	})

	test('says each as the library does, whichever of its choices is taken', () => {
		for (const told of all) {
			const byLibrary = new IntlMessageFormat(told.text, told.locale, undefined, { ignoreTag: true })
			const ours = compileMessage(told.text, told.locale)
			const choices = elements(parsed(told)).flatMap(element =>
				kindOf(element) === select && 'options' in element && 'value' in element
					? Object.keys(element.options).map(choice => ({ [element.value]: choice }))
					: [],
			)
			for (const number of [0, 1, 2, 5, 1_000, 1_000_000]) {
				for (const choice of [{}, ...choices]) {
					const values = { ...valuesFor(told, number), ...choice }
					expect([told.key, ours(values)]).toEqual([told.key, byLibrary.format(values)])
				}
			}
		}
	})

	test('is set with the marks of print: no straight quotes, no three dots', () => {
		for (const told of all)
			expect([told.key, told.text]).toEqual([told.key, expect.not.stringMatching(/['"`]|\.\.\./)])
	})

	test('names itself by its own name', () => {
		expect(locales.map(locale => wordsOf(locale)(`language.${locale}`))).toEqual(['English', 'Italiano'])
		for (const locale of locales)
			expect(locales.map(one => wordsOf(locale)(`language.${one}`))).toEqual(['English', 'Italiano'])
	})
})

test('Italian counts millions with di', () => {
	const say = wordsOf('it')
	const size = '1 MB'
	expect(say('reply.files.hint', { count: 1, size })).toBe('Fino a 1 file, 1 MB ciascuno.')
	expect(say('reply.files.hint', { count: 10, size })).toBe('Fino a 10 file, 1 MB ciascuno.')
	expect(say('reply.files.hint', { count: 1_000_000, size })).toBe('Fino a 1.000.000 di file, 1 MB ciascuno.')
	expect(say('list.summary', { open: 1, awaiting: 2, solved: 1_000_000 })).toBe(
		'1 aperta · 2 in attesa di risposta · 1.000.000 risolte',
	)
})

test('the words that the design fixes are the ones that are said', () => {
	const fixed = (locale: (typeof locales)[number]) =>
		(
			[
				'scope.requested',
				'scope.ccd',
				'scope.organization',
				'status.open',
				'status.awaiting',
				'status.solved',
				'ticket.reply',
				'connect.action',
				'disconnect.yes',
			] as const
		).map(key => wordsOf(locale)(key).replaceAll('’', "'"))
	expect(fixed('en')).toEqual([
		'My requests',
		"Requests I am CC'd on",
		'Organization requests',
		'Open',
		'Awaiting your reply',
		'Solved',
		'Add to conversation',
		'Connect',
		'Disconnect',
	])
	expect(fixed('it')).toEqual([
		'Le mie richieste',
		'Richieste per le quali ho ricevuto un CC',
		"Richieste dell'organizzazione",
		'Aperto',
		'In attesa di risposta',
		'Risolto',
		'Aggiungi alla conversazione',
		'Collega',
		'Scollega',
	])
})

describe('what has little room', () => {
	const sources = sourcesOf('src')
	const said = (pattern: RegExp, within: readonly string[]) =>
		[...new Set(within.flatMap(text => [...text.matchAll(pattern)].map(match => match[1] ?? '')))].filter(
			key => keys.includes(key as Key),
		) as Key[]
	const tooLong = (wanted: readonly Key[], most: number) =>
		all
			.filter(({ key }) => wanted.includes(key))
			.filter(told => filled(told, valuesFor(told, 1_000)).length > most)

	const forms = sources.flatMap(({ text }) => text.match(/kind: 'form',[\s\S]*?\bcancel:.*/g) ?? [])

	test('titles of forms and their two buttons, in 24 characters', () => {
		const titles = said(/^\t+title: say\('([\w.]+)'/gm, forms)
		const buttons = said(
			/\bsay\('([\w.]+)'/g,
			forms.flatMap(form => form.match(/^\t+(submit|cancel): .*/gm) ?? []),
		)
		expect(titles).toEqual(
			expect.arrayContaining(['connect.title', 'reply.title', 'new.title', 'notify.short']),
		)
		expect(buttons).toEqual(
			expect.arrayContaining(['chat.cancel', 'connect.submit', 'reply.submit', 'cc.remove']),
		)
		expect(tooLong([...titles, ...buttons], 24)).toEqual([])
	})

	test('labels of actions and links, in 40 characters', () => {
		const labels = said(
			/\blabel: (?:say|context\.say|inIt)\('([\w.]+)'[^)]*\),\s*(?:command|url)\b/g,
			sources.map(source => source.text),
		)
		expect(labels).toEqual(
			expect.arrayContaining(['ticket.reply', 'offer.reply', 'solve.yes', 'home.all', 'export.link']),
		)
		const scopes = keys.filter(key => key.startsWith('scope.'))
		expect(tooLong([...labels, ...scopes], 40)).toEqual([])
	})
})

test('each message is said somewhere', () => {
	const text = sourcesOf('src', 'adapters')
		.filter(({ file }) => !/^src\/words\/(en|it)\//.test(file))
		.map(source => source.text)
		.join('\n')
	const quoted = new Set([...text.matchAll(/['"]([a-z][\w.]*)['"]/gi)].map(match => match[1]))
	// `status.${shown}` says each message whose key has one word more.
	const patterns = [...text.matchAll(/`([a-z]\w*\.(?:[\w.]+\.)?)\$\{[^`}]*\}(\.[\w.]+)?`/gi)].map(
		([, before = '', after = '']) =>
			new RegExp(`^${before.replaceAll('.', '\\.')}\\w+${after.replaceAll('.', '\\.')}$`),
	)
	const unsaid = keys.filter(key => !quoted.has(key) && !patterns.some(pattern => pattern.test(key)))
	expect(unsaid).toEqual([])
})

test('the nearest language is found by its first part', () => {
	expect(['it-IT', 'it_CH', 'IT', 'en-GB', 'fr-FR', 'ita', '', undefined].map(nearestLocale)).toEqual([
		'it',
		'it',
		'it',
		'en',
		undefined,
		undefined,
		undefined,
		undefined,
	])
})
