import { afterOutage } from '../outages.ts'
import type { Ports } from '../ports/index.ts'
import type { Notice, Settled } from '../ports/notices.ts'
import { LetterRefused, nameOf, Outage, TryLater, Unavailable } from '../ports/outside.ts'
import { nextTry } from '../rules/waits.ts'

/** Until when something waits. @property failed whether it was tried */
export type Wait = { readonly at: number; readonly why: string; readonly failed: boolean }

/** What became of the deliveries; those that are not named wait until then, if any are left. */
export type Outcome = { readonly settled: readonly Settled[]; readonly wait?: Wait }

/** Someone else has claimed the notice meanwhile and tells it. */
export class ClaimLost extends Error {}

/** What a fault of a chat or a mail server means: to be tried again then, or given up. */
export type Fault = { readonly wait: Wait } | { readonly lost: string }

/**
 * Judges a fault.
 * @throws ClaimLost as it came
 */
export function judge(ports: Ports, notice: Notice, error: unknown): Fault {
	if (error instanceof ClaimLost) throw error
	const why = whyOf(error)
	if (error instanceof Outage) {
		ports.log.error('notice will be tried again', error, { count: notice.waiting.length, why })
		return { wait: { at: ports.clock.now() + afterOutage, why, failed: false } }
	}
	const at =
		error instanceof LetterRefused
			? undefined
			: nextTry(ports, `${notice.account} ${notice.ticket}`, notice.tries)
	const fields = { count: notice.waiting.length, tries: notice.tries + 1, why }
	if (error instanceof TryLater) ports.log.info('notice has to wait', fields)
	else ports.log.error(at === undefined ? 'notice given up' : 'notice will be tried again', error, fields)
	if (at === undefined) return { lost: why }
	const least = error instanceof TryLater ? ports.clock.now() + error.wait : 0
	return { wait: { at: Math.max(at, least), why, failed: true } }
}

/** A platform's own word where it gave one. */
function whyOf(error: unknown): string {
	if (error instanceof TryLater) return 'slow'
	if (error instanceof Unavailable) return 'unavailable'
	const { code } = (error ?? {}) as { readonly code?: unknown }
	if (typeof code === 'string' && /^[\w.-]{1,60}$/.test(code)) return code
	return error instanceof LetterRefused ? 'refused' : nameOf(error)
}

/** Two waits as one: until the sooner, and for the reason of one that failed; of the first, if both did. */
export function sooner(one: Wait | undefined, other: Wait | undefined): Wait | undefined {
	if (!one || !other) return one ?? other
	const at = Math.min(one.at, other.at)
	if (one.failed !== other.failed) return { ...(one.failed ? one : other), at }
	return { ...one, at }
}
