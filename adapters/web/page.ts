import type { Locale } from '../../src/domain/account.ts'
import type { Say } from '../../src/words/index.ts'

/** What a page needs beside its view to become HTML: where it is, and whose. */
export type Page = {
	readonly say: Say
	readonly locale: Locale
	/** Who answers, as people call them. */
	readonly support: string
	/** The path of this page, to come back to after something was done. */
	readonly here: string
	/** Where cancelling leads. */
	readonly back: string
	/** The key of what is sent from this page, so that sending it twice has its effect once. */
	readonly once: string
	/** The full name of who is signed in. */
	readonly person?: string
	/** Whether who is signed in answers requests. */
	readonly agent?: boolean
	readonly style: string
	readonly icon: string
}
