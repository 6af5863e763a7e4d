/*
 * What was typed, held against what is shown. Nothing here is shared with what draws: how each place cleans a
 * text is written down here a second time.
 */

/** What an independent reader found in a place. */
export type Read = {
	/** The texts that a person sees there. */
	readonly shown: readonly string[]
	/** What does something: a ping, a link that shows other words, an element, a header. */
	readonly active: readonly string[]
}

/** Without what no place shows: controls, marks that turn the direction, halves of characters; nor blanks. */
function bare(text: string): string {
	return text
		.toWellFormed()
		.replaceAll('\u0085', ' ')
		.replaceAll(/[\p{Cc}\u200B\u2060\uFEFF\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
		.replaceAll(/\s+/gu, '')
}

/** What of a beginning has to be there, without blanks: of the title of a window not much more may be left. */
const least = 10
/** What of it has to be there where something else stands before it. */
const enough = 15

/** Whether a text is shown as it was typed, in one piece, or as a beginning that ends in `…`. */
export function isShown(typed: string, shown: readonly string[]): boolean {
	const wanted = bare(typed)
	return shown.some(one => {
		const seen = bare(one)
		if (seen.includes(wanted)) return true
		const cut = seen.endsWith('…') ? seen.slice(0, -1).trimEnd() : undefined
		if (cut === undefined) return false
		return (cut.length >= least && wanted.startsWith(cut)) || cut.includes(wanted.slice(0, enough))
	})
}

/** The letters and digits alone: what has to be there of a text whose marks are read as Markdown. */
export function lettersOf(text: string): string {
	return (bare(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).join('')
}

const ours = /^https:\/\/support\.example(\/|$)/

/** A link may lead to us, or show the very address that it leads to, as it was typed. */
export function isForged(url: string, label: string | undefined, typed: string): boolean {
	if (ours.test(url)) return false
	if (!/^(https?:|mailto:)/i.test(url)) return true
	const address = url.replace(/^mailto:/i, '')
	const plain = (text: string) => text.trim().replace(/\/$/, '')
	if (label !== undefined && plain(label) !== plain(url) && plain(label) !== plain(address)) return true
	return !typed.includes(plain(address))
}

/**
 * Slack's markup, as its documents describe it: whatever stands between `<` and `>` is a control sequence, and
 * only three characters are written otherwise.
 */
export function readMrkdwn(text: string): Read {
	const active = text.match(/<[^>]*>?/g) ?? []
	const names: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }
	return { shown: [text.replaceAll(/&(lt|gt|amp);/g, name => names[name] ?? name)], active }
}
