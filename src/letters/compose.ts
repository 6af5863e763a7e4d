import { type Account, fullName, type Locale } from '../domain/account.ts'
import type { Settings } from '../ports/index.ts'
import type { Letter } from '../views/letter.ts'
import { localeFor, type Say, wordsOf } from '../words/index.ts'

/** A letter and the address that it goes to. */
export type Addressed = { readonly to: string; readonly letter: Letter }

type Said = Pick<Letter, 'subject' | 'preview' | 'heading' | 'paragraphs' | 'footnotes'> &
	Pick<Partial<Letter>, 'code' | 'action' | 'choice' | 'passages' | 'thread' | 'unsubscribe'>

/** Puts a letter together in one language. */
export function compose(to: string, locale: Locale, write: (say: Say) => Said): Addressed {
	return { to, letter: { kind: 'letter', locale, ...write(wordsOf(locale)) } }
}

/** A letter to the owner of an account, in their language, greeting them. */
export function composeTo(
	account: Account,
	settings: Pick<Settings, 'defaultLocale'>,
	write: (say: Say) => Said,
	/** The language of the chat where it began, e.g. `it-IT`. */
	chat?: string,
): Addressed {
	return compose(account.email, localeFor(account, chat, settings), say => {
		const said = write(say)
		const hello = say('letter.hello', { name: account.firstName || fullName(account) })
		return { ...said, paragraphs: [hello, ...said.paragraphs] }
	})
}
