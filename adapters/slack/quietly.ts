import { type Log, nameOf, TryLater } from '../../src/ports/outside.ts'
import { SlackRefused } from './api.ts'
import { unreachable } from './deliver.ts'

/** What was done is done; that it could not be shown is for the log. */
export async function quietly(log: Log, event: string, act: () => Promise<unknown>): Promise<void> {
	try {
		await act()
	} catch (error) {
		// Who closed the window, or pressed twice, needs no answer there.
		if (error instanceof SlackRefused && ['not_found', 'hash_conflict'].includes(error.code)) return
		log.warn(event, { why: codeOf(error) })
	}
}

/** Why Slack did not do it, in a word. */
export function codeOf(error: unknown): string {
	if (error instanceof SlackRefused) return error.code
	if (error instanceof TryLater) return 'ratelimited'
	return nameOf(error)
}

/** The same for what goes to a conversation: where Slack will never take it, nothing is gained by being asked again. */
export async function unlessGone(log: Log, event: string, act: () => Promise<unknown>): Promise<void> {
	try {
		await act()
	} catch (error) {
		if (!(error instanceof SlackRefused) || !gone.includes(error.code)) throw error
		log.warn(event, { why: error.code })
	}
}

const gone = [...unreachable, 'thread_not_found']
