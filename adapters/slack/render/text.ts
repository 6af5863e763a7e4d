import type { PlainTextElement } from '@slack/types'

declare const escaped: unique symbol

/** Text in which Slack's markup finds nothing to do; only {@link escapeText} makes it. */
export type Escaped = string & { readonly [escaped]: true }

/** For the one place that parses markup, a message's `text`: the three characters that Slack reads. */
export function escapeText(text: string, length: number): Escaped {
	const safe = clean(cut(text, length))
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
	return safe as Escaped
}

/** Text that is shown as it is: no markup, no emoji codes. Never empty, which Slack refuses. */
export function plain(text: string, length: number): PlainTextElement {
	return { type: 'plain_text', text: cut(clean(text), length) || ' ', emoji: false }
}

/** What Slack refuses (controls) or what turns the rest of a line around (bidi embeddings and overrides). */
const unwanted = new RegExp(String.raw`[[\p{Cc}\u202A-\u202E\u2066-\u2069]--[\t\n\r]]`, 'v')
const everyUnwanted = new RegExp(unwanted, 'gv')

/** The same without what cannot be shown, and without halves of characters. */
export function clean(text: string): string {
	const formed = text.isWellFormed() ? text : text.toWellFormed()
	return unwanted.test(formed) ? formed.replaceAll(everyUnwanted, '') : formed
}

/** At most `length` UTF-16 units, which are at least as many as Slack counts; cuts between characters. */
export function cut(text: string, length: number): string {
	if (text.length <= length) return text
	return `${text.slice(0, Math.max(0, length - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`
}
