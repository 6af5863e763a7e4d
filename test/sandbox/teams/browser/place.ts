import type { Act, Given, Outcome } from '../between.ts'

/** What every part of the window works with. */
export type Room = {
	readonly given: Given
	/**
	 * Does something, and shows what came of it.
	 * @param at the message that it is about, beside which the client says how it went
	 */
	readonly act: (act: Act, at?: string) => Promise<Outcome>
	/** What the client says beside a message, or over everything under the empty name. */
	readonly notes: Readonly<Record<string, Pick<Outcome, 'toast' | 'error'>>>
	/** The message that an answer is awaited for. */
	readonly busy: string | undefined
	readonly open: (url: string) => void
}
