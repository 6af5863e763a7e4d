import type { Reader } from '../people.ts'
import type { Theme } from '../theme.ts'

/** What a mailbox knows from the start. */
export type MailFacts = { readonly as: Reader; readonly theme: Theme; readonly address: string }

/** A line of a mailbox. */
export type Line = {
	/** Its place among all letters. */
	readonly id: number
	readonly to: string
	readonly from: string
	readonly subject: string
	/** Milliseconds since 1970, as the letter says. */
	readonly at: number
	/** The first of its words. */
	readonly preview: string
}

/** A letter that is opened. */
export type Opened = Line & {
	readonly text: string
	/** In the order in which they came. */
	readonly headers: readonly (readonly [name: string, value: string])[]
}
