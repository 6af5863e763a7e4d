import type { Ports } from '../ports/index.ts'
import type { Notice } from '../ports/notices.ts'
import { LetterRefused, TryLater } from '../ports/outside.ts'
import { nextTry } from '../rules/waits.ts'
import { ClaimLost, type Gate, tell } from './tell.ts'

/** A claim ends by itself after so long; longer than any chat or mail server is waited for. */
const lease = 5 * 60_000
const atOnce = 32
/** Of these by one channel, so that a sick one holds up no other. */
const byChannel = 12

/** Tells what is due. It never waits for what it has begun, so that a slow destination holds up nobody. */
export type NoticeRelay = {
	/** Begins what is due and fits. @returns when to look again, in milliseconds since 1970 */
	work(): Promise<number | undefined>
	/** Resolves when nothing is under way. */
	idle(): Promise<void>
}

/** @param wake called when something ended, so that the next can begin */
export function noticeRelay(ports: Ports, wake: () => void): NoticeRelay {
	const underWay = new Set<Promise<void>>()
	const gate = gateOf(byChannel)
	return {
		async work() {
			const free = atOnce - underWay.size
			const notices = free > 0 ? await ports.notices.claim({ count: free, lease }) : []
			for (const notice of notices) {
				const telling = attempt(ports, notice, gate).finally(() => {
					underWay.delete(telling)
					wake()
				})
				underWay.add(telling)
			}
			return free > 0 ? ports.notices.nextDue() : undefined
		},
		async idle() {
			while (underWay.size > 0) await Promise.all(underWay)
		},
	}
}

async function attempt(ports: Ports, notice: Notice, gate: Gate): Promise<void> {
	try {
		const outcome = await tell(ports, notice, gate)
		if ('settled' in outcome) await ports.notices.settle(notice, outcome.settled)
		else await ports.notices.later(notice, outcome.until, { why: outcome.why, failed: false })
	} catch (error) {
		if (error instanceof ClaimLost) return
		// Where not even this can be written, the claim's own end is the next try.
		await fail(ports, notice, error).catch((second: unknown) => {
			ports.log.error('a notice could not be put back', second)
		})
	}
}

async function fail(ports: Ports, notice: Notice, error: unknown): Promise<void> {
	if (error instanceof TryLater) {
		const at = ports.clock.now() + error.wait
		return ports.notices.later(notice, at, { why: 'slow', failed: false })
	}
	const fields = { count: notice.waiting.length, tries: notice.tries + 1 }
	const why = whyOf(error)
	const at =
		error instanceof LetterRefused
			? undefined
			: nextTry(ports, `${notice.account} ${notice.ticket}`, notice.tries)
	ports.log.error(at === undefined ? 'notice given up' : 'notice will be tried again', error, fields)
	if (at !== undefined) return ports.notices.later(notice, at, { why, failed: true })
	return ports.notices.settle(
		notice,
		notice.waiting.map(({ id }) => ({ id, state: 'failed' as const, why })),
	)
}

/** A platform's own word where it gave one. */
function whyOf(error: unknown): string {
	if (!(error instanceof Error)) return 'Error'
	const { code } = error as { readonly code?: unknown }
	return typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? code : error.name
}

function gateOf(most: number): Gate {
	const inside = new Map<string, number>()
	return {
		enter(channel) {
			const count = inside.get(channel) ?? 0
			if (count >= most) return false
			inside.set(channel, count + 1)
			return true
		},
		leave(channel) {
			inside.set(channel, (inside.get(channel) ?? 1) - 1)
		},
	}
}
