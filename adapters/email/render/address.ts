import { plain } from './text.ts'

/**
 * The address of a page, fit for a link and for a header: ASCII alone, no space and no angle bracket
 * (RFC 3986). Only these become links, whoever wrote the letter.
 * @returns undefined for anything else
 */
export function pageAddress(text: string): string | undefined {
	return addressOf(text, /^https?:$/)
}

/** The same for what people write, who also name mailboxes. */
export function linkAddress(text: string): string | undefined {
	return addressOf(text, /^(?:https?|mailto):$/)
}

function addressOf(text: string, scheme: RegExp): string | undefined {
	const address = plain(text).trim()
	if (!URL.canParse(address)) return undefined
	const { protocol, href } = new URL(address)
	// A header of one line holds 998 characters (RFC 5322, section 2.1.1).
	return scheme.test(protocol) && href.length <= 900 && /^[!-;=?-~]+$/.test(href) ? href : undefined
}
