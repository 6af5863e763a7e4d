import { type Claim, keep, outlast, type Running } from '../outages.ts'
import type { Ports } from '../ports/index.ts'
import type { Notice } from '../ports/notices.ts'
import { gateOf, standstill } from './gate.ts'
import { ClaimLost, judge, type Outcome } from './outcome.ts'
import { tell, type Way } from './tell.ts'

/** A claim ends by itself after so long; longer than any chat or mail server is waited for. */
const lease = 5 * 60_000
const atOnce = 256
/** Of these by one channel, so that a sick one holds up no other; a mail server wants few connections. */
const byChannel = (channel: string) => (channel === 'mail' ? 12 : 128)
/** So many with one claim: what is read for all of them holds up nothing else for long. */
const claimed = 32

/** Tells what is due. It never waits for what it has begun, so that a slow destination holds up nobody. */
export type NoticeRelay = {
	/** Begins what is due and fits. @returns when to look again, in milliseconds since 1970 */
	work(): Promise<number | undefined>
	/** Resolves when nothing is under way. */
	idle(): Promise<void>
}

/** What the relay works with. */
type Around = {
	/** Called when there is room for what did not fit. */
	readonly wake: () => void
	/** Resolves once everything else that waits has had its turn. */
	readonly turn: () => Promise<void>
	readonly running?: Running | undefined
}

export function noticeRelay(ports: Ports, { wake, turn, running }: Around): NoticeRelay {
	const underWay = new Set<Promise<void>>()
	const inTurn = oneByOne(turn)
	const gate = gateOf(byChannel, ports.clock)
	running?.ending.addEventListener('abort', () => gate.close())
	let more = false

	function begin(notice: Notice, claim: Claim): void {
		const telling = attempt(ports, notice, { gate, inTurn }, claim).finally(() => {
			underWay.delete(telling)
			if (more) wake()
		})
		underWay.add(telling)
	}

	return {
		async work() {
			if (running?.ending.aborted) return undefined
			gate.dismiss()
			for (more = true; more; ) {
				if (atOnce - underWay.size < claimed || running?.ending.aborted) return ports.clock.now() + standstill
				const notices = await ports.notices.claim({ count: claimed, lease })
				const claim = { clock: ports.clock, until: ports.clock.now() + lease, running }
				more = notices.length === claimed
				for (const notice of notices) begin(notice, claim)
			}
			const next = await ports.notices.nextDue()
			return underWay.size > 0 ? Math.min(next ?? Infinity, ports.clock.now() + standstill) : next
		},
		async idle() {
			while (underWay.size > 0) await Promise.all(underWay)
		},
	}
}

/** What has been read is told one after the other, so that nothing else waits until all of it is told. */
function oneByOne(turn: () => Promise<void>): () => Promise<void> {
	let last = Promise.resolve()
	return () => {
		last = last.then(turn)
		return last
	}
}

async function attempt(ports: Ports, notice: Notice, way: Way, claim: Claim): Promise<void> {
	try {
		const { settled, wait } = await told(keeping(ports, claim), notice, way)
		const { notices } = ports
		await outlast(
			() => (wait ? notices.later(notice, wait.at, wait, settled) : notices.settle(notice, settled)),
			claim,
		)
	} catch (error) {
		if (!(error instanceof ClaimLost)) ports.log.error('a notice was not kept', error)
	}
}

/** The same, but where a chat's message stands is kept as often as it takes. */
function keeping(ports: Ports, claim: Claim): Ports {
	const { notices } = ports
	return {
		...ports,
		notices: { ...notices, show: (...given) => keep(() => notices.show(...given), claim) },
	}
}

async function told(ports: Ports, notice: Notice, way: Way): Promise<Outcome> {
	try {
		return await tell(ports, notice, way)
	} catch (error) {
		const fault = judge(ports, notice, error)
		if ('wait' in fault) return { settled: [], wait: fault.wait }
		return { settled: notice.waiting.map(({ id }) => ({ id, state: 'failed', why: fault.lost })) }
	}
}
