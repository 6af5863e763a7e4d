import { TryLater } from '../../src/ports/outside.ts'
import { SlackRefused } from './api.ts'
import { record, word } from './receive/payload.ts'

/** What Slack says of too many requests where it does not say it by the status. */
const busy = ['ratelimited', 'rate_limited']
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
		if (failure.code !== 'slack_webapi_platform_error') throw error
		const why = word(record(failure.data) ?? {}, 'error') ?? 'unknown'
		if (busy.includes(why)) throw new TryLater(unsaidWait, { cause: error })
		throw new SlackRefused(why)
	}
}
