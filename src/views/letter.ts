import type { Locale } from '../domain/account.ts'

/** What a mail says; the mail adapter gives it its HTML and its plain text. All words are said already. */
export type Letter = {
	readonly kind: 'letter'
	readonly locale: Locale
	readonly subject: string
	/** What a mail client shows beside the subject. */
	readonly preview: string
	readonly heading: string
	readonly paragraphs: readonly string[]
	/** A code to type, shown large. */
	readonly code?: string
	readonly action?: { readonly label: string; readonly url: string }
	/** Small print under a line: why this came, what to do when it was not you. */
	readonly footnotes: readonly string[]
}
