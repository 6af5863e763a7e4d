import { type Claim, outlast, type Running } from '../outages.ts'
import type { Ports } from '../ports/index.ts'
import type { Notice } from '../ports/notices.ts'
import { type Gate, gateOf, standstill } from './gate.ts'
import { ClaimLost, judge, type Outcome } from './outcome.ts'
import { tell } from './tell.ts'

/** A claim ends by itself after so long; longer than any chat or mail server is waited for. */
const lease = 5 * 60_000
const atOnce = 32
/** Of these by one channel, so that a sick one holds up no other. */
const byChannel = 12
/** Fewer are not claimed while others are under way. */
const atLeast = 8

/** Tells what is due. It never waits for what it has begun, so that a slow destination holds up nobody. */
export type NoticeRelay = {
	/** Begins what is due and fits. @returns when to look again, in milliseconds since 1970 */
	work(): Promise<number | undefined>
	/** Resolves when nothing is under way. */
	idle(): Promise<void>
}

/**
 * @param wake called when something ended, so that the next can begin
 */
export function noticeRelay(ports: Ports, wake: () => void, running?: Running): NoticeRelay {
	const underWay = new Set<Promise<void>>()
	const gate = gateOf(byChannel, ports.clock)
	running?.ending.addEventListener('abort', () => gate.close())
	return {
		async work() {
			if (running?.ending.aborted) return undefined
			gate.dismiss()
			const free = atOnce - underWay.size
			// Several with one transaction, while enough of the others wait for their turn.
			const notices = free >= atLeast ? await ports.notices.claim({ count: free, lease }) : []
			const claim = { clock: ports.clock, until: ports.clock.now() + lease, running }
			for (const notice of notices) {
				const telling = attempt(ports, notice, gate, claim).finally(() => {
					underWay.delete(telling)
					wake()
				})
				underWay.add(telling)
			}
			const next = free >= atLeast ? await ports.notices.nextDue() : undefined
			return underWay.size > 0 ? Math.min(next ?? Infinity, ports.clock.now() + standstill) : next
		},
		async idle() {
			while (underWay.size > 0) await Promise.all(underWay)
		},
	}
}

async function attempt(ports: Ports, notice: Notice, gate: Gate, claim: Claim): Promise<void> {
	try {
		const { settled, wait } = await told(ports, notice, gate)
		const { notices } = ports
		await outlast(
			() => (wait ? notices.later(notice, wait.at, wait, settled) : notices.settle(notice, settled)),
			claim,
		)
	} catch (error) {
		if (!(error instanceof ClaimLost)) ports.log.error('a notice was not kept', error)
	}
}

async function told(ports: Ports, notice: Notice, gate: Gate): Promise<Outcome> {
	try {
		return await tell(ports, notice, gate)
	} catch (error) {
		const fault = judge(ports, notice, error)
		if ('wait' in fault) return { settled: [], wait: fault.wait }
		return { settled: notice.waiting.map(({ id }) => ({ id, state: 'failed', why: fault.lost })) }
	}
}
