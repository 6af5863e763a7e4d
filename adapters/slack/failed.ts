import { type Log, nameOf, Unavailable } from '../../src/ports/outside.ts'

/** What failed is ours; anything else that Bolt throws is a payload that it could not read. */
export class AnswerFailed extends Error {}

/** @returns the status for a request that came to nothing */
export function statusAfter(error: unknown, log: Log): 400 | 500 | 503 {
	if (error instanceof AnswerFailed) {
		log.error('slack request failed', error.cause)
		return error.cause instanceof Unavailable ? 503 : 500
	}
	log.warn('slack request not read', { why: nameOf(error) })
	return 400
}
