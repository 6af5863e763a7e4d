import type { Ports } from '../ports/index.ts'
import type { Clock } from '../ports/outside.ts'
import type { Notice } from '../ports/notices.ts'
import { spread } from '../rules/waits.ts'
import type { Wait } from './outcome.ts'

/** How many are told by one channel at once, so that a sick one leaves room for the others. */
export type Gate = {
	/**
	 * Does something when there is room: whoever finds a channel full waits for their turn.
	 * @returns `full` where the channel stands still
	 */
	through<T>(channel: string, work: () => Promise<T>): Promise<T | 'full'>
}

/** A gate that is looked after: see {@link gateOf}. */
export type TendedGate = Gate & {
	/** Sends away whoever waits at a channel that stands still. */
	dismiss(): void
	/** Sends away whoever waits, and all who come. */
	close(): void
}

/** Milliseconds after which a channel in which nothing ends is not waited for. */
export const standstill = 1_000

type Channel = { inside: number; movedAt: number; readonly waiting: ((enters: boolean) => void)[] }

/** @param most how many are inside a channel at once, by its name */
export function gateOf(most: (channel: string) => number, clock: Clock): TendedGate {
	const channels = new Map<string, Channel>()
	let closed = false
	const standsStill = ({ movedAt }: Channel) => clock.now() - movedAt > standstill

	function enter(name: string): Promise<boolean> {
		if (closed) return Promise.resolve(false)
		const channel = channels.get(name) ?? { inside: 0, movedAt: clock.now(), waiting: [] }
		channels.set(name, channel)
		if (channel.inside < most(name)) {
			if (channel.inside === 0) channel.movedAt = clock.now()
			channel.inside += 1
			return Promise.resolve(true)
		}
		if (standsStill(channel)) return Promise.resolve(false)
		return new Promise(resolve => {
			channel.waiting.push(resolve)
		})
	}

	function leave(name: string): void {
		const channel = channels.get(name)
		if (!channel) return
		channel.movedAt = clock.now()
		const next = channel.waiting.shift()
		if (next) next(true)
		else channel.inside -= 1
	}

	function turnAway(which: (channel: Channel) => boolean): void {
		for (const channel of channels.values()) {
			if (which(channel)) for (const answer of channel.waiting.splice(0)) answer(false)
		}
	}

	return {
		async through(channel, work) {
			if (!(await enter(channel))) return 'full'
			try {
				return await work()
			} finally {
				leave(channel)
			}
		},
		dismiss: () => turnAway(standsStill),
		close() {
			closed = true
			turnAway(() => true)
		},
	}
}

const least = 4_000

/** When to ask again for room: spread, so that those who wait do not come together. */
export function forRoom({ clock, secrets }: Ports, notice: Notice): Wait {
	const part = spread(secrets, `${notice.account} ${notice.ticket} ${notice.fence}`)
	return { at: clock.now() + Math.round(least * (1 + part)), why: 'busy', failed: false }
}
