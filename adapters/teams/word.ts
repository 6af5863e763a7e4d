import type { CommandName } from '../../src/commands/command.ts'
import type { Spoken } from '../../src/commands/definition.ts'
import type { Locale } from '../../src/domain/account.ts'
import { wordsOf } from '../../src/words/index.ts'

/** The word of a command that this language uses: the one that its usage names. */
export function wordIn(
	{ words, usage }: Pick<Spoken<CommandName>, 'words' | 'usage'>,
	locale: Locale,
): string {
	const named = wordsOf(locale)(usage).match(/\p{L}+/gu) ?? []
	return named.find(word => words.includes(word)) ?? words[locale === 'en' ? 0 : 1] ?? words[0] ?? ''
}

/** What people write to a bot that they do not know yet; it is nothing to make a request of. */
const greetings: ReadonlySet<string> = new Set([
	...['hi', 'hello', 'hey', 'hello there', 'hi there', 'good morning', 'good afternoon', 'good evening'],
	...['ciao', 'salve', 'ehi', 'buongiorno', 'buon giorno', 'buon pomeriggio', 'buonasera', 'buona sera'],
	...['start', 'menu', 'home', 'inizio'],
])

/** Whether a text says nothing but hello. */
export function isGreeting(text: string): boolean {
	return greetings.has(
		text
			.toLowerCase()
			.replaceAll(/[^\p{L} ]+/gu, '')
			.trim(),
	)
}
