import * as z from 'zod'
import type { Clock } from '../../src/ports/outside.ts'

const metadata = z.object({ jwks_uri: z.url() })
const keys = z.object({
	keys: z.array(z.object({ kid: z.string(), endorsements: z.array(z.string()).optional() })),
})

const kept = 24 * 60 * 60_000
/** A key that nobody knows may be new; but whoever makes up names must not send us asking each time. */
const pause = 5 * 60_000
const timeout = 10_000

/** Tells for which channels a key may sign. The library takes keys that are endorsed for none. */
export type Endorsements = {
	/** @throws when the issuer cannot be reached */
	has(key: string, channel: string): Promise<boolean>
}

export function openEndorsements(metadataUrl: string, clock: Clock): Endorsements {
	let known = new Map<string, readonly string[]>()
	let readAt = Number.NEGATIVE_INFINITY
	let triedAt = Number.NEGATIVE_INFINITY
	let reading: Promise<void> | undefined

	async function read(): Promise<void> {
		const { jwks_uri } = metadata.parse(await getJson(metadataUrl))
		const found = keys.parse(await getJson(jwks_uri))
		known = new Map(found.keys.map(key => [key.kid, key.endorsements ?? []]))
		readAt = clock.now()
	}

	return {
		async has(key, channel) {
			const now = clock.now()
			const old = now - readAt >= kept
			if (old || (!known.has(key) && now - triedAt >= pause)) {
				triedAt = now
				reading ??= read().finally(() => {
					reading = undefined
				})
			}
			try {
				await reading
			} catch (error) {
				// Keys live for days: those of yesterday are better than none.
				if (known.size === 0) {
					triedAt = Number.NEGATIVE_INFINITY
					throw error
				}
			}
			return known.get(key)?.includes(channel) ?? false
		},
	}
}

async function getJson(url: string): Promise<unknown> {
	const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeout) })
	if (!answer.ok) throw new Error(`the issuer of tokens answers ${answer.status}`)
	return answer.json()
}
