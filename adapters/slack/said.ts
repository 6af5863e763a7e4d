import { TryLater, Unheard } from '../../src/ports/outside.ts'
import { SlackRefused } from './api.ts'
import { record, word } from './receive/payload.ts'

/** What Slack says of too many requests where it does not say it by the status. */
const busy = ['ratelimited', 'rate_limited']
/** How a request ends that Slack may have taken. */
const unanswered = [
	'TimeoutError',
	'AbortError',
	'ECONNABORTED',
	'ETIMEDOUT',
	'ECONNRESET',
	'EPIPE',
	'UND_ERR_SOCKET',
]
/** Milliseconds to wait where Slack does not say how long. */
const unsaidWait = 30_000

/** Turns the SDK's way of saying that Slack refused into ours. */
export async function said<T>(call: Promise<T>): Promise<T> {
	try {
		return await call
	} catch (error) {
		const failure = record(error) ?? {}
		if (failure.code === 'slack_webapi_rate_limited_error') {
			throw new TryLater(Number(failure.retryAfter) * 1_000 || unsaidWait, { cause: error })
		}
		if (failure.code === 'slack_webapi_request_error' && mayHaveArrived(error)) {
			throw new Unheard('Slack did not answer', { cause: error })
		}
		if (failure.code !== 'slack_webapi_platform_error') throw error
		const why = word(record(failure.data) ?? {}, 'error') ?? 'unknown'
		if (busy.includes(why)) throw new TryLater(unsaidWait, { cause: error })
		throw new SlackRefused(why)
	}
}

/** Looks through what each error was caused by. */
function mayHaveArrived(error: unknown): boolean {
	for (let failure = record(error); failure; failure = record(failure.cause)) {
		const { name, code } = failure
		if (unanswered.some(end => end === name || end === code)) return true
	}
	return false
}
