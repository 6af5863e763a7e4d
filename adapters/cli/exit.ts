/** What the exit code tells a script; the help says the same. */
export const exitCodes = {
	done: 0,
	/** Refused, or not there. */
	refused: 1,
	/** Wrong usage, or settings that cannot be used. */
	usage: 2,
	/** Something else is in the way: another service holds the database, it is too new, or it does not answer. */
	unavailable: 3,
	/** A fault of ours. */
	failed: 4,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Ends a command with a plain sentence on standard error and an exit code. */
export class Ended extends Error {
	readonly code: ExitCode
	constructor(sentence: string, code: ExitCode = exitCodes.refused) {
		super(sentence)
		this.name = 'Ended'
		this.code = code
	}
}
