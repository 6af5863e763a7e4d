/** Kinds of markup that a text is read without. */
export type Unread = {
	readonly everything: boolean
	readonly emphasis: boolean
	readonly links: boolean
	readonly addresses: boolean
	readonly nesting: boolean
}

/** Marks on one line, of quotes and lists within one another; people rarely go beyond four. */
const deepest = 16
/** Marks in a whole text; the time to pair them grows with their square. */
const marks = 1_000
const brackets = 1_000
const references = 200
const lines = 4_000
/** Characters that could be the name before an @, without a break. */
const longestName = 1_000

/**
 * Which kinds of markup a text has so much of that reading them would take seconds, or more stack than there
 * is: someone pasted a log, or means harm. They stay as they were typed.
 */
export function tangledIn(text: string): Unread {
	return {
		everything: count(text, /\r\n?|\n/g, lines),
		emphasis: count(text, /[*_~]/g, marks),
		links: count(text, /\[/g, brackets),
		addresses: count(text, /&\w+;/g, references) || longName.test(text),
		nesting: deep.test(text),
	}
}

const longName = new RegExp(String.raw`[\w.+-]{${longestName}}`)

const deep = new RegExp(
	// A row of dashes or stars is a line that someone drew, and no nesting.
	String.raw`^(?![ \t]*(?:(?:-[ \t]*)+|(?:\*[ \t]*)+)$)[ \t]*(?:>[ \t]*|(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)){${deepest + 1}}`,
	'm',
)

/** Whether there are more than so many. */
function count(text: string, mark: RegExp, most: number): boolean {
	let found = 0
	for (const _ of text.matchAll(mark)) if (++found > most) return true
	return false
}
