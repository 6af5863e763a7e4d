import type { Locale } from '../domain/account.ts'
import { locales } from '../domain/account.ts'
import { en } from './en/index.ts'
import { it } from './it/index.ts'
import { compileMessage } from './message.ts'

export type Key = keyof typeof en

const languages: Readonly<Record<Locale, Readonly<Record<Key, string>>>> = { en, it }

type Lower =
	| 'a'
	| 'b'
	| 'c'
	| 'd'
	| 'e'
	| 'f'
	| 'g'
	| 'h'
	| 'i'
	| 'j'
	| 'k'
	| 'l'
	| 'm'
	| 'n'
	| 'o'
	| 'p'
	| 'q'
	| 'r'
	| 's'
	| 't'
	| 'u'
	| 'v'
	| 'w'
	| 'x'
	| 'y'
	| 'z'
type Letter = Lower | Uppercase<Lower>
type Word<Text extends string> = Text extends `${infer First}${string}`
	? First extends Letter
		? Text extends `${string}${' ' | '#' | '{' | '.' | '\n'}${string}`
			? never
			: Text
		: never
	: never

/** The arguments' names in a message: each `{name}` and each `{name, …}`. */
type ArgumentsOf<Text extends string, Found = never> = Text extends `${string}{${infer Rest}`
	? ArgumentsOf<Rest, Found | ArgumentIn<Rest>>
	: Found
type ArgumentIn<Rest extends string> = Rest extends `${infer Inside}}${string}`
	? Inside extends `${infer Name},${string}`
		? Word<Name>
		: Word<Inside>
	: never

type Values<K extends Key> = { readonly [Name in ArgumentsOf<(typeof en)[K]>]: string | number }

/** The messages that take no arguments. */
export type PlainKey = { [K in Key]: [ArgumentsOf<(typeof en)[K]>] extends [never] ? K : never }[Key]

/** Says a message in one language; the compiler checks the key and the names of the arguments. */
export type Say = <K extends Key>(
	key: K,
	...values: [ArgumentsOf<(typeof en)[K]>] extends [never] ? [] : [values: Values<K>]
) => string

const said = new Map<Locale, Say>()

/** The voice of one language. Messages are compiled when they are first said. */
export function wordsOf(locale: Locale): Say {
	const known = said.get(locale)
	if (known) return known
	const compiled = new Map<Key, ReturnType<typeof compileMessage>>()
	const messages = languages[locale]
	const say: Say = (key, ...[values]) => {
		let message = compiled.get(key)
		if (!message) {
			message = compileMessage(messages[key], locale)
			compiled.set(key, message)
		}
		return message(values)
	}
	said.set(locale, say)
	return say
}

/** The language among ours that is nearest to what a platform says, e.g. `it-IT`. */
export function nearestLocale(tag: string | undefined): Locale | undefined {
	const language = tag?.toLowerCase().split(/[-_]/)[0]
	return locales.find(locale => locale === language)
}

/** The account's language wins, then the chat's or the browser's, then the default. */
export function localeFor(
	account: { readonly locale?: Locale } | undefined,
	chat: string | undefined,
	{ defaultLocale }: { readonly defaultLocale: Locale },
): Locale {
	return account?.locale ?? nearestLocale(chat) ?? defaultLocale
}

/** Every message of one language, for tests and the lists of what the product says. */
export function messagesOf(locale: Locale): Readonly<Record<Key, string>> {
	return languages[locale]
}
