const longest = 2_000

/** What JSON leaves as it is, and some readers take for the end of a line, or terminals for a command. */
const unescaped = /[\u007F-\u009F\u2028\u2029]/g

/** Each shape with what stands for it. Order matters: what is inside an address goes first. */
const shapes: readonly (readonly [RegExp, string])[] = [
	// User and password in an address.
	[/(?<=:\/\/)[^\s/@]+@/g, '[…]@'],
	// The query of an address.
	[/(?<=[\w/.-])\?[^\s'"<>)]+/g, '?[…]'],
	// Slack's tokens: xoxb-…, xapp-…, xoxe.xoxp-….
	[/\bx(ox[a-z]|app)[-.][\w.-]+/gi, '[token]'],
	[/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [token]'],
	// JSON Web Tokens.
	[/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, '[token]'],
	[/[^\s@<>"'(),;:[\]]+@[^\s@<>"'(),;:[\]]+\.[^\s@<>"'(),;:[\]]+/gu, '[address]'],
	// Anything long that mixes letters and digits as only random things do.
	[/(?=[\w+-]*\d)(?=[\w+-]*[A-Za-z])[\w+-]{22,}={0,2}/g, '[token]'],
	// The code of a letter.
	[/\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/g, '[code]'],
]

/** A text without what looks like a mail address, a token, a password or the query of an address. */
export function scrub(text: string): string {
	let clean = text.length > longest ? `${text.slice(0, longest)}…` : text
	for (const [shape, stand] of shapes) clean = clean.replace(shape, stand)
	return clean.replace(unescaped, ' ')
}
