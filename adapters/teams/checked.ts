import { createHash } from 'node:crypto'
import { recent } from './recent.ts'

const most = 1_000
/** However long a token says that it lives, it is checked again after so long: milliseconds. */
const longest = 60 * 60_000

/**
 * What a check of a whole token gave, until the token ends: the connector sends the same one for many minutes.
 * Only what was good is kept, by the SHA-256 of the token with its signature.
 * @param now milliseconds since 1970
 */
export function checkedTokens<T>(now: () => number) {
	const good = recent<{ readonly result: T; readonly until: number }>({ most, lifetime: longest, now })
	return {
		/**
		 * @param until when the token ends, in milliseconds since 1970
		 * @throws what the check throws
		 */
		async of(token: string, until: number, check: () => Promise<T>): Promise<T> {
			const key = createHash('sha256').update(token).digest('base64url')
			const kept = good.get(key)
			if (kept && kept.until > now()) return kept.result
			const result = await check()
			good.set(key, { result, until })
			return result
		},
	}
}
