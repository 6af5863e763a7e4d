import type { Locale } from '../domain/account.ts'
import type { RichText } from '../text/rich.ts'

/** What a mail says; the mail adapter gives it its HTML and its plain text. All words are said already. */
export type Letter = {
	readonly kind: 'letter'
	readonly locale: Locale
	readonly subject: string
	/** What a mail client shows beside the subject. */
	readonly preview: string
	readonly heading: string
	readonly paragraphs: readonly string[]
	/** What others wrote, each under who and when, apart from our own words. */
	readonly passages?: readonly {
		readonly heading: string
		readonly text: RichText
		/** What was sent along, by name. */
		readonly files: readonly string[]
	}[]
	/** A code to type, shown large. */
	readonly code?: string
	readonly action?: { readonly label: string; readonly url: string }
	/** A question, and an address for each answer. */
	readonly choice?: {
		readonly text: string
		readonly links: readonly { readonly label: string; readonly url: string }[]
	}
	/** Small print under a line: why this came, what to do when it was not you. */
	readonly footnotes: readonly string[]
	/** Letters of the same thread stay together in a mail client; `[a-z0-9.-]+`. */
	readonly thread?: string
	/** Where a POST ends letters like this one (RFC 8058), and a GET asks whether to. */
	readonly unsubscribe?: { readonly label: string; readonly url: string }
}
